#include <corridor/analysis/diversions.hpp>
#include <corridor/base/contract.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace corridor {
namespace {

constexpr std::array<std::string_view, 3> kind_names = {"link", "system", "crossing"};
constexpr double negligible = 1e-3;

/// Links, systems and crossings in the order in which they are listed.
class Passages {
  public:
    explicit Passages(const Network& network)
        : network_(network), of_link_(network.links().size()) {
        for (std::uint32_t i = 0; i < of_link_.size(); ++i) {
            of_link_[i].push_back(add({Passage::Kind::link, network.links()[i].id}));
        }
        for (const std::string& system : network.systems()) {
            if (!system.empty()) {
                const std::size_t at = add({Passage::Kind::system, system});
                for (std::uint32_t i = 0; i < of_link_.size(); ++i) {
                    if (network.links()[i].system == system) {
                        of_link_[i].push_back(at);
                    }
                }
            }
        }
        add_crossings();
    }

    [[nodiscard]] const std::vector<Passage>& list() const { return list_; }

    /// Tonnes of each demand at each passage.
    [[nodiscard]] std::map<std::pair<std::size_t, std::uint32_t>, double> tonnes(
        const Allocation& answer) const {
        std::map<std::pair<std::size_t, std::uint32_t>, double> sums;
        for (const AllocatedRoute& route : answer.routes) {
            std::set<std::size_t> met;
            for (const LinkId link : route.links) {
                met.insert(of_link_[link.index].begin(), of_link_[link.index].end());
            }
            for (const std::size_t passage : met) {
                sums[{passage, route.demand}] += route.t_per_year;
            }
        }
        return sums;
    }

  private:
    std::size_t add(Passage passage) {
        list_.push_back(std::move(passage));
        return list_.size() - 1;
    }

    void add_crossings() {
        std::map<std::pair<std::string, std::string>, std::size_t> known;
        for (std::uint32_t i = 0; i < of_link_.size(); ++i) {
            std::string from = network_.node(network_.links()[i].tail).country;
            std::string to = network_.node(network_.links()[i].head).country;
            if (from == to || from.empty() || to.empty()) {
                continue;
            }
            if (to < from) {
                std::swap(from, to);
            }
            auto [place, is_new] = known.try_emplace({from, to}, list_.size());
            if (is_new) {
                add({Passage::Kind::crossing, from + "-" + to});
            }
            of_link_[i].push_back(place->second);
        }
    }

    const Network& network_;
    std::vector<Passage> list_;
    std::vector<std::vector<std::size_t>> of_link_;
};

}  // namespace

std::string_view to_string(Passage::Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::vector<Diversion> diversions(const Network& network, const Allocated& before,
                                  const Allocated& now) {
    expects(before.query.demands.size() == now.query.demands.size(),
            "diversions are those of the same demands");
    const Passages passages(network);
    const auto then = passages.tonnes(before.answer);
    const auto today = passages.tonnes(now.answer);
    std::vector<Diversion> all;
    for (const Passage& passage : passages.list()) {
        all.push_back({.passage = passage});
    }
    for (const auto& [key, tonnes] : today) {
        const double served_before = before.answer.served[key.second];
        all[key.first].t_per_year += tonnes;
        all[key.first].diverted_t_per_year += served_before > negligible ? tonnes : 0.0;
    }
    for (const auto& [key, tonnes] : then) {
        const double served_before = before.answer.served[key.second];
        all[key.first].before_t_per_year += tonnes;
        if (served_before > negligible) {
            all[key.first].diverted_t_per_year -=
                tonnes * now.answer.served[key.second] / served_before;
        }
    }
    all.erase(std::remove_if(all.begin(), all.end(),
                             [](const Diversion& each) {
                                 return each.t_per_year <= negligible &&
                                        each.before_t_per_year <= negligible;
                             }),
              all.end());
    return all;
}

}  // namespace corridor
