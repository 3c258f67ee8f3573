#include "flow/engines.hpp"
#include "flow/lowering.hpp"
#include "flow/wide_flow.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/parametric.hpp>
#include <corridor/flow/solver.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace corridor {
namespace {

using flow::ArcMeaning;
using Kind = flow::ArcMeaning::Kind;

constexpr std::int64_t largest = std::int64_t{1} << 38;

/// intercept + λ·slope.
struct Line {
    std::int64_t intercept = 0;
    std::int64_t slope = 0;

    /// Times the denominator of λ.
    [[nodiscard]] Int128 at(const Fraction& lambda) const {
        return static_cast<Int128>(intercept) * lambda.denominator() +
               static_cast<Int128>(slope) * lambda.numerator();
    }
    friend bool operator==(const Line&, const Line&) = default;
};

/// What was found at one λ: a minimum cut, proved there.
struct Point {
    Fraction lambda;
    Line line;
    std::vector<std::uint8_t> source_side;
};

void require(bool holds, const char* what) {
    if (!holds) {
        throw std::logic_error(std::string("a parametric flow failed its certificate: ") + what);
    }
}

/// A query on arcs of which some have limits that move.
class MovingArcs {
  public:
    MovingArcs(const Network& network, const FlowQuery& query, const Scaling& scaling)
        : lowered_(flow::lower(network, query, FlowChoice::any)) {
        for (const std::int64_t capacity : lowered_.problem.capacity) {
            limit_.push_back({capacity, 0});
        }
        move_elements(network, scaling);
        move_endpoints(query, scaling);
        check_range(scaling);
    }

    [[nodiscard]] const flow::Lowered& lowered() const { return lowered_; }
    [[nodiscard]] std::size_t arc_count() const { return limit_.size(); }
    [[nodiscard]] bool is_unlimited(std::size_t arc) const { return limit_[arc].base < 0; }
    [[nodiscard]] const MovingLimit& limit(std::size_t arc) const { return limit_[arc]; }
    [[nodiscard]] bool is_total(std::size_t arc) const { return arc >= lowered_.meaning.size(); }

    [[nodiscard]] Int128 capacity(std::size_t arc, const Fraction& lambda) const {
        return is_unlimited(arc) ? Int128{flow::unlimited}
                                 : Line{limit_[arc].base, limit_[arc].rate}.at(lambda);
    }
    [[nodiscard]] bool crosses(std::size_t arc, const std::vector<std::uint8_t>& side) const {
        return side[lowered_.problem.tail[arc]] != 0 && side[lowered_.problem.head[arc]] == 0;
    }
    [[nodiscard]] Line line_of(const std::vector<std::uint8_t>& side) const {
        Line line;
        for (std::size_t a = 0; a < limit_.size(); ++a) {
            if (crosses(a, side)) {
                line.intercept += limit_[a].base;
                line.slope += limit_[a].rate;
            }
        }
        return line;
    }

