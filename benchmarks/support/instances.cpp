#include "support/instances.hpp"

#include <corridor/base/checked.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/io/compressed.hpp>
#include <corridor/io/dimacs.hpp>
#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace corridor::bench {
namespace {

namespace fs = std::filesystem;

class Maker {
  public:
    explicit Maker(const MadeCorridor& made) : made_(made), random_(made.seed) {}

    flow::ArcList run() {
        const std::uint32_t source = new_node();
        const std::uint32_t sink = new_node();
        problem_.source = source;
        problem_.sink = sink;
        std::vector<std::uint32_t> front(made_.lanes);
        for (std::uint32_t& junction : front) {
            junction = new_node();
            problem_.add(source, junction, 200);
        }
        while (problem_.node_count < made_.nodes) {
            for (std::uint32_t lane = 0; lane < made_.lanes; ++lane) {
                const std::uint32_t next = new_node();
                join_by_chain(front[lane], next);
                front[lane] = next;
                if (random_.below(8) == 0) {
                    two_way(next, new_node());  // a branch that ends somewhere
                }
                if (lane > 0 && random_.below(3) == 0) {
                    join_by_chain(front[lane - 1], next);
                }
            }
        }
        for (const std::uint32_t junction : front) {
            problem_.add(junction, sink, 200);
        }
        return std::move(problem_);
    }

  private:
    std::uint32_t new_node() { return problem_.node_count++; }

    void two_way(std::uint32_t a, std::uint32_t b) {
        const std::int64_t capacity = random_.between(20, 100);
        problem_.add(a, b, capacity);
        problem_.add(b, a, capacity);
    }

    void join_by_chain(std::uint32_t from, std::uint32_t to) {
        std::uint32_t last = from;
        for (std::uint64_t left = random_.below(made_.longest_chain + 1); left > 0; --left) {
            const std::uint32_t station = new_node();
            two_way(last, station);
            last = station;
        }
        two_way(last, to);
    }

    MadeCorridor made_;
    Random random_;
    flow::ArcList problem_;
};

std::int64_t proved_value(const flow::ArcList& problem) {
    const flow::ArcSolution solution = flow::solve(problem, flow::Engine::general);
    const flow::Verdict verdict = flow::verify(problem, solution);
    if (!verdict.holds()) {
        throw std::runtime_error("no proof for a made instance: " + verdict.violations.front());
    }
    return solution.value;
}

}  // namespace

std::uint64_t Random::below(std::uint64_t bound) {
    // splitmix64 (Steele, Lea & Flood 2014), scaled down by its high bits.
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return static_cast<std::uint64_t>((static_cast<Int128>(z) * static_cast<Int128>(bound)) >> 64);
}

flow::ArcList make_corridor(const MadeCorridor& made) {
    return Maker(made).run();
}

std::vector<Instance> made_corridors(std::uint32_t most) {
    std::vector<Instance> instances;
    for (std::uint32_t nodes = 1000; nodes <= most; nodes *= 10) {
        Instance instance;
        instance.name = nodes < 1000000 ? fmt::format("made-{}k", nodes / 1000) : "made-1m";
        instance.family = "corridor (made here)";
        instance.problem = make_corridor({.nodes = nodes});
        instance.optimum = proved_value(instance.problem);
        instances.push_back(std::move(instance));
    }
    return instances;
}

std::optional<fs::path> shared_benchmarks() {
    const char* const named = std::getenv("CORRIDOR_SHARED");
    const fs::path folder =
        (named != nullptr ? fs::path(named) : fs::path(CORRIDOR_SOURCE_DIR) / ".." / "shared") /
        "benchmarks";
    return fs::exists(folder / "MANIFEST.csv") ? std::optional(folder) : std::nullopt;
}

flow::ArcList read_problem(const fs::path& file) {
    const Parsed<std::string> text = io::read_compressed(file);
    io::DimacsMax problem = io::parse_dimacs_max(file.string(), text.value()).value();
    return {problem.node_count,      problem.source,          problem.sink,
            std::move(problem.tail), std::move(problem.head), std::move(problem.capacity)};
}

std::vector<Instance> shared_instances(const std::string& filter) {
    std::vector<Instance> instances;
    const auto folder = shared_benchmarks();
    if (!folder) {
        return instances;
    }
    std::istringstream manifest(io::read_file(*folder / "MANIFEST.csv").value());
    for (std::string line; std::getline(manifest, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; cells.size() < 6 && std::getline(row, cell, ',');) {
            cells.push_back(cell);
        }
        if (cells.size() < 6 || cells[1] != "maxflow" ||
            cells[0].find(filter) == std::string::npos) {
            continue;
        }
        Instance instance;
        instance.name = fs::path(cells[0]).stem().stem().string();
        instance.family = cells[2];
        instance.problem = read_problem(*folder / cells[0]);
        instance.optimum = std::stoll(cells[5]);
        instances.push_back(std::move(instance));
    }
    return instances;
}

}  // namespace corridor::bench
