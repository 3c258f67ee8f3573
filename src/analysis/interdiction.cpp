#include "analysis/without.hpp"

#include <corridor/analysis/interdiction.hpp>
#include <corridor/base/contract.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

namespace corridor {
namespace {

using Positions = std::vector<std::uint32_t>;

constexpr std::size_t largest_k = 8;
/// More than any flow, and small enough to be added up.
constexpr std::int64_t no_limit = std::int64_t{1} << 58;

std::int64_t ordered(std::int64_t value) {
    return value < 0 ? no_limit : value;
}

std::int64_t shown(std::int64_t value) {
    return value >= no_limit ? -1 : value;
}

/// A target on the routes of a flow.
struct Candidate {
    std::uint32_t target = 0;
    std::int64_t amount = 0;   ///< of all routes that use it
    std::uint64_t routes = 0;  ///< which ones, where there are at most 64
};

/// The targets that a flow depends on, most important first, and how much of the flow any few of
/// them can take away.
class Candidates {
  public:
    Candidates(const FlowRoutes& routes, const Positions& first_alike,
               const std::vector<bool>& spared)
        : exact_(routes.amount.size() <= 64) {
        std::vector<Candidate> of_target(first_alike.size());
        for (std::size_t i = 0; i < routes.amount.size(); ++i) {
            amount_.push_back(routes.value < 0 ? no_limit : routes.amount[i]);
            for (const std::uint32_t t : routes.targets[i]) {
                if (first_alike[t] != t || spared[t]) {
                    continue;
                }
                if (of_target[t].amount == 0) {
                    used_.push_back(t);
                }
                of_target[t].amount += amount_[i];
                of_target[t].routes |= exact_ ? std::uint64_t{1} << i : 0;
            }
        }
        for (const std::uint32_t t : used_) {
            list_.push_back(of_target[t]);
            list_.back().target = t;
        }
        std::sort(list_.begin(), list_.end(), [](const Candidate& a, const Candidate& b) {
            return a.amount != b.amount   ? a.amount > b.amount
                   : a.routes != b.routes ? a.routes < b.routes
                                          : a.target < b.target;
        });
    }

    [[nodiscard]] std::size_t size() const { return list_.size(); }
    [[nodiscard]] const Candidate& operator[](std::size_t i) const { return list_[i]; }

    /// What `count` targets from the i-th on take away at most.
    [[nodiscard]] std::int64_t top(std::size_t i, std::size_t count) const {
        std::int64_t sum = 0;
        for (std::size_t at = i; at < std::min(list_.size(), i + count); ++at) {
            sum = std::min(sum + list_[at].amount, no_limit);
        }
        return sum;
    }

    /// The same when the i-th is one of them; gives up as soon as it is `enough`.
    [[nodiscard]] std::int64_t cover(std::size_t i, std::size_t count, std::int64_t enough) const {
        if (!exact_) {
            return top(i, count);
        }
        std::int64_t best = 0;
        widen(i, count, 0, 0, enough, best);
        return best;
    }

  private:
    void widen(std::size_t i, std::size_t count, std::uint64_t covered, std::int64_t amount,
               std::int64_t enough, std::int64_t& best) const {
        std::int64_t more = amount;
        for (std::uint64_t fresh = list_[i].routes & ~covered; fresh != 0; fresh &= fresh - 1) {
            more = std::min(more + amount_[static_cast<std::size_t>(__builtin_ctzll(fresh))],
                            no_limit);
        }
        best = std::max(best, more);
        if (count == 1) {
            return;
        }
        for (std::size_t next = i + 1; next < list_.size() && best < enough; ++next) {
            if (more + top(next, count - 1) <= best) {
                return;
            }
            if (list_[next].routes == list_[next - 1].routes) {
                continue;  // covers what the last one covered
            }
            widen(next, count - 1, covered | list_[i].routes, more, enough, best);
        }
    }

    bool exact_;
    std::vector<std::int64_t> amount_;
    Positions used_;
    std::vector<Candidate> list_;
};

class Search {
  public:
    Search(Removals& removals, const InterdictionOptions& options)
        : removals_(removals),
          options_(options),
          spared_(removals.targets().size(), false),
          deadline_(std::chrono::steady_clock::now() + options.time) {}