  private:
    void move_elements(const Network& network, const Scaling& scaling) {
        std::vector<Element> named;
        for (const MovingElement& moving : scaling.elements) {
            named.push_back(moving.element);
        }
        std::sort(named.begin(), named.end());
        expects(std::adjacent_find(named.begin(), named.end()) == named.end(),
                "each element of a scaling is named once");
        std::vector<const MovingLimit*> of_link(network.links().size(), nullptr);
        std::vector<const MovingLimit*> of_node(network.nodes().size(), nullptr);
        std::vector<const MovingLimit*> of_terminal(network.nodes().size(), nullptr);
        for (const MovingElement& moving : scaling.elements) {
            auto& places = moving.element.kind == Element::Kind::link   ? of_link
                           : moving.element.kind == Element::Kind::node ? of_node
                                                                        : of_terminal;
            expects(moving.element.index < places.size(),
                    "the elements of a scaling are those of the network");
            places[moving.element.index] = &moving.limit;
        }
        std::size_t inner_found = 0;
        for (std::size_t a = 0; a < limit_.size(); ++a) {
            const ArcMeaning& meaning = lowered_.meaning[a];
            const MovingLimit* moving = nullptr;
            if (meaning.kind == Kind::link_forward || meaning.kind == Kind::link_backward) {
                moving = of_link[meaning.index];
            } else if (meaning.kind == Kind::node_throughput) {
                moving = of_node[meaning.index];
            } else if (meaning.kind == Kind::container_terminal) {
                moving = of_terminal[meaning.index];
            }
            if (moving != nullptr) {
                limit_[a] = *moving;
                inner_found += meaning.kind == Kind::node_throughput ||
                                       meaning.kind == Kind::container_terminal
                                   ? 1
                                   : 0;
            }
        }
        const auto is_inner = [](const Element& element) {
            return element.kind != Element::Kind::link;
        };
        expects(inner_found ==
                    static_cast<std::size_t>(std::count_if(named.begin(), named.end(), is_inner)),
                "nodes and terminals of a scaling have a limit that applies to the commodity");
    }

    void move_endpoints(const FlowQuery& query, const Scaling& scaling) {
        expects(scaling.origins.empty() || scaling.origins.size() == query.from.size(),
                "a scaling has a limit for each origin or none");
        expects(scaling.destinations.empty() || scaling.destinations.size() == query.to.size(),
                "a scaling has a limit for each destination or none");
        for (std::size_t a = 0; a < limit_.size(); ++a) {
            const ArcMeaning& meaning = lowered_.meaning[a];
            if (meaning.kind == Kind::origin && !scaling.origins.empty()) {
                limit_[a] = scaling.origins[meaning.index];
            } else if (meaning.kind == Kind::destination && !scaling.destinations.empty()) {
                limit_[a] = scaling.destinations[meaning.index];
            }
        }
        if (scaling.total) {
            flow::ArcList& problem = lowered_.problem;
            const std::uint32_t source = problem.node_count++;
            problem.add(source, problem.source, flow::unlimited);
            problem.source = source;
            limit_.push_back(*scaling.total);
        }
    }

    void check_range(const Scaling& scaling) const {
        expects(scaling.from >= Fraction() && (!scaling.to || scaling.from < *scaling.to),
                "the range of a scaling begins at 0 or later and ends behind its beginning");
        for (std::size_t a = 0; a < limit_.size(); ++a) {
            const MovingLimit& limit = limit_[a];
            if (is_unlimited(a)) {
                expects(limit.base == flow::unlimited && limit.rate == 0,
                        "the base of a moving limit is at least 0");
                continue;
            }
            expects(limit.base <= largest && limit.rate <= largest && limit.rate >= -largest,
                    "moving limits have bases and rates of at most 2^38");
            expects(limit.rate >= 0 || (scaling.to && capacity(a, *scaling.to) >= 0),
                    "no moving limit falls below 0 within the range");
        }
    }

    flow::Lowered lowered_;
    std::vector<MovingLimit> limit_;
};

class Curve {
  public:
    Curve(const MovingArcs& arcs, const Scaling& scaling)
        : arcs_(arcs), scaling_(scaling), problem_(arcs.lowered().problem) {}

    ParametricFlow run() {
        for (std::size_t a = 0; a < arcs_.arc_count(); ++a) {
            problem_.capacity[a] = arcs_.is_unlimited(a) ? flow::unlimited : 0;
        }
        if (flow::find_unbounded(problem_)) {
            answer_.outcome = flow::Outcome::unbounded;
            answer_.certified = true;
            return std::move(answer_);
        }
        lines_.push_back(prove(scaling_.from, nullptr));
        const Point first = lines_.front();
        const Point last = scaling_.to ? prove(*scaling_.to, nullptr) : far_away();
        refine(first.line, last.line);
        lines_.push_back(last);
        collect();
        return std::move(answer_);
    }

