#include "flow/multicommodity/answer_values.hpp"

#include <corridor/flow/multicommodity.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace corridor::flow {
namespace {

constexpr std::uint32_t most_nodes = 1U << 22;
constexpr std::uint32_t most_arcs = 1U << 24;

bool is_amount(double value) {
    return value >= 0.0 && value <= multicommodity::largest_amount;
}

class Checker {
  public:
    explicit Checker(const MulticommodityProblem& problem) : problem_(problem) {}

    Diagnostics run() {
        check_shape();
        if (faults_.ok()) {
            check_demands();
            check_limits();
        }
        return std::move(faults_);
    }

  private:
    void fault(std::string field, std::string expected, std::string found) {
        faults_.add({Severity::error, Place{}, std::move(field), std::move(expected),
                     std::move(found), ""});
    }

    void amount(const char* field, std::size_t index, double value) {
        if (!is_amount(value)) {
            fault(fmt::format("{} {}", field, index), "a number from 0 to 1e15",
                  fmt::format("{}", value));
        }
    }

    void check_shape() {
        if (problem_.node_count > most_nodes || problem_.arc_count() > most_arcs) {
            fault("size", "at most 2^22 nodes and 2^24 arcs",
                  fmt::format("{} and {}", problem_.node_count, problem_.arc_count()));
        }
        if (problem_.head.size() != problem_.tail.size()) {
            fault("head", "as many as tails", fmt::format("{}", problem_.head.size()));
            return;
        }
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            if (problem_.tail[a] >= problem_.node_count ||
                problem_.head[a] >= problem_.node_count) {
                fault(fmt::format("arc {}", a), "end points that are nodes",
                      fmt::format("{} and {}", problem_.tail[a], problem_.head[a]));
            }
        }
        for (std::size_t k = 0; k < problem_.commodities.size(); ++k) {
            const auto& commodity = problem_.commodities[k];
            if ((!commodity.cost.empty() && commodity.cost.size() != problem_.arc_count()) ||
                (!commodity.open.empty() && commodity.open.size() != problem_.arc_count())) {
                fault(fmt::format("commodity {}", k), "one cost and one mark for each arc",
                      fmt::format("{} and {}", commodity.cost.size(), commodity.open.size()));
            }
            for (const double cost : commodity.cost) {
                amount("cost of commodity", k, cost);
            }
        }
    }

    void check_demands() {
        for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
            const auto& demand = problem_.demands[d];
            if (demand.commodity >= problem_.commodities.size() ||
                demand.origin >= problem_.node_count || demand.destination >= problem_.node_count ||
                demand.group >= MulticommodityProblem::every_commodity / 2) {
                fault(fmt::format("demand {}", d), "a commodity, nodes and a group that are there",
                      "another");
            }
            amount("demand", d, demand.amount);
            amount("unserved cost of demand", d, demand.unserved_cost);
        }
    }

    void check_limits() {
        for (std::size_t r = 0; r < problem_.limits.size(); ++r) {
            amount("limit", r, problem_.limits[r]);
        }
        for (const auto& use : problem_.arc_uses) {
            if (use.limit >= problem_.limits.size() || use.arc >= problem_.arc_count() ||
                (use.commodity >= problem_.commodities.size() &&
                 use.commodity != MulticommodityProblem::every_commodity)) {
                fault("arc use", "a limit, an arc and a commodity that are there", "another");
            }
            amount("arc use of limit", use.limit, use.per_unit);
        }
        for (const auto& use : problem_.demand_uses) {
            if (use.limit >= problem_.limits.size() || use.demand >= problem_.demands.size()) {
                fault("demand use", "a limit and a demand that are there", "another");
            }
            amount("demand use of limit", use.limit, use.per_unit);
        }
    }

    const MulticommodityProblem& problem_;
    Diagnostics faults_;
};

}  // namespace

Diagnostics check(const MulticommodityProblem& problem) {
    return Checker(problem).run();
}

}  // namespace corridor::flow
