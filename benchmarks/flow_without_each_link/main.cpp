#include "capacity_sweep/competitors.hpp"
#include "flow_without_each_link/corridor.hpp"
#include "support/instances.hpp"
#include "support/options.hpp"
#include "support/questions.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"

#include <corridor/io/compressed.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <map>
#include <sstream>
#include <utility>

namespace corridor::bench {
namespace {

namespace fs = std::filesystem;

/// The links whose value without them is known: all of them, or a sample.
struct WithoutProblem {
    Question question;
    std::vector<std::uint32_t> link{};
    std::vector<std::int64_t> value{};

    [[nodiscard]] std::size_t link_count() const { return question.network.links().size(); }
    [[nodiscard]] std::vector<std::int64_t> arc_capacities(const ArcQuestion& arcs,
                                                           std::uint32_t without) const {
        std::vector<std::int64_t> of_link(link_count(), -1);
        of_link[without] = 0;
        return arcs.capacities(of_link);
    }
};

/// Links spread evenly over the network, each proved by a solve of its own.
WithoutProblem sampled(Question question) {
    constexpr std::size_t sample = 64;
    WithoutProblem problem{std::move(question)};
    const ArcQuestion arcs(problem.question);
    Random random(7);
    for (std::size_t i = 0; i < sample; ++i) {
        const auto link = static_cast<std::uint32_t>(random.below(problem.link_count()));
        problem.link.push_back(link);
        problem.value.push_back(arcs.proved_value(problem.arc_capacities(arcs, link)));
    }
    return problem;
}

/// The answers of the shared folder: "u v value" for every link, nodes counted from 1.
WithoutProblem answered(Question question, const fs::path& answers) {
    WithoutProblem problem{std::move(question)};
    std::map<std::pair<std::string, std::string>, std::int64_t> known;
    std::istringstream in(io::read_compressed(answers).value());
    for (std::string line; std::getline(in, line);) {
        std::istringstream row(line);
        std::int64_t u = 0;
        std::int64_t v = 0;
        std::int64_t value = 0;
        if (row >> u >> v >> value) {
            known[{fmt::to_string(u - 1), fmt::to_string(v - 1)}] = value;
        }
    }
    const Network& network = problem.question.network;
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        const Link& link = network.links()[i];
        const auto found = known.find({network.node(link.tail).id, network.node(link.head).id});
        if (found != known.end()) {
            problem.link.push_back(i);
            problem.value.push_back(found->second);
        }
    }
    return problem;
}

std::string first_difference(const WithoutProblem& problem,
                             const std::vector<std::int64_t>& values) {
    if (values.size() != problem.link_count()) {
        return "no answer";
    }
    for (std::size_t i = 0; i < problem.link.size(); ++i) {
        if (values[problem.link[i]] != problem.value[i]) {
            return fmt::format("without link {}: {}, not {}", problem.link[i],
                               values[problem.link[i]], problem.value[i]);
        }
    }
    return "";
}

class CorridorTrial : public Trial {
  public:
    explicit CorridorTrial(const WithoutProblem& problem) : problem_(problem) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        values_ = corridor_without_each(problem_.question);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    std::string fault() override { return first_difference(problem_, values_); }

  private:
    const WithoutProblem& problem_;
    std::vector<std::int64_t> values_;
};

class LinkListTrial : public Trial {
  public:
    explicit LinkListTrial(const WithoutProblem& problem)
        : problem_(problem),
          links_(flow::lay_out_columns(problem.question.network, problem.question.query)) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        values_ = corridor_link_list(links_);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    std::string fault() override { return first_difference(problem_, values_); }

  private:
    const WithoutProblem& problem_;
    flow::Columns links_;
    std::vector<std::int64_t> values_;
};

/// A peer on its standing graph, solved again for a sample of links; the time for all links is
/// extrapolated from them.
class PeerTrial : public Trial {
  public:
    using Start = std::unique_ptr<Standing> (*)(const Arcs&);

    PeerTrial(const WithoutProblem& problem, Start start) : problem_(problem) {
        constexpr std::size_t enough = 50;
        const ArcQuestion arcs(problem.question);
        const std::size_t step = std::max<std::size_t>(1, problem.link.size() / enough);
        for (std::size_t i = 0; i < problem.link.size(); i += step) {
            sample_.push_back(i);
            capacities_.push_back(problem.arc_capacities(arcs, problem.link[i]));
        }
        solver_ = start(arcs.arcs());
    }

