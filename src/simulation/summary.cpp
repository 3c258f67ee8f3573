#include "simulation/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace corridor::simulation {
namespace {

constexpr double kg_per_t = 1'000.0;

double years(Tick time) {
    return static_cast<double>(time) / static_cast<double>(ticks_per_year);
}

double mean_hours(Int128 ticks, std::uint64_t count) {
    return count == 0 ? 0.0
                      : static_cast<double>(ticks) / static_cast<double>(ticks_per_hour) /
                            static_cast<double>(count);
}

/// Two moments of a run and what happened between them.
struct Part {
    const Snapshot* from;
    const Snapshot* to;
    [[nodiscard]] Tick length() const { return to->time - from->time; }
};

class Summary {
  public:
    Summary(const CompiledModel& model, const SimulationQuery& query,
            const std::vector<RunResult>& runs, double confidence)
        : model_(model), query_(query), runs_(runs), confidence_(confidence) {
        for (const RunResult& run : runs) {
            for (std::size_t i = 1; i < run.snapshots.size(); ++i) {
                parts_.push_back({&run.snapshots[i - 1], &run.snapshots[i]});
            }
        }
    }

    Simulation take() {
        Simulation result;
        result.replications = static_cast<std::uint32_t>(runs_.size());
        for (const RunResult& run : runs_) {
            result.events += run.events;
        }
        result.static_bound_t_per_year = model_.static_bound_t_per_year;
        result.static_served_t_per_year = model_.static_served_t_per_year;
        add_totals(result);
        add_places(result);
        add_flows(result);
        add_fleets(result);
        add_checks(result);
        if (!runs_.empty()) {
            result.trace = runs_.front().trace;
        }
        return result;
    }

  private:
    template <class Value>
    Estimate over_parts(Value value) const {
        Tally tally;
        for (const Part& part : parts_) {
            tally.add(value(part));
        }
        return estimate(tally, confidence_);
    }

    /// Parts in which there is nothing to average are left out.
    template <class Count, class Value>
    Estimate over_parts_with(Count count, Value value) const {
        Tally tally;
        for (const Part& part : parts_) {
            if (count(part) > 0) {
                tally.add(value(part));
            }
        }
        return estimate(tally, confidence_);
    }

    void add_totals(Simulation& result) const {
        const auto delivered = [&](const Part& part) {
            std::uint64_t sum = 0;
            for (std::size_t i = 0; i < model_.demands.size(); ++i) {
                sum += part.to->flows[i].delivered - part.from->flows[i].delivered;
            }
            return sum;
        };
        result.throughput_t_per_year = over_parts([&](const Part& part) {
            double kg = 0.0;
            for (std::size_t i = 0; i < model_.demands.size(); ++i) {
                kg += part.to->flows[i].delivered_kg - part.from->flows[i].delivered_kg;
            }
            return kg / kg_per_t / years(part.length());
        });
        result.transit_h = over_parts_with(delivered, [&](const Part& part) {
            Int128 transit = 0;
            for (std::size_t i = 0; i < model_.demands.size(); ++i) {
                transit += part.to->flows[i].transit - part.from->flows[i].transit;
            }
            return mean_hours(transit, delivered(part));
        });
    }

