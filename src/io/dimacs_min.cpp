#include "io/dimacs_reader.hpp"

#include <corridor/io/dimacs.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::int64_t largest_amount = DimacsMin::largest_amount;
constexpr std::int64_t largest_cost = DimacsMin::largest_cost;

struct Arc {
    std::uint32_t tail;
    std::uint32_t head;
    std::int64_t lower;
    std::int64_t capacity;
    std::int64_t cost;
};

class MinReader : public DimacsReader<MinReader, DimacsMin> {
  public:
    MinReader(std::string_view file, std::string_view text) : DimacsReader(file, text) {}

  private:
    friend DimacsReader<MinReader, DimacsMin>;

    static constexpr DimacsKind kind = {"min", "'p min NODES ARCS'", 1, "max",
                                        "this is a maximum-flow problem: name it .max"};

    /// Nearly every line of a file: `a TAIL HEAD LOWER CAPACITY COST`, single spaces, nothing
    /// negative and nothing wrong. False, and nothing done, for every other line.
    bool quick_arc(std::string_view line) {
        if (line.size() < 11 || line[0] != 'a' || line[1] != ' ') {
            return false;
        }
        const char* at = line.data() + 2;
        const char* const end = line.data() + line.size();
        std::uint64_t value[5] = {};
        for (std::uint64_t& each : value) {
            if (&each != value && (at == end || *at++ != ' ')) {
                return false;
            }
            if (!quick_number(at, end, each)) {
                return false;
            }
        }
        constexpr auto most = static_cast<std::uint64_t>(largest_amount);
        if (at != end || value[0] - 1 >= problem_.node_count ||
            value[1] - 1 >= problem_.node_count || value[2] > value[3] || value[3] > most ||
            value[4] > static_cast<std::uint64_t>(largest_cost)) {
            return false;
        }
        add({static_cast<std::uint32_t>(value[0]), static_cast<std::uint32_t>(value[1]),
             static_cast<std::int64_t>(value[2]), static_cast<std::int64_t>(value[3]),
             static_cast<std::int64_t>(value[4])});
        return true;
    }

    void add(const Arc& arc) {
        ++arc_lines_;
        problem_.tail.push_back(arc.tail - 1);
        problem_.head.push_back(arc.head - 1);
        problem_.lower.push_back(arc.lower);
        problem_.capacity.push_back(arc.capacity);
        problem_.cost.push_back(arc.cost);
    }

    void begin(std::size_t stated_arcs) {
        // What a file claims is reserved only as far as its bytes can hold it.
        const std::size_t arcs = std::min(stated_arcs, text_.size() / 12);
        problem_.tail.reserve(arcs);
        problem_.head.reserve(arcs);
        problem_.lower.reserve(arcs);
        problem_.capacity.reserve(arcs);
        problem_.cost.reserve(arcs);
    }

    void read_node(Words& words) {
        const Word node_word = words.next();
        const auto node = node_number(node_word, "node");
        const auto supply = lines_.whole(words.next(), "supply", -largest_amount, largest_amount);
        lines_.nothing_more(words);
        if (!supply) {
            misread_ = true;
        }
        if (!node) {
            return;
        }
        // Few nodes have a line, so the lines are kept in the order of the file and sorted later.
        stated_supplies_.push_back({*node, lines_.number, node_word.column, supply.value_or(0)});
    }

    void read_arc(Words& words) {
        const auto tail = node_number(words.next(), "tail");
        const auto head = node_number(words.next(), "head");
        const Word lower_word = words.next();
        const auto lower = lines_.whole(lower_word, "lower bound", 0, largest_amount);
        const Word capacity_word = words.next();
        auto capacity = std::optional<std::int64_t>(DimacsMin::unlimited);
        if (capacity_word.text != "-1") {
            capacity =
                lines_.whole(capacity_word, "capacity", 0, largest_amount, " or -1 for unlimited");
        }
        const auto cost = lines_.whole(words.next(), "cost", -largest_cost, largest_cost);
        lines_.nothing_more(words);
        if (lower && capacity && *capacity != DimacsMin::unlimited && *lower > *capacity) {
            lines_.fault(lower_word.column, "lower bound",
                         fmt::format("at most the capacity, {}", *capacity),
                         fmt::format("{}", *lower));
        }
        if (tail && head && lower && capacity && cost) {
            add({*tail, *head, *lower, *capacity, *cost});
        } else {
            ++arc_lines_;
        }
    }

    void check_supplies() {
        std::stable_sort(stated_supplies_.begin(), stated_supplies_.end(),
                         [](const Stated& a, const Stated& b) { return a.node < b.node; });
        for (std::size_t i = 1; i < stated_supplies_.size(); ++i) {
            const Stated& before = stated_supplies_[i - 1];
            const Stated& again = stated_supplies_[i];
            if (before.node == again.node) {
                lines_.fault_at(again.line, again.column, "node", "each node once",
                                fmt::format("node {} again", again.node),
                                fmt::format("it stands on line {}", before.line));
                misread_ = true;
            }
        }
        if (misread_ || !lines_.diagnostics.ok()) {
            return;
        }
        std::int64_t sent = 0;
        std::int64_t received = 0;
        for (const Stated& each : stated_supplies_) {
            (each.supply > 0 ? sent : received) += each.supply;
        }
        if (sent + received != 0) {
            lines_.fault_at(0, 0, "n", "supplies and demands of equal sum",
                            fmt::format("{} and {}", sent, -received));
        }
    }

    void finish() {
        check_supplies();
        if (!misread_) {
            check_arc_count();
        }
        if (std::all_of(problem_.lower.begin(), problem_.lower.end(),
                        [](std::int64_t lower) { return lower == 0; })) {
            problem_.lower.clear();
        }
        if (lines_.diagnostics.ok()) {
            problem_.supply.assign(problem_.node_count, 0);
            for (const Stated& each : stated_supplies_) {
                problem_.supply[each.node - 1] = each.supply;
            }
        }
    }

    struct Stated {
        std::uint32_t node;
        std::size_t line;
        std::size_t column;
        std::int64_t supply;
    };

    std::vector<Stated> stated_supplies_;
};

}  // namespace

Parsed<DimacsMin> parse_dimacs_min(std::string_view file, std::string_view text) {
    return MinReader(file, text).run();
}

std::string render_dimacs_min(const DimacsMin& problem) {
    fmt::memory_buffer text;
    const auto out = fmt::appender(text);
    fmt::format_to(out, "p min {} {}\n", problem.node_count, problem.arc_count());
    for (std::size_t v = 0; v < problem.node_count; ++v) {
        if (problem.supply[v] != 0) {
            fmt::format_to(out, "n {} {}\n", v + 1, problem.supply[v]);
        }
    }
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        fmt::format_to(out, "a {} {} {} {} {}\n", problem.tail[a] + 1, problem.head[a] + 1,
                       problem.lower.empty() ? 0 : problem.lower[a], problem.capacity[a],
                       problem.cost[a]);
    }
    return fmt::to_string(text);
}

}  // namespace corridor::io