    double run() override {
        values_.assign(sample_.size(), 0);
        const auto begin = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < sample_.size(); ++i) {
            values_[i] = solver_->solve(capacities_[i].data());
        }
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        return time.count();
    }
    [[nodiscard]] double scale() const override {
        return static_cast<double>(problem_.link_count()) / static_cast<double>(sample_.size());
    }
    std::string fault() override {
        for (std::size_t i = 0; i < sample_.size(); ++i) {
            if (values_[i] != problem_.value[sample_[i]]) {
                return fmt::format("without link {}: {}, not {}", problem_.link[sample_[i]],
                                   values_[i], problem_.value[sample_[i]]);
            }
        }
        return "";
    }

  private:
    const WithoutProblem& problem_;
    std::vector<std::size_t> sample_;
    std::vector<std::vector<std::int64_t>> capacities_;
    std::unique_ptr<Standing> solver_;
    std::vector<std::int64_t> values_;
};

/// Made one at a time, because the largest fills gigabytes.
std::vector<std::pair<std::string, std::function<WithoutProblem()>>> problems(
    const Options& options) {
    std::vector<std::pair<std::string, std::function<WithoutProblem()>>> all;
    for (std::uint32_t nodes = 1000; nodes <= options.largest; nodes *= 10) {
        const std::string name =
            nodes < 1000000 ? fmt::format("made-{}k", nodes / 1000) : "made-1m";
        all.emplace_back(name, [name, nodes] {
            return sampled(question_of(name, make_corridor({.nodes = nodes})));
        });
    }
    const auto folder = shared_benchmarks();
    for (const char* name : {"corr-1k", "corr-10k", "corr-100k", "corr-1m"}) {
        if (!folder || (std::string(name) == "corr-1m" && options.largest < 1000000)) {
            continue;
        }
        const fs::path file = *folder / "maxflow" / fmt::format("{}.max.xz", name);
        const fs::path answers = *folder / "n1" / fmt::format("{}.n1.xz", name);
        all.emplace_back(name, [name, file, answers] {
            Question question = question_of(name, read_problem(file));
            return fs::exists(answers) ? answered(std::move(question), answers)
                                       : sampled(std::move(question));
        });
    }
    return all;
}

int run(const Options& options) {
    const std::vector<std::pair<std::string, PeerTrial::Start>> peers = {
        {"LEMON preflow", standing::lemon_preflow}, {"igraph", standing::igraph}};
    const std::vector<std::string> names = {"corridor", "corridor, link list", "LEMON preflow",
                                            "igraph"};
    MarkdownTable times({"network", "links", "checked", names[0], names[1], names[2], names[3]});
    MarkdownTable ratios({"corridor, link list over …", "LEMON preflow", "igraph"});
    std::string notes;
    bool ours_right = true;
    for (const auto& [name, make] : problems(options)) {
        if (name.find(options.filter) == std::string::npos) {
            continue;
        }
        std::fprintf(stderr, "flow_without_each_link: %s\n", name.c_str());
        const WithoutProblem problem = make();
        std::vector<Competitor> competitors = {
            {names[0], [&problem] { return std::make_unique<CorridorTrial>(problem); }},
            {names[1], [&problem] { return std::make_unique<LinkListTrial>(problem); }}};
        constexpr std::size_t most_links_for_peers = 30000;
        for (const auto& peer : peers) {
            if (problem.link_count() <= most_links_for_peers) {
                competitors.push_back({peer.first, [&problem, start = peer.second] {
                                           return std::make_unique<PeerTrial>(problem, start);
                                       }});
            }
        }
        std::vector<Result> results = measure(competitors, options.limits);
        results.resize(names.size());
        ours_right = ours_right && results[0].is_measured() && results[1].is_measured();
        std::vector<std::string> row = {name, fmt::to_string(problem.link_count()),
                                        fmt::to_string(problem.link.size())};
        for (const Result& result : results) {
            row.push_back(shown(result, 1e3));
        }
        times.add_row(std::move(row));
        ratios.add_row({name, ratio(results[1], results[2]), ratio(results[1], results[3])});
        notes += remarks(name, names, results);
    }
    fmt::print("Milliseconds for all links, median:\n\n{}\nTime of corridor over theirs:\n\n{}\n{}",
               times.text(), ratios.text(), notes);
    return ours_right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char* argv[]) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "flow_without_each_link: %s\n", error.what());
        return 1;
    }
}
