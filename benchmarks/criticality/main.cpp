#include "capacity_sweep/competitors.hpp"
#include "criticality/questions.hpp"
#include "support/instances.hpp"
#include "support/options.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"

#include <corridor/analysis/targets.hpp>
#include <corridor/io/dimacs.hpp>
#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <utility>

namespace corridor::bench {
namespace {

namespace fs = std::filesystem;
using Kind = LossQuestion::Kind;

constexpr std::size_t sample_size = 40;

std::size_t links_at_once(Kind kind) {
    return kind == Kind::each ? 1 : kind == Kind::pairs ? 2 : 3;
}

std::string name_of(Kind kind) {
    switch (kind) {
        case Kind::each:
            return "each link";
        case Kind::pairs:
            return "each two links";
        case Kind::worst_three:
            return "worst three links";
        case Kind::growth:
            break;
    }
    return "growth curve";
}

/// Cases at random, each proved by a solve of its own.
LossQuestion ask(const Question& question, Kind kind) {
    LossQuestion asked{.question = &question, .kind = kind};
    const ArcQuestion arcs(question);
    const Network& network = question.network;
    const std::vector<Target> targets = targets_of(network, question.query);
    const Scaling growing = growing_links(network);
    Random random(11);
    for (std::size_t i = 0; i < sample_size; ++i) {
        std::vector<std::int64_t> of_link(network.links().size(), -1);
        if (kind == Kind::growth) {
            asked.lambdas.push_back(random.between(0, 100));
            for (const MovingElement& moving : growing.elements) {
                of_link[moving.element.index] =
                    moving.limit.base + asked.lambdas.back() * moving.limit.rate;
            }
        } else {
            std::vector<std::uint32_t> links;
            while (links.size() < links_at_once(kind)) {
                const std::uint32_t link =
                    targets[random.below(targets.size())].elements.front().index;
                if (std::find(links.begin(), links.end(), link) == links.end()) {
                    links.push_back(link);
                    of_link[link] = 0;
                }
            }
            asked.links.push_back(std::move(links));
        }
        Case one{arcs.capacities(of_link)};
        one.value = arcs.proved_value(one.capacities);
        asked.sample.push_back(std::move(one));
    }
    const auto n = static_cast<double>(targets.size());
    asked.flows = kind == Kind::each          ? n
                  : kind == Kind::pairs       ? n * (n - 1) / 2
                  : kind == Kind::worst_three ? n * (n - 1) * (n - 2) / 6
                                              : static_cast<double>(flows_of_curve(question));
    return asked;
}

class CorridorTrial : public Trial {
  public:
    explicit CorridorTrial(const LossQuestion& question) : question_(question) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        values_ = corridor_answers(question_);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    std::string fault() override {
        for (std::size_t i = 0; i < question_.sample.size(); ++i) {
            const std::int64_t right = question_.sample[i].value;
            const bool holds = question_.kind == Kind::worst_three ? values_.front() <= right
                                                                   : values_[i] == right;
            if (!holds) {
                return fmt::format("case {}: not {}", i, right);
            }
        }
        return "";
    }

  private:
    const LossQuestion& question_;
    std::vector<std::int64_t> values_;
};

/// A peer on its standing graph, solved again for the sample; the time of all flows is
/// extrapolated from it.
class PeerTrial : public Trial {
  public:
    using Start = std::unique_ptr<Standing> (*)(const Arcs&);

    PeerTrial(const LossQuestion& question, Start start) : question_(question) {
        const ArcQuestion arcs(*question.question);
        solver_ = start(arcs.arcs());
    }

    double run() override {
        values_.clear();
        const auto begin = std::chrono::steady_clock::now();
        for (const Case& one : question_.sample) {
            values_.push_back(solver_->solve(one.capacities.data()));
        }
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    [[nodiscard]] double scale() const override {
        return question_.flows / static_cast<double>(question_.sample.size());
    }
    std::string fault() override {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (values_[i] != question_.sample[i].value) {
                return fmt::format("case {}: {}, not {}", i, values_[i], question_.sample[i].value);
            }
        }
        return "";
    }