  private:
    /// A flow and the nearest minimum cut at λ. `bound`: a line that the value does not exceed.
    Point prove(const Fraction& lambda, const Line* bound) {
        Int128 most = -1;  // capacities beyond any flow may be cut down to this
        if (bound != nullptr) {
            most = bound->at(lambda) + 1;
        }
        Int128 sum = 0;
        const Int128 room = flow::largest_capacity_sum;
        for (std::size_t a = 0; a < arcs_.arc_count(); ++a) {
            Int128 capacity = arcs_.capacity(a, lambda);
            if (capacity >= 0) {
                capacity = most >= 0 ? std::min(capacity, most) : capacity;
                sum += capacity;
                if (sum >= room) {
                    return prove_wide(lambda);
                }
            }
            problem_.capacity[a] = static_cast<std::int64_t>(capacity);
        }
        flow::ArcSolution solution = solver_.solve(problem_);
        require(flow::verify(problem_, solution).holds(), "flow and cut differ");
        return found(lambda, solution.value, std::move(solution.source_side));
    }

    Point prove_wide(const Fraction& lambda) {
        flow::WideProblem wide{problem_.node_count, problem_.source, problem_.sink,
                               problem_.tail,       problem_.head,   {}};
        for (std::size_t a = 0; a < arcs_.arc_count(); ++a) {
            wide.capacity.push_back(arcs_.capacity(a, lambda));
        }
        flow::WideSolution solution = flow::solve(wide);
        require(flow::proves(wide, solution), "flow and cut differ");
        return found(lambda, solution.value, std::move(solution.source_side));
    }

    Point found(const Fraction& lambda, Int128 value, std::vector<std::uint8_t> side) {
        const Line line = arcs_.line_of(side);
        require(line.at(lambda) == value, "a cut is not as large as its flow");
        ++answer_.proved_points;
        return {lambda, line, std::move(side)};
    }

    /// The line that holds for every large λ: of the cuts that grow least the smallest.
    Point far_away() {
        for (std::size_t a = 0; a < arcs_.arc_count(); ++a) {
            problem_.capacity[a] = arcs_.is_unlimited(a) ? flow::unlimited : arcs_.limit(a).rate;
        }
        const flow::ArcSolution rates = solver_.solve(problem_);
        require(flow::verify(problem_, rates).holds(), "the rates are not a flow");
        growth_ = rates.value;
        // Cuts that grow least are those that no residual arc of this flow leaves.
        flow::ArcList rest = problem_;
        for (std::size_t a = 0; a < arcs_.arc_count(); ++a) {
            const bool is_full = !arcs_.is_unlimited(a) && rates.flow[a] == arcs_.limit(a).rate;
            rest.capacity[a] = is_full ? arcs_.limit(a).base : flow::unlimited;
            if (rates.flow[a] > 0) {
                rest.add(rest.head[a], rest.tail[a], flow::unlimited);
            }
        }
        flow::ArcSolution solution = solver_.solve(rest, {.with_flow = false});
        const Line line = arcs_.line_of(solution.source_side);
        return {Fraction(), line, {}};
    }

    /// Between a place where `left` is the value and a later one where `right` is.
    void refine(const Line& left, const Line& right) {
        if (left == right) {
            return;
        }
        require(left.slope > right.slope, "lines of a concave curve do not cross");
        const Fraction crossing(right.intercept - left.intercept, left.slope - right.slope);
        Point point = prove(crossing, &left);
        if (point.line.at(crossing) == left.at(crossing)) {
            breaks_.push_back(crossing);
            return;
        }
        const Line middle = point.line;
        refine(left, middle);
        lines_.push_back(std::move(point));
        refine(middle, right);
    }