    GreedyRemovals greedy() {
        GreedyRemovals found;
        FlowRoutes routes = removals_.routes();
        ++flows_;
        found.value = routes.value;
        for (std::size_t step = 0; step < options_.k && !is_over(); ++step) {
            const Candidates candidates(routes, removals_.first_alike(), spared_);
            std::uint32_t best = 0;
            std::int64_t least = std::numeric_limits<std::int64_t>::max();
            for (std::size_t i = 0; i < candidates.size(); ++i) {
                const std::uint32_t target = candidates[i].target;
                // No more is lost than runs through it.
                const std::int64_t hope = ordered(found.value) - candidates[i].amount;
                if (hope > least || (hope == least && target > best)) {
                    continue;
                }
                removals_.take_out(target);
                const std::int64_t value = ordered(removals_.value());
                removals_.put_back(target);
                ++flows_;
                if (value < least || (value == least && target < best)) {
                    least = value;
                    best = target;
                }
            }
            if (candidates.size() == 0 || least == ordered(found.value)) {
                break;
            }
            removals_.take_out(best);
            found.removed.push_back(best);
            found.value = shown(least);
            routes = removals_.routes();
        }
        for (const std::uint32_t target : found.removed) {
            removals_.put_back(target);
        }
        return found;
    }

    /// Goes through all sets that could leave `least` or less. `known`: nothing leaves less, so
    /// that a limit on flows only costs sets.
    void run(std::int64_t least, bool known, std::uint64_t most_flows) {
        best_ = ordered(least);
        known_ = known;
        most_flows_ = most_flows == 0 ? 0 : flows_ + most_flows;
        bound_ = no_limit;
        sets_.clear();
        full_ = overflowed_ = cut_short_ = false;
        descend(options_.k);
    }

    [[nodiscard]] bool was_cut_short() const { return cut_short_; }
    [[nodiscard]] bool is_full() const { return full_; }
    [[nodiscard]] std::int64_t best() const { return best_; }
    /// What is left at least in all that was not looked at.
    [[nodiscard]] std::int64_t bound() const { return std::min(bound_, best_); }
    [[nodiscard]] std::uint64_t flows() const { return flows_; }

    /// The sets found, without those of which a member can be spared.
    std::vector<Positions> minimal_sets() {
        std::vector<Positions> minimal;
        for (Positions& set : sets_) {
            std::sort(set.begin(), set.end());
            if (is_minimal(set)) {
                minimal.push_back(set);
            }
        }
        return minimal;
    }

    /// Without members that can be spared; each by the first that is alike.
    Positions reduced(const Positions& set) {
        Positions rest;
        for (const std::uint32_t target : set) {
            rest.push_back(removals_.first_alike()[target]);
        }
        std::sort(rest.begin(), rest.end());
        rest.erase(std::unique(rest.begin(), rest.end()), rest.end());
        for (std::size_t i = 0; i < rest.size();) {
            Positions fewer = rest;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            if (value_without(fewer) > best_) {
                ++i;
            } else {
                rest = std::move(fewer);
            }
        }
        return rest;
    }

  private:
    std::int64_t value_without(const Positions& set) {
        for (const std::uint32_t target : set) {
            removals_.take_out(target);
        }
        const std::int64_t value = ordered(removals_.value());
        for (const std::uint32_t target : set) {
            removals_.put_back(target);
        }
        return value;
    }

    bool is_minimal(const Positions& set) {
        Positions fewer(set.begin() + (set.empty() ? 0 : 1), set.end());
        for (std::size_t i = 0; i < set.size(); ++i) {
            if (value_without(fewer) <= best_) {
                return false;
            }
            if (i < fewer.size()) {
                fewer[i] = set[i];
            }
        }
        return true;
    }

    bool is_over() {
        const bool late = options_.time.count() > 0 && flows_ % 16 == 0 &&
                          std::chrono::steady_clock::now() >= deadline_;
        late_ = late_ || late;
        return late_ || full_ || options_.stop.stop_requested() ||
               (most_flows_ > 0 && flows_ >= most_flows_);
    }