  private:
    const LossQuestion& question_;
    std::unique_ptr<Standing> solver_;
    std::vector<std::int64_t> values_;
};

/// NetworkX solves one flow again on its standing graph; all flows cost so many times as much.
Result measure_networkx(const Question& question, const LossQuestion& asked, const Limits& limits) {
    const ArcQuestion arcs(question);
    io::DimacsMax problem{.node_count = arcs.problem().node_count,
                          .source = arcs.problem().source,
                          .sink = arcs.problem().sink,
                          .tail = arcs.problem().tail,
                          .head = arcs.problem().head};
    problem.capacity = asked.sample.front().capacities;
    const fs::path folder = fs::temp_directory_path();
    const std::string name = fmt::format("corridor-criticality-{}.max", question.name);
    io::write_files(folder, std::vector<io::NamedText>{{name, io::render_dimacs_max(problem)}});
    Result result = measure_script(std::string(CORRIDOR_BENCHMARK_DIR) + "/criticality/networkx.py",
                                   (folder / name).string(),
                                   static_cast<long long>(asked.sample.front().value), limits);
    fs::remove(folder / name);
    result.seconds *= asked.flows;
    return result;
}

std::vector<std::pair<Question, std::vector<Kind>>> questions(const Options& options) {
    std::vector<std::pair<Question, std::vector<Kind>>> all;
    all.emplace_back(middle_corridor_question(),
                     std::vector<Kind>{Kind::each, Kind::pairs, Kind::worst_three, Kind::growth});
    all.emplace_back(question_of("made-1k", make_corridor({.nodes = 1000})),
                     std::vector<Kind>{Kind::each, Kind::worst_three, Kind::growth});
    if (options.largest >= 10000) {
        all.emplace_back(question_of("made-10k", make_corridor({.nodes = 10000})),
                         std::vector<Kind>{Kind::each, Kind::worst_three, Kind::growth});
        if (const auto folder = shared_benchmarks()) {
            all.emplace_back(
                question_of("corr-10k", read_problem(*folder / "maxflow" / "corr-10k.max.xz")),
                std::vector<Kind>{Kind::each, Kind::worst_three, Kind::growth});
        }
    }
    return all;
}

int run(const Options& options) {
    const std::vector<std::pair<std::string, PeerTrial::Start>> peers = {
        {"LEMON preflow", standing::lemon_preflow}, {"igraph", standing::igraph}};
    const std::vector<std::string> names = {"corridor", "LEMON preflow", "igraph", "NetworkX"};
    MarkdownTable times(
        {"network", "question", "flows by solving again", names[0], names[1], names[2], names[3]});
    MarkdownTable ratios({"corridor over …", "question", names[1], names[2], names[3]});
    std::string notes;
    bool ours_right = true;
    for (const auto& [question, kinds] : questions(options)) {
        for (const Kind kind : kinds) {
            if (question.name.find(options.filter) == std::string::npos) {
                continue;
            }
            std::fprintf(stderr, "criticality: %s, %s\n", question.name.c_str(),
                         name_of(kind).c_str());
            const LossQuestion asked = ask(question, kind);
            std::vector<Competitor> competitors = {
                {names[0], [&asked] { return std::make_unique<CorridorTrial>(asked); }}};
            for (const auto& peer : peers) {
                competitors.push_back({peer.first, [&asked, start = peer.second] {
                                           return std::make_unique<PeerTrial>(asked, start);
                                       }});
            }
            std::vector<Result> results = measure(competitors, options.limits);
            results.push_back(asked.sample.front().capacities.size() <= 5000
                                  ? measure_networkx(question, asked, options.limits)
                                  : Result{});
            ours_right = ours_right && results[0].is_measured();
            std::vector<std::string> row = {question.name, name_of(kind),
                                            fmt::format("{:.0f}", asked.flows)};
            for (const Result& result : results) {
                row.push_back(shown(result, 1e3));
            }
            times.add_row(std::move(row));
            ratios.add_row({question.name, name_of(kind), ratio(results[0], results[1]),
                            ratio(results[0], results[2]), ratio(results[0], results[3])});
            notes += remarks(question.name, names, results);
        }
    }
    fmt::print("Milliseconds, median:\n\n{}\nTime of corridor over theirs:\n\n{}\n{}", times.text(),
               ratios.text(), notes);
    return ours_right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char* argv[]) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "criticality: %s\n", error.what());
        return 1;
    }
}
