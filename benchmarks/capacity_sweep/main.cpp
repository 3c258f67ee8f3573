#include "capacity_sweep/competitors.hpp"
#include "capacity_sweep/corridor.hpp"
#include "support/instances.hpp"
#include "support/options.hpp"
#include "support/questions.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"

#include <corridor/io/compressed.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <sstream>
#include <utility>

namespace corridor::bench {
namespace {

/// A question with rows of capacities, one for each column, and the value of each row.
struct SweepProblem {
    Question question;
    std::vector<LinkId> columns;
    std::vector<std::int32_t> rows{};
    std::vector<std::int64_t> values{};

    [[nodiscard]] std::size_t row_count() const { return values.size(); }
    [[nodiscard]] std::vector<std::int64_t> arc_capacities(const ArcQuestion& arcs,
                                                           std::size_t row) const {
        std::vector<std::int64_t> of_link(question.network.links().size(), -1);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            of_link[columns[i].index] = rows[row * columns.size() + i];
        }
        return arcs.capacities(of_link);
    }
};

/// Rows of 30 to 100 % of the network's capacities, every fiftieth link out of service; the first
/// rows are proved one by one and then repeat.
SweepProblem with_rows(Question question, std::size_t row_count, std::uint64_t seed) {
    SweepProblem sweep{std::move(question), {}};
    for (std::uint32_t i = 0; i < sweep.question.network.links().size(); ++i) {
        const auto& capacity = sweep.question.network.links()[i].capacity;
        if (capacity && capacity->rate.count() > 0 && capacity->rate.count() <= INT32_MAX) {
            sweep.columns.push_back({i});
        }
    }
    Random random(seed);
    for (std::size_t row = 0; row < row_count; ++row) {
        for (const LinkId link : sweep.columns) {
            const std::int64_t whole = sweep.question.network.link(link).capacity->rate.count();
            sweep.rows.push_back(
                random.below(50) == 0
                    ? 0
                    : static_cast<std::int32_t>(whole * random.between(30, 100) / 100));
        }
    }
    const ArcQuestion arcs(sweep.question);
    for (std::size_t row = 0; row < row_count; ++row) {
        sweep.values.push_back(arcs.proved_value(sweep.arc_capacities(arcs, row)));
    }
    return sweep;
}

Question grid_question(std::uint32_t lanes, std::uint32_t stations) {
    Random random(5);
    NetworkBuilder builder;
    const auto id = [](std::uint32_t lane, std::uint32_t station) {
        return fmt::format("{}-{}", lane, station);
    };
    int links = 0;
    const auto link = [&](const std::string& from, const std::string& to) {
        builder.add_link({.id = fmt::format("a{}", links++),
                          .from = from,
                          .to = to,
                          .capacity = Quantity{Decimal{random.between(20, 100)}, "t/yr"}});
    };
    FlowQuery query;
    for (std::uint32_t station = 0; station < stations; ++station) {
        for (std::uint32_t lane = 0; lane < lanes; ++lane) {
            builder.add_node({.id = id(lane, station)});
            if (station > 0) {
                link(id(lane, station - 1), id(lane, station));
            }
            if (lane > 0 && station % 5 != 4) {
                link(id(lane - 1, station), id(lane, station));
            }
        }
    }
    for (std::uint32_t lane = 0; lane < lanes; ++lane) {
        query.from.emplace_back(id(lane, 0));
        query.to.emplace_back(id(lane, stations - 1));
    }
    return {fmt::format("made {}x{}", lanes, stations), builder.build().value(), query};
}

/// The ensemble of the shared folder: rows with values that several peers agree on, repeated.
SweepProblem ensemble(const std::filesystem::path& file, std::size_t row_count) {
    std::istringstream in(io::read_compressed(file).value());
    std::size_t nodes = 0;
    std::size_t links = 0;
    in >> nodes >> links;
    NetworkBuilder builder;
    for (std::size_t v = 0; v < nodes; ++v) {
        builder.add_node({.id = fmt::to_string(v)});
    }
    SweepProblem sweep;
    for (std::uint32_t i = 0; i < links; ++i) {
        std::string from;
        std::string to;
        std::int64_t capacity = 0;
        in >> from >> to >> capacity;
        builder.add_link({.id = fmt::format("a{}", i),
                          .from = from,
                          .to = to,
                          .capacity = Quantity{Decimal{capacity}, "t/yr"}});
        sweep.columns.push_back({i});
    }
    sweep.question.name = fmt::format("ensemble {} / {}", nodes, links);
    sweep.question.network = builder.build().value();
    constexpr std::size_t lanes = 5;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        sweep.question.query.from.emplace_back(fmt::to_string(lane));
        sweep.question.query.to.emplace_back(fmt::to_string(nodes - lanes + lane));
    }
    std::int64_t number = 0;
    for (std::size_t place = 0; in >> number; place = (place + 1) % (links + 1)) {
        if (place < links) {
            sweep.rows.push_back(static_cast<std::int32_t>(number));
        } else {
            sweep.values.push_back(number);
        }
    }
    const std::size_t given = sweep.row_count();
    for (std::size_t row = given; row < row_count; ++row) {
        sweep.values.push_back(sweep.values[row - given]);
        for (std::size_t i = 0; i < links; ++i) {
            sweep.rows.push_back(sweep.rows[(row - given) * links + i]);
        }
    }
    return sweep;
}