    void note(std::int64_t value) {
        if (value < best_) {
            best_ = value;
            sets_.clear();
        }
        if (value == best_) {
            full_ = known_ && sets_.size() == options_.most_sets;
            if (sets_.size() < options_.most_sets) {
                sets_.push_back(chosen_);
            } else {
                overflowed_ = true;
            }
        }
    }

    /// The most that a set may leave to be of interest below a flow of this size.
    [[nodiscard]] std::int64_t wanted(std::int64_t flow) const {
        return flow == best_ || overflowed_ ? best_ - 1 : best_;
    }

    void descend(std::size_t count) {
        const FlowRoutes routes = removals_.routes();
        ++flows_;
        const std::int64_t flow = ordered(routes.value);
        note(flow);
        const Candidates candidates(routes, removals_.first_alike(), spared_);
        std::size_t tried = 0;
        for (; tried < candidates.size(); ++tried) {
            const std::int64_t least = flow - candidates.top(tried, count);
            if (std::max<std::int64_t>(least, 0) > wanted(flow)) {
                break;
            }
            if (is_over()) {
                cut_short_ = true;
                bound_ = std::min(bound_, std::max<std::int64_t>(least, 0));
                break;
            }
            const std::int64_t enough = flow - wanted(flow);
            if (candidates.cover(tried, count, enough) >= enough) {
                branch(candidates[tried].target, count);
            }
            spared_[candidates[tried].target] = true;
        }
        for (std::size_t i = 0; i < tried; ++i) {
            spared_[candidates[i].target] = false;
        }
    }

    void branch(std::uint32_t target, std::size_t count) {
        removals_.take_out(target);
        chosen_.push_back(target);
        if (count == 1) {
            ++flows_;
            note(ordered(removals_.value()));
        } else {
            descend(count - 1);
        }
        chosen_.pop_back();
        removals_.put_back(target);
    }

