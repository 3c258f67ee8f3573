#include <corridor/analysis/demand_growth.hpp>
#include <corridor/analysis/soft_bottlenecks.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace corridor {
namespace {

constexpr std::array<std::string_view, delay_causes> cause_names = {"border", "gauge_change",
                                                                    "port", "yard"};
constexpr std::array<std::string_view, 3> binding_names = {"nothing", "time", "capacity"};

bool is_sea(Mode mode) {
    return mode == Mode::rail_ferry || mode == Mode::container_vessel || mode == Mode::tanker;
}

/// What leaves a node over one link.
struct Departure {
    std::uint32_t link;
    std::int64_t tonnes;
};

/// What happens at one node: what passes it, and how much of that may stay in its wagon.
struct Passing {
    std::int64_t arriving = 0;
    std::vector<Departure> departures;  ///< in network order
    std::int64_t through = 0;
    std::int64_t staying_on = 0;  ///< the most that needs neither a ship nor another carrier
};

class Study {
  public:
    Study(const CostModel& cost, const FlowQuery& query) : cost_(cost), query_(query) {}

    SoftBottlenecks run(std::optional<TonnesPerYear> demand,
                        std::span<const Disruption> disruptions) {
        MaxFlow most = max_flow(network(), query_, {.choice = FlowChoice::any});
        if (most.outcome == flow::Outcome::optimal) {
            result_.ceiling = most.value;
            result_.cut = std::move(most.cut);
        }
        result_.flow = demand ? flow_of(network(), query_, *demand) : max_flow(network(), query_);
        if (result_.flow.outcome == flow::Outcome::unbounded) {
            return std::move(result_);
        }
        for (const std::string& system : network().systems()) {
            add_section(system);
        }
        add_section("");
        time_on_links();
        for (std::uint32_t v = 0; v < network().nodes().size(); ++v) {
            time_at(v);
        }
        for (SectionDelay& section : result_.sections) {
            judge(section);
            result_.time.moving += section.time.moving;
            for (std::size_t i = 0; i < delay_causes; ++i) {
                result_.time.lost[i] += section.time.lost[i];
            }
        }
        std::stable_sort(result_.delays.begin(), result_.delays.end(),
                         [](const Delay& a, const Delay& b) {
                             return a.tonne_seconds() != b.tonne_seconds()
                                        ? a.tonne_seconds() > b.tonne_seconds()
                                        : a.element < b.element;
                         });
        note_interruptions(disruptions);
        return std::move(result_);
    }

  private:
    [[nodiscard]] const Network& network() const { return cost_.network; }

    void add_section(const std::string& system) {
        for (std::size_t i = 0; i < network().links().size(); ++i) {
            if (network().links()[i].system == system && result_.flow.link_flow[i] != 0) {
                SectionDelay section;
                section.system = system;
                result_.sections.push_back(std::move(section));
                return;
            }
        }
    }

    SectionDelay& section_of(std::uint32_t link) {
        return *std::find_if(result_.sections.begin(), result_.sections.end(),
                             [&](const SectionDelay& section) {
                                 return section.system == network().links()[link].system;
                             });
    }

    [[nodiscard]] bool limits(const std::optional<Capacity>& capacity) const {
        return capacity && (!capacity->containers_only || query_.commodity.empty() ||
                            query_.commodity == containers);
    }

    [[nodiscard]] std::optional<double> utilisation(Element element) const {
        const auto& capacity = network().capacity(element);
        if (!limits(capacity) || capacity->rate.count() == 0) {
            return std::nullopt;
        }
        const std::int64_t load = element.kind == Element::Kind::link
                                      ? std::abs(result_.flow.link_flow[element.index])
                                      : result_.flow.node_throughput[element.index];
        return ratio(TonnesPerYear(load), capacity->rate);
    }

    void lose(Element element, DelayCause cause, std::int64_t tonnes, Duration each) {
        if (tonnes > 0 && each.seconds > 0) {
            result_.delays.push_back(
                {element, cause, TonnesPerYear(tonnes), each, utilisation(element)});
        }
    }