    void add_places(Simulation& result) const {
        double held_back = 0.0;
        for (std::size_t i = 0; i < model_.places.size(); ++i) {
            const auto count = [&](const Part& part) {
                return part.to->places[i].visits - part.from->places[i].visits;
            };
            const auto arrivals = [&](const Part& part) {
                return part.to->places[i].arrivals - part.from->places[i].arrivals;
            };
            const bool visited = std::any_of(runs_.begin(), runs_.end(), [&](const RunResult& run) {
                return run.snapshots.back().places[i].arrivals > 0;
            });
            if (!visited) {
                continue;
            }
            SimulatedPlace place;
            place.id = model_.places[i].id;
            place.kind = model_.places[i].kind;
            place.arrivals =
                over_parts([&](const Part& part) { return static_cast<double>(arrivals(part)); });
            place.wait_h = over_parts_with(count, [&](const Part& part) {
                return mean_hours(part.to->places[i].visit_wait - part.from->places[i].visit_wait,
                                  count(part));
            });
            place.queue = over_parts([&](const Part& part) {
                return static_cast<double>(part.to->places[i].queue_area -
                                           part.from->places[i].queue_area) /
                       static_cast<double>(part.length());
            });
            place.turned_away_share = over_parts_with(arrivals, [&](const Part& part) {
                return static_cast<double>(part.to->places[i].turned_away -
                                           part.from->places[i].turned_away) /
                       static_cast<double>(arrivals(part));
            });
            place.held_back_t_per_year = over_parts([&](const Part& part) {
                const PlaceTotals& from = part.from->places[i];
                const PlaceTotals& to = part.to->places[i];
                return static_cast<double>(to.held_kg - from.held_kg + to.turned_away_kg -
                                           from.turned_away_kg) /
                       kg_per_t / years(part.length());
            });
            place.utilisation = utilisation(i);
            held_back += std::max(0.0, place.held_back_t_per_year.mean);
            add_months(i, place);
            result.places.push_back(std::move(place));
        }
        for (SimulatedPlace& place : result.places) {
            place.share_of_gap =
                held_back > 0.0 ? std::max(0.0, place.held_back_t_per_year.mean) / held_back : 0.0;
        }
    }

    std::optional<Estimate> utilisation(std::size_t place) const {
        const PlaceModel& model = model_.places[place];
        double servers = 1.0;
        if (model.station != none) {
            if (!model_.stations[model.station].servers) {
                return std::nullopt;
            }
            servers = *model_.stations[model.station].servers;
        } else if (model.gate == none || (model_.gates[model.gate].ticks_per_kg <= 0.0 &&
                                          model_.gates[model.gate].headway == 0)) {
            return std::nullopt;
        }
        return over_parts([&](const Part& part) {
            return static_cast<double>(part.to->places[place].busy_area -
                                       part.from->places[place].busy_area) /
                   static_cast<double>(part.length()) / servers;
        });
    }

    void add_months(std::size_t index, SimulatedPlace& place) const {
        for (std::size_t month = 0; month < place.wait_h_by_month.size(); ++month) {
            double sum = 0.0;
            std::uint64_t visits = 0;
            for (const RunResult& run : runs_) {
                sum += run.monthly[index].hours[month];
                visits += run.monthly[index].visits[month];
            }
            place.wait_h_by_month[month] = visits == 0 ? 0.0 : sum / static_cast<double>(visits);
        }
    }

    void add_flows(Simulation& result) const {
        for (std::size_t i = 0; i < model_.demands.size(); ++i) {
            const AllocationDemand& demand = query_.demands[i].flow;
            SimulatedFlow flow{.id = demand.id,
                               .origin = demand.origin,
                               .destination = demand.destination,
                               .commodity = demand.commodity,
                               .demand_t_per_year = static_cast<double>(demand.amount.count())};
            const auto count = [&](const Part& part) {
                return part.to->flows[i].delivered - part.from->flows[i].delivered;
            };
            flow.throughput_t_per_year = over_parts([&](const Part& part) {
                return (part.to->flows[i].delivered_kg - part.from->flows[i].delivered_kg) /
                       kg_per_t / years(part.length());
            });
            flow.transit_h = over_parts_with(count, [&](const Part& part) {
                return mean_hours(part.to->flows[i].transit - part.from->flows[i].transit,
                                  count(part));
            });
            std::array<Int128, time_uses> use{};
            QuantileSketch sketch;
            for (const Part& part : parts_) {
                flow.delivered += count(part);
                for (std::size_t k = 0; k < time_uses; ++k) {
                    use[k] += part.to->flows[i].use[k] - part.from->flows[i].use[k];
                }
            }
            for (const RunResult& run : runs_) {
                sketch.merge(run.transit[i]);
            }
            for (std::size_t k = 0; k < time_uses; ++k) {
                flow.use_h[k] = mean_hours(use[k], flow.delivered);
            }
            flow.p50_h = sketch.quantile(0.5);
            flow.p90_h = sketch.quantile(0.9);
            flow.p95_h = sketch.quantile(0.95);
            result.flows.push_back(std::move(flow));
        }
    }

