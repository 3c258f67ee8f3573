#include "cold_max_flow/competitors.hpp"
#include "support/instances.hpp"
#include "support/memory.hpp"
#include "support/options.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"

#include <corridor/flow/solver.hpp>
#include <corridor/io/dimacs.hpp>
#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <unistd.h>

namespace corridor::bench {
namespace {

namespace fs = std::filesystem;
using Solver = std::function<Cut(const flow::ArcList&)>;

Arcs view(const flow::ArcList& problem) {
    return {problem.node_count,  problem.source,      problem.sink,           problem.arc_count(),
            problem.tail.data(), problem.head.data(), problem.capacity.data()};
}

class ColdTrial : public Trial {
  public:
    ColdTrial(const Instance& instance, Solver solver)
        : instance_(instance), solver_(std::move(solver)) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        answer_ = solver_(instance_.problem);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }

    std::string fault() override {
        const flow::ArcList& problem = instance_.problem;
        if (answer_.value != instance_.optimum) {
            return fmt::format("value {}, not {}", answer_.value, instance_.optimum);
        }
        const auto& side = answer_.source_side;
        if (side.size() != problem.node_count || side[problem.source] == 0 ||
            side[problem.sink] != 0) {
            return "the cut does not part source and sink";
        }
        std::int64_t crossing = 0;
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            crossing +=
                side[problem.tail[a]] != 0 && side[problem.head[a]] == 0 ? problem.capacity[a] : 0;
        }
        return crossing == instance_.optimum ? "" : fmt::format("a cut of {}", crossing);
    }

  private:
    const Instance& instance_;
    Solver solver_;
    Cut answer_;
};

/// At the peak from a fresh start, the arrays of the problem included.
std::string bytes_per_arc(const flow::ArcList& problem) {
    constexpr double own_bytes = 2 * sizeof(std::uint32_t) + sizeof(std::int64_t);
    const double growth = peak_growth(
        [&] { static_cast<void>(flow::Solver().solve(problem, {.with_flow = false})); });
    return growth < 0 ? "-"
                      : three_digits(own_bytes + growth / static_cast<double>(problem.arc_count()));
}

struct Entrant {
    const char* name;
    Solver solver;
};

std::vector<Entrant> entrants() {
    const auto arrays = [](Cut (*solve)(const Arcs&)) {
        return [solve](const flow::ArcList& problem) { return solve(view(problem)); };
    };
    return {{"corridor", arrays(cold::corridor)},
            {"corridor + flow", cold::corridor_with_flow},
            {"LEMON preflow", arrays(cold::lemon_preflow)},
            {"Boost push-relabel", arrays(cold::boost_push_relabel)},
            {"Boost B-K", arrays(cold::boost_boykov_kolmogorov)},
            {"igraph", arrays(cold::igraph)}};
}

constexpr const char* scripts[] = {"networkx", "scipy"};

int run(const Options& options) {
    std::vector<Instance> instances = made_corridors(options.largest);
    for (Instance& instance : shared_instances("")) {
        if (instance.problem.node_count <= options.largest * 2) {
            instances.push_back(std::move(instance));
        }
    }
    std::vector<std::string> names;
    for (const Entrant& entrant : entrants()) {
        names.emplace_back(entrant.name);
    }
    for (const char* script : scripts) {
        names.emplace_back(script);
    }
    std::vector<std::string> times_header = {"instance", "nodes", "arcs"};
    times_header.insert(times_header.end(), names.begin(), names.end());
    times_header.emplace_back("ns/arc");
    times_header.emplace_back("bytes/arc");
    std::vector<std::string> ratios_header = {"corridor over …"};
    ratios_header.insert(ratios_header.end(), names.begin() + 2, names.end());
    MarkdownTable times(times_header);
    MarkdownTable ratios(ratios_header);
    std::string notes;
    bool ours_right = true;
    const fs::path scratch =
        fs::temp_directory_path() / fmt::format("corridor-bench-{}.max", ::getpid());

    for (const Instance& instance : instances) {
        if (instance.name.find(options.filter) == std::string::npos) {
            continue;
        }
        std::fprintf(stderr, "cold_max_flow: %s\n", instance.name.c_str());
        std::vector<Competitor> competitors;
        for (const Entrant& entrant : entrants()) {
            competitors.push_back({entrant.name, [&instance, solver = entrant.solver] {
                                       return std::make_unique<ColdTrial>(instance, solver);
                                   }});
        }
        std::vector<Result> results = measure(competitors, options.limits);
        const flow::ArcList& p = instance.problem;
        const std::vector<io::NamedText> file = {
            {scratch.filename().string(),
             io::render_dimacs_max({p.node_count, p.source, p.sink, p.tail, p.head, p.capacity})}};
        for (const char* script : scripts) {
            if (p.node_count > options.largest_for_scripts) {
                results.push_back({});
                continue;
            }
            io::write_files(scratch.parent_path(), file);
            results.push_back(measure_script(
                fmt::format("{}/cold_max_flow/{}.py", CORRIDOR_BENCHMARK_DIR, script),
                scratch.string(), instance.optimum, options.limits));
        }
        ours_right = ours_right && results[0].is_measured() && results[1].is_measured();
        std::vector<std::string> row = {instance.name, fmt::to_string(p.node_count),
                                        fmt::to_string(p.arc_count())};
        for (const Result& result : results) {
            row.push_back(shown(result, 1e3));
        }
        row.push_back(three_digits(results[0].seconds * 1e9 / static_cast<double>(p.arc_count())));
        row.push_back(bytes_per_arc(p));
        times.add_row(std::move(row));
        std::vector<std::string> ratio_row = {instance.name};
        for (std::size_t i = 2; i < results.size(); ++i) {
            ratio_row.push_back(ratio(results[0], results[i]));
        }
        ratios.add_row(std::move(ratio_row));
        notes += remarks(instance.name, names, results);
    }
    std::error_code ignored;
    fs::remove(scratch, ignored);
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
        std::fprintf(stderr, "cold_max_flow: %s\n", error.what());
        return 1;
    }
}