    void collect() {
        // The lines in order of falling slope; neighbours cross at the breakpoints.
        lines_.erase(std::unique(lines_.begin(), lines_.end(),
                                 [](const Point& a, const Point& b) { return a.line == b.line; }),
                     lines_.end());
        require(lines_.size() == breaks_.size() + 1, "lines and breakpoints do not match");
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Fraction begin = i == 0 ? scaling_.from : breaks_[i - 1];
            const std::optional<Fraction> end =
                i + 1 < lines_.size() ? std::optional(breaks_[i]) : scaling_.to;
            if (!end || begin < *end) {
                add_segment(begin, end, lines_[i]);
            }
        }
        require(scaling_.to.has_value() || answer_.segments.back().slope == growth_,
                "the last line does not grow like the rates");
        answer_.certified = true;
    }

    void add_segment(const Fraction& begin, const std::optional<Fraction>& end,
                     const Point& known) {
        const bool inside =
            !known.source_side.empty() && begin < known.lambda && (!end || known.lambda < *end);
        const Point point =
            inside ? known : prove(simplest_between(begin, end ? &*end : nullptr), &known.line);
        ParametricSegment segment{
            .from = begin, .to = end, .intercept = known.line.intercept, .slope = known.line.slope};
        require(point.line == known.line, "a line does not hold within its segment");
        name_cut(point.source_side, segment);
        answer_.segments.push_back(std::move(segment));
    }

    void name_cut(const std::vector<std::uint8_t>& side, ParametricSegment& segment) const {
        for (std::size_t a = 0; a < arcs_.arc_count(); ++a) {
            if (!arcs_.crosses(a, side)) {
                continue;
            }
            if (arcs_.is_total(a)) {
                segment.total = true;
                continue;
            }
            const ArcMeaning& meaning = arcs_.lowered().meaning[a];
            if (const auto element = flow::element_of(meaning)) {
                segment.cut.push_back(*element);
            } else if (meaning.kind == Kind::origin) {
                segment.origins.push_back(meaning.index);
            } else if (meaning.kind == Kind::destination) {
                segment.destinations.push_back(meaning.index);
            }
        }
        std::sort(segment.cut.begin(), segment.cut.end());
        segment.cut.erase(std::unique(segment.cut.begin(), segment.cut.end()), segment.cut.end());
    }

    const MovingArcs& arcs_;
    const Scaling& scaling_;
    flow::ArcList problem_;
    flow::Solver solver_;
    std::vector<Point> lines_;
    std::vector<Fraction> breaks_;
    std::int64_t growth_ = 0;
    ParametricFlow answer_;
};

}  // namespace

Scaling scale_demand() {
    return {.total = MovingLimit{0, 1}};
}

Scaling scale_capacity(const Network& network, const FlowQuery& query,
                       std::span<const Element> elements) {
    const bool containers_count = query.commodity.empty() || query.commodity == containers;
    Scaling scaling;
    for (const Element& element : elements) {
        const auto& capacity = network.capacity(element);
        if (capacity && (!capacity->containers_only || containers_count)) {
            scaling.elements.push_back({element, {0, capacity->rate.count()}});
        }
    }
    return scaling;
}

Scaling scale_endpoints(const FlowQuery& query) {
    const auto limits = [](const std::vector<Endpoint>& endpoints) {
        std::vector<MovingLimit> moving;
        for (const Endpoint& endpoint : endpoints) {
            moving.push_back(endpoint.limit ? MovingLimit{0, endpoint.limit->count()}
                                            : MovingLimit{flow::unlimited, 0});
        }
        return moving;
    };
    return {.origins = limits(query.from), .destinations = limits(query.to)};
}

const ParametricSegment& ParametricFlow::at(const Fraction& lambda) const {
    for (const ParametricSegment& segment : segments) {
        if (lambda >= segment.from && (!segment.to || lambda <= *segment.to)) {
            return segment;
        }
    }
    throw ContractViolation("λ lies within the range of the scaling");
}

ParametricFlow parametric_max_flow(const Network& network, const FlowQuery& query,
                                   const Scaling& scaling) {
    const Diagnostics faults = check(network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    const MovingArcs arcs(network, query, scaling);
    return Curve(arcs, scaling).run();
}

}  // namespace corridor