std::string first_difference(const std::vector<std::int64_t>& found,
                             const std::vector<std::int64_t>& known) {
    for (std::size_t row = 0; row < found.size(); ++row) {
        if (found[row] != known[row]) {
            return fmt::format("row {}: {}, not {}", row, found[row], known[row]);
        }
    }
    return "";
}

class CorridorTrial : public Trial {
  public:
    explicit CorridorTrial(const SweepProblem& sweep) : sweep_(sweep) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        values_ = corridor_sweep(sweep_.question, sweep_.columns, sweep_.rows);
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        return time.count();
    }
    [[nodiscard]] double scale() const override {
        return 1.0 / static_cast<double>(sweep_.row_count());
    }
    std::string fault() override {
        return values_.size() == sweep_.row_count()
                   ? first_difference(values_, sweep_.values)
                   : fmt::format("{} rows, not {}", values_.size(), sweep_.row_count());
    }

  private:
    const SweepProblem& sweep_;
    std::vector<std::int64_t> values_;
};

/// A peer on its standing graph; the first rows stand for all.
class PeerTrial : public Trial {
  public:
    using Start = std::unique_ptr<Standing> (*)(const Arcs&);

    PeerTrial(const SweepProblem& sweep, Start start) : sweep_(sweep) {
        constexpr std::size_t enough = 200;
        const ArcQuestion arcs(sweep.question);
        for (std::size_t row = 0; row < std::min(sweep.row_count(), enough); ++row) {
            capacities_.push_back(sweep.arc_capacities(arcs, row));
        }
        solver_ = start(arcs.arcs());
    }

    double run() override {
        values_.assign(capacities_.size(), 0);
        const auto begin = std::chrono::steady_clock::now();
        for (std::size_t row = 0; row < capacities_.size(); ++row) {
            values_[row] = solver_->solve(capacities_[row].data());
        }
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        return time.count();
    }
    [[nodiscard]] double scale() const override {
        return 1.0 / static_cast<double>(capacities_.size());
    }
    std::string fault() override { return first_difference(values_, sweep_.values); }

  private:
    const SweepProblem& sweep_;
    std::vector<std::vector<std::int64_t>> capacities_;
    std::unique_ptr<Standing> solver_;
    std::vector<std::int64_t> values_;
};

std::vector<SweepProblem> problems() {
    std::vector<SweepProblem> all;
    const auto folder = shared_benchmarks();
    if (folder) {
        all.push_back(ensemble(*folder / "ensemble" / "ens_5x20_seed5.txt.xz", 10000));
    }
    all.push_back(with_rows(grid_question(5, 20), 10000, 1));
    all.push_back(with_rows(middle_corridor_question(), 10000, 2));
    all.push_back(with_rows(question_of("made-1k", make_corridor({.nodes = 1000})), 1000, 3));
    if (folder) {
        for (const char* name : {"tntp_anaheim", "tntp_chisketch"}) {
            all.push_back(with_rows(question_of(name, read_problem(*folder / "maxflow" /
                                                                   fmt::format("{}.max.xz", name))),
                                    1000, 4));
        }
    } else {
        all.push_back(with_rows(grid_question(30, 30), 1000, 4));
    }
    return all;
}

int run(const Options& options) {
    const std::vector<std::pair<std::string, PeerTrial::Start>> peers = {
        {"LEMON preflow", standing::lemon_preflow},
        {"Boost push-relabel", standing::boost_push_relabel},
        {"Boost B-K", standing::boost_boykov_kolmogorov},
        {"igraph", standing::igraph}};
    std::vector<std::string> names = {"corridor"};
    for (const auto& peer : peers) {
        names.push_back(peer.first);
    }
    std::vector<std::string> times_header = {"network", "links", "rows"};
    times_header.insert(times_header.end(), names.begin(), names.end());
    std::vector<std::string> ratios_header = {"corridor over …"};
    ratios_header.insert(ratios_header.end(), names.begin() + 1, names.end());
    MarkdownTable times(times_header);
    MarkdownTable ratios(ratios_header);
    std::string notes;
    bool ours_right = true;
    for (const SweepProblem& sweep : problems()) {
        const std::string& name = sweep.question.name;
        if (name.find(options.filter) == std::string::npos) {
            continue;
        }
        std::fprintf(stderr, "capacity_sweep: %s\n", name.c_str());
        std::vector<Competitor> competitors = {
            {"corridor", [&sweep] { return std::make_unique<CorridorTrial>(sweep); }}};
        for (const auto& peer : peers) {
            competitors.push_back({peer.first, [&sweep, start = peer.second] {
                                       return std::make_unique<PeerTrial>(sweep, start);
                                   }});
        }
        const std::vector<Result> results = measure(competitors, options.limits);
        ours_right = ours_right && results[0].is_measured();
        std::vector<std::string> row = {name, fmt::to_string(sweep.question.network.links().size()),
                                        fmt::to_string(sweep.row_count())};
        std::vector<std::string> ratio_row = {name};
        for (std::size_t i = 0; i < results.size(); ++i) {
            row.push_back(shown(results[i], 1e6));
            if (i > 0) {
                ratio_row.push_back(ratio(results[0], results[i]));
            }
        }
        times.add_row(std::move(row));
        ratios.add_row(std::move(ratio_row));
        notes += remarks(name, names, results);
    }
    fmt::print(
        "Microseconds a scenario, median, one thread:\n\n{}\nTime of corridor over "
        "theirs:\n\n{}\n{}",
        times.text(), ratios.text(), notes);
    return ours_right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char* argv[]) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "capacity_sweep: %s\n", error.what());
        return 1;
    }
}