    void add_fleets(Simulation& result) const {
        for (std::size_t i = 0; i < model_.fleets.size(); ++i) {
            const auto voyages = [&](const Part& part) {
                return part.to->fleets[i].voyages - part.from->fleets[i].voyages;
            };
            if (model_.fleets[i].legs.empty()) {
                continue;
            }
            SimulatedFleet fleet{.id = model_.fleets[i].fleet.id};
            fleet.voyages_per_year = over_parts([&](const Part& part) {
                return static_cast<double>(voyages(part)) / years(part.length());
            });
            fleet.ballast_per_year = over_parts([&](const Part& part) {
                return static_cast<double>(part.to->fleets[i].ballast -
                                           part.from->fleets[i].ballast) /
                       years(part.length());
            });
            fleet.load_factor = over_parts_with(voyages, [&](const Part& part) {
                return (part.to->fleets[i].load - part.from->fleets[i].load) /
                       static_cast<double>(voyages(part));
            });
            fleet.weather_wait_h = over_parts_with(voyages, [&](const Part& part) {
                return mean_hours(
                    part.to->fleets[i].weather_wait - part.from->fleets[i].weather_wait,
                    voyages(part));
            });
            fleet.utilisation = over_parts([&](const Part& part) {
                return 1.0 - static_cast<double>(part.to->fleets[i].idle_area -
                                                 part.from->fleets[i].idle_area) /
                                 static_cast<double>(part.length()) /
                                 model_.fleets[i].fleet.vessels;
            });
            result.fleets.push_back(std::move(fleet));
        }
    }

    void add_checks(Simulation& result) const {
        std::size_t conserved = 0;
        std::size_t little = 0;
        std::size_t bounded = 0;
        double excess = 0.0;
        std::string places;
        std::string locked;
        std::uint64_t lost_way = 0;
        for (const RunResult& run : runs_) {
            conserved += run.tonnes_conserved ? 1U : 0U;
            little += run.little_broken.empty() ? 1U : 0U;
            bounded += run.bound_excess_t <= 0.0 ? 1U : 0U;
            excess = std::max(excess, run.bound_excess_t);
            lost_way += run.without_way;
            for (const std::uint32_t place : run.little_broken) {
                places += " " + model_.places[place].id;
            }
            if (locked.empty()) {
                for (const std::uint32_t node : run.gridlock) {
                    locked += (locked.empty() ? "" : ", ") + model_.network.node(NodeId{node}).id;
                }
            }
        }
        const auto of_runs = [&](std::size_t count) {
            return fmt::format("in {} of {} runs", count, runs_.size());
        };
        result.checks.push_back(
            {"tonnes_conserved", conserved == runs_.size(),
             of_runs(conserved) + " offered = delivered + turned away + inside, in kilograms"});
        result.checks.push_back({"littles_law", little == runs_.size(),
                                 of_runs(little) +
                                     " the queue over time is the sum of waits at every place, in "
                                     "microseconds" +
                                     (places.empty() ? "" : "; not at" + places)});
        result.checks.push_back(
            {"within_static_bound", bounded == runs_.size(),
             of_runs(bounded) + " what was delivered from the empty corridor is within the bound" +
                 (excess > 0.0 ? fmt::format("; {:.0f} t beyond it", excess) : "")});
        result.checks.push_back({"no_gridlock", locked.empty(),
                                 locked.empty() ? "no full places wait for each other"
                                                : "full places wait for each other: " + locked});
        result.checks.push_back(
            {"every_consignment_has_a_way", lost_way == 0,
             lost_way == 0
                 ? "there is an open way for all demand"
                 : fmt::format("{} consignments had no way and stayed at their origin", lost_way)});
    }

    const CompiledModel& model_;
    const SimulationQuery& query_;
    const std::vector<RunResult>& runs_;
    double confidence_;
    std::vector<Part> parts_;
};

}  // namespace

Simulation summarise(const CompiledModel& model, const SimulationQuery& query,
                     const std::vector<RunResult>& runs, double confidence) {
    return Summary(model, query, runs, confidence).take();
}

}  // namespace corridor::simulation