    void time_on_links() {
        for (std::uint32_t i = 0; i < network().links().size(); ++i) {
            const std::int64_t tonnes = std::abs(result_.flow.link_flow[i]);
            if (tonnes == 0) {
                continue;
            }
            const TonneCost& part = cost_.link[i];
            TonneTime& time = section_of(i).time;
            time.moving += Int128{tonnes} * part.moving.seconds;
            for (const auto& [cause, each] : {std::pair{DelayCause::border, part.border_time},
                                              std::pair{DelayCause::gauge_change, part.gauge_time},
                                              std::pair{DelayCause::port, part.transshipment_time},
                                              std::pair{DelayCause::yard, part.dwell}}) {
                time.lost[static_cast<std::size_t>(cause)] += Int128{tonnes} * each.seconds;
                lose(Element::of(LinkId{i}), cause, tonnes, each);
            }
        }
    }

    [[nodiscard]] static std::int64_t at_ends(const std::vector<EndpointFlow>& ends,
                                              std::uint32_t node) {
        std::int64_t sum = 0;
        for (const EndpointFlow& end : ends) {
            sum += end.node.index == node ? end.flow.count() : 0;
        }
        return sum;
    }

    [[nodiscard]] Passing passing(std::uint32_t v) const {
        Passing result;
        const std::uint32_t first = cost_.graph.sides_begin(NodeId{v});
        const std::uint32_t sides = cost_.graph.sides_end(NodeId{v}) - first;
        std::vector<std::int64_t> arriving(sides);
        std::vector<std::int64_t> leaving(sides);
        for (const LinkId id : network().links_at(NodeId{v})) {
            const Link& link = network().link(id);
            const std::int64_t flow = result_.flow.link_flow[id.index];
            if (flow == 0 || link.tail == link.head) {
                continue;
            }
            const bool at_tail = link.tail.index == v;
            const bool leaves = at_tail == (flow > 0);
            const std::uint32_t side =
                (at_tail ? cost_.graph.tail_side : cost_.graph.head_side)[id.index] - first;
            if (leaves) {
                result.departures.push_back({id.index, std::abs(flow)});
            } else {
                result.arriving += std::abs(flow);
            }
            if (!is_sea(link.mode)) {
                (leaves ? leaving : arriving)[side] += std::abs(flow);
            }
        }
        result.through = result.arriving - at_ends(result_.flow.destinations, v);
        for (std::uint32_t s = 0; s < sides; ++s) {
            result.staying_on += std::min(arriving[s], leaving[s]);
        }
        result.staying_on = std::min(result.staying_on, result.through);
        return result;
    }

    void time_at(std::uint32_t v) {
        const Duration stay = cost_.passage[v].dwell;
        Passing node = passing(v);
        if (node.through <= 0 || stay.seconds == 0) {
            return;
        }
        const std::int64_t in_port = node.through - node.staying_on;
        const DelayCause otherwise =
            network().nodes()[v].kind == "border" ? DelayCause::border : DelayCause::yard;
        lose(Element::of(NodeId{v}), DelayCause::port, in_port, stay);
        lose(Element::of(NodeId{v}), otherwise, node.staying_on, stay);

        // What starts here has not stayed; of the rest, ships are boarded in port.
        std::int64_t starting = std::accumulate(
            node.departures.begin(), node.departures.end(), -node.through,
            [](std::int64_t sum, const Departure& departure) { return sum + departure.tonnes; });
        std::stable_sort(node.departures.begin(), node.departures.end(),
                         [&](const Departure& a, const Departure& b) {
                             return is_sea(network().links()[a.link].mode) >
                                    is_sea(network().links()[b.link].mode);
                         });
        for (auto departure = node.departures.rbegin(); departure != node.departures.rend();
             ++departure) {
            const std::int64_t taken = std::min(starting, departure->tonnes);
            departure->tonnes -= taken;
            starting -= taken;
        }
        std::int64_t port_left = in_port;
        for (const Departure& departure : node.departures) {
            const std::int64_t from_port = std::min(port_left, departure.tonnes);
            port_left -= from_port;
            auto& lost = section_of(departure.link).time.lost;
            lost[static_cast<std::size_t>(DelayCause::port)] += Int128{from_port} * stay.seconds;
            lost[static_cast<std::size_t>(otherwise)] +=
                Int128{departure.tonnes - from_port} * stay.seconds;
        }
    }