    Removals& removals_;
    const InterdictionOptions& options_;
    std::vector<bool> spared_;  // in this part of the search: the others look at sets with them
    std::chrono::steady_clock::time_point deadline_;
    Positions chosen_;
    std::vector<Positions> sets_;
    std::int64_t best_ = no_limit;
    std::int64_t bound_ = no_limit;
    std::uint64_t flows_ = 0;
    std::uint64_t most_flows_ = 0;
    bool known_ = false;
    bool late_ = false;
    bool full_ = false;
    bool overflowed_ = false;
    bool cut_short_ = false;
};

/// Every way of putting for each member one that is alike.
bool add_alike(const Positions& set, const std::vector<Positions>& alike, std::size_t most,
               std::set<Positions>& all) {
    std::vector<std::size_t> turn(set.size(), 0);
    while (true) {
        if (all.size() == most) {
            return false;
        }
        Positions one;
        for (std::size_t i = 0; i < set.size(); ++i) {
            one.push_back(alike[set[i]][turn[i]]);
        }
        std::sort(one.begin(), one.end());
        all.insert(std::move(one));
        std::size_t at = 0;
        while (at < turn.size() && ++turn[at] == alike[set[at]].size()) {
            turn[at++] = 0;
        }
        if (at == turn.size()) {
            return true;
        }
    }
}

/// Every way of adding targets up to `size`.
bool fill_up(Positions& set, std::uint32_t from, std::uint32_t targets, std::size_t size,
             std::size_t most, std::set<Positions>& all) {
    if (set.size() == size) {
        Positions sorted = set;
        std::sort(sorted.begin(), sorted.end());
        if (all.size() == most && all.count(sorted) == 0) {
            return false;
        }
        all.insert(std::move(sorted));
        return true;
    }
    for (std::uint32_t t = from; t < targets; ++t) {
        if (std::find(set.begin(), set.end(), t) != set.end()) {
            continue;
        }
        set.push_back(t);
        const bool went_on = fill_up(set, t + 1, targets, size, most, all);
        set.pop_back();
        if (!went_on) {
            return false;
        }
    }
    return true;
}

void list_sets(const std::vector<Positions>& minimal, const Positions& first_alike,
               std::size_t most, Interdiction& answer) {
    const auto count = static_cast<std::uint32_t>(first_alike.size());
    std::vector<Positions> alike(count);
    for (std::uint32_t t = 0; t < count; ++t) {
        alike[first_alike[t]].push_back(t);
    }
    std::set<Positions> all_minimal;
    for (const Positions& set : minimal) {
        answer.all_sets = add_alike(set, alike, most, all_minimal) && answer.all_sets;
    }
    answer.minimal_sets.assign(all_minimal.begin(), all_minimal.end());
    std::set<Positions> all;
    const std::size_t size = std::min<std::size_t>(answer.k, count);
    for (Positions set : answer.minimal_sets) {
        if (!fill_up(set, 0, count, size, most, all)) {
            answer.all_sets = false;
            break;
        }
    }
    answer.optimal_sets.assign(all.begin(), all.end());
}

struct Known {
    bool complete = false;             ///< the search went through all that could be as bad
    std::optional<Positions> removed;  ///< what the dynamic programme takes out
};

/// The search is quicker in small networks and finds all sets; the dynamic programme does not tire
/// in large ones. Each does what the other leaves.
Known find_least(const Network& network, const Removals& removals,
                 const InterdictionOptions& options, std::int64_t start, Search& search) {
    constexpr std::size_t large = 2000;
    const std::size_t size = network.links().size() + network.nodes().size();
    const std::uint64_t share = 3'000'000 / (size + 1) + 50;
    const std::uint64_t budget =
        options.most_flows == 0 ? share : std::min(share, options.most_flows);
    std::optional<BestRemovals> best;
    if (size <= large || options.search_only) {
        search.run(start, false, options.search_only ? options.most_flows : budget);
        if (options.search_only || !search.was_cut_short()) {
            return {!search.was_cut_short(), std::nullopt};
        }
    }
    best = removals.best_links(options.k);
    if (!best && size <= large && budget == options.most_flows) {
        return {false, std::nullopt};
    }
    if (!best) {
        search.run(start, false, options.most_flows);
        return {!search.was_cut_short(), std::nullopt};
    }
    search.run(best->value.back(), true, budget);
    if (shown(search.best()) != best->value.back()) {
        throw std::logic_error("two ways to the worst loss of links differ");
    }
    return {!search.was_cut_short(), best->removed};
}

void certify(const Network& network, const FlowQuery& query, Interdiction& answer) {
    Without again(network, query);
    const auto check_value = [&](const Positions& removed, std::int64_t value) {
        std::vector<Element> gone;
        for (const std::uint32_t target : removed) {
            const auto& elements = answer.targets[target].elements;
            gone.insert(gone.end(), elements.begin(), elements.end());
        }
        if (again.value(gone) != value) {
            throw std::logic_error("the flow without a set of targets failed its certificate");
        }
    };
    check_value({}, answer.value_before);
    check_value(answer.removed, answer.value);
    check_value(answer.greedy.removed, answer.greedy.value);
    answer.certified = true;
}

}  // namespace

Interdiction interdict(const Network& network, const FlowQuery& query, std::vector<Target> targets,
                       const InterdictionOptions& options) {
    expects(options.k >= 1 && options.k <= largest_k, "from 1 to 8 targets can be lost");
    expects(options.most_sets >= 1, "at least one set is listed");
    Removals removals(network, query, std::move(targets));
    Interdiction answer;
    answer.targets = removals.targets();
    answer.k = options.k;
    answer.value_before = removals.value();
    Search search(removals, options);
    answer.greedy = search.greedy();
    const Known known = find_least(network, removals, options, answer.greedy.value, search);
    answer.value = shown(search.best());
    answer.proved = known.removed.has_value() || known.complete;
    answer.bound = answer.proved ? answer.value : shown(search.bound());
    answer.all_sets = known.complete && !search.is_full();
    std::vector<Positions> minimal = search.minimal_sets();
    if (minimal.empty()) {
        if (answer.all_sets) {
            throw std::logic_error("no set was found that leaves what the worst one leaves");
        }
        minimal.push_back(search.reduced(known.removed.value_or(answer.greedy.removed)));
    }
    list_sets(minimal, removals.first_alike(), options.most_sets, answer);
    answer.removed =
        *std::min_element(answer.minimal_sets.begin(), answer.minimal_sets.end(),
                          [](const Positions& a, const Positions& b) {
                              return a.size() != b.size() ? a.size() < b.size() : a < b;
                          });
    answer.flows = search.flows();
    certify(network, query, answer);
    return answer;
}

}  // namespace corridor