    /// The network with the limits of one section only.
    [[nodiscard]] Network alone(const std::string& system) const {
        const std::vector<bool> open = open_links(network(), query_.selection);
        std::vector<bool> touched(network().nodes().size());
        NetworkBuilder builder(network());
        for (std::uint32_t i = 0; i < network().links().size(); ++i) {
            const Link& link = network().links()[i];
            if (link.system != system) {
                builder.links()[i].capacity.reset();
            } else if (open[i]) {
                touched[link.tail.index] = true;
                touched[link.head.index] = true;
            }
        }
        for (std::size_t v = 0; v < touched.size(); ++v) {
            if (!touched[v]) {
                builder.nodes()[v].throughput.reset();
                builder.nodes()[v].container_terminal.reset();
            }
        }
        return builder.build().value();
    }

    void judge(SectionDelay& section) const {
        FlowQuery open_ended = query_;
        for (std::vector<Endpoint>* ends : {&open_ended.from, &open_ended.to}) {
            for (Endpoint& end : *ends) {
                end.limit.reset();
            }
        }
        MaxFlow most = max_flow(alone(section.system), open_ended, {.choice = FlowChoice::any});
        if (most.outcome == flow::Outcome::optimal) {
            section.ceiling = most.value;
            section.cut = std::move(most.cut);
        }
        const bool full = section.ceiling && result_.flow.value >= *section.ceiling;
        section.binding = full                             ? Binding::capacity
                          : section.time.lost_in_all() > 0 ? Binding::time
                                                           : Binding::nothing;
    }

    void note_interruptions(std::span<const Disruption> disruptions) {
        for (std::size_t d = 0; d < disruptions.size(); ++d) {
            const Disruption& event = disruptions[d];
            if (!event.duration_days || !event.frequency_per_year ||
                event.frequency_per_year->significand() <= 0 || !event.capacity_factor ||
                !(*event.capacity_factor < Decimal(1))) {
                continue;
            }
            Interruption found;
            found.disruption = d;
            const auto note = [&](Element element, std::int64_t load) {
                if (load > 0) {
                    found.elements.push_back(element);
                    found.flow = std::max(found.flow, TonnesPerYear(load));
                }
            };
            for (const std::string& id : event.affected) {
                if (const auto link = network().find_link(id)) {
                    note(Element::of(*link), std::abs(result_.flow.link_flow[link->index]));
                } else if (const auto node = network().find_node(id)) {
                    note(Element::of(*node), result_.flow.node_throughput[node->index]);
                }
            }
            if (!found.elements.empty()) {
                result_.interruptions.push_back(std::move(found));
            }
        }
    }

    const CostModel& cost_;
    const FlowQuery& query_;
    SoftBottlenecks result_;
};

}  // namespace

std::string_view to_string(DelayCause cause) {
    return cause_names[static_cast<std::size_t>(cause)];
}

std::string_view to_string(Binding binding) {
    return binding_names[static_cast<std::size_t>(binding)];
}

Int128 TonneTime::lost_in_all() const {
    return std::accumulate(lost.begin(), lost.end(), Int128{0});
}

double tonne_days(Int128 tonne_seconds) {
    constexpr double day = 86'400.0;
    return static_cast<double>(tonne_seconds) / day;
}

SoftBottlenecks soft_bottlenecks(const CostModel& cost, const FlowQuery& query,
                                 std::optional<TonnesPerYear> demand,
                                 std::span<const Disruption> disruptions) {
    return Study(cost, query).run(demand, disruptions);
}

}  // namespace corridor
