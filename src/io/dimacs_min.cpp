#include "io/dimacs_lines.hpp"

#include <corridor/io/csv.hpp>
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

class MinReader {
  public:
    MinReader(std::string_view file, std::string_view text) : lines_(file), text_(text) {}

    Parsed<DimacsMin> run() {
        LineScanner scanner(text_);
        while (scanner.next() && !wrong_kind_) {
            lines_.number = scanner.number();
            if (!quick_arc(scanner.text())) {
                read(scanner.text());
            }
        }
        finish();
        if (!lines_.diagnostics.ok()) {
            return lines_.diagnostics;
        }
        problem_.supply.assign(problem_.node_count, 0);
        for (const Stated& each : stated_supplies_) {
            problem_.supply[each.node - 1] = each.supply;
        }
        if (std::all_of(problem_.lower.begin(), problem_.lower.end(),
                        [](std::int64_t lower) { return lower == 0; })) {
            problem_.lower.clear();
        }
        return std::move(problem_);
    }

  private:
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

    void read(std::string_view line) {
        Words words(line);
        const Word kind = words.next();
        if (kind.text.empty() || kind.text[0] == 'c') {
            return;
        }
        const bool known = kind.text == "p" || kind.text == "n" || kind.text == "a";
        if (!known) {
            misread_ = true;
            lines_.fault(kind.column, "line", "c, p, n or a as its first word", shown(kind.text));
        } else if (kind.text == "p") {
            read_problem(words, kind.column);
        } else if (problem_line_ == 0) {
            if (!told_missing_problem_) {
                lines_.fault(kind.column, "line", "'p min NODES ARCS' before all nodes and arcs",
                             shown(line));
                told_missing_problem_ = true;
            }
        } else if (kind.text == "n") {
            read_supply(words);
        } else {
            read_arc(words);
        }
    }

    void read_problem(Words& words, std::size_t column) {
        if (problem_line_ > 0) {
            lines_.fault(column, "p", "one problem line", "another",
                         fmt::format("the first is on line {}", problem_line_));
            return;
        }
        problem_line_ = lines_.number;
        const Word kind = words.next();
        if (kind.text != "min") {
            lines_.fault(kind.column, "problem", "min", shown_word(kind.text),
                         kind.text == "max" ? "this is a maximum-flow problem: name it .max" : "");
            wrong_kind_ = true;
            return;
        }
        const auto nodes = lines_.whole(words.next(), "nodes", 1, Network::largest_node_count);
        const Word arcs_word = words.next();
        stated_arcs_ = lines_.whole(arcs_word, "arcs", 0, Network::largest_link_count);
        arcs_column_ = arcs_word.column;
        lines_.nothing_more(words);
        problem_.node_count = nodes ? static_cast<std::uint32_t>(*nodes) : 0;
        // What a file claims is reserved only as far as its bytes can hold it.
        reserve(std::min(static_cast<std::size_t>(stated_arcs_.value_or(0)), text_.size() / 12));
    }

    void reserve(std::size_t arcs) {
        problem_.tail.reserve(arcs);
        problem_.head.reserve(arcs);
        problem_.lower.reserve(arcs);
        problem_.capacity.reserve(arcs);
        problem_.cost.reserve(arcs);
    }

    void read_supply(Words& words) {
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

    std::optional<std::uint32_t> node_number(const Word& word, const char* field) {
        if (problem_.node_count == 0) {
            return std::nullopt;  // the number of nodes is not known, which is told already
        }
        const auto node = lines_.whole(word, field, 1, problem_.node_count);
        return node ? std::optional(static_cast<std::uint32_t>(*node)) : std::nullopt;
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
        if (problem_line_ == 0) {
            if (!told_missing_problem_) {
                lines_.fault_at(0, 0, "p", "'p min NODES ARCS'", "no such line");
            }
            return;
        }
        if (wrong_kind_) {
            return;
        }
        check_supplies();
        if (!misread_ && stated_arcs_ && *stated_arcs_ != arc_lines_) {
            lines_.fault_at(problem_line_, arcs_column_, "arcs",
                            fmt::format("{}, the number of arc lines in the file", arc_lines_),
                            fmt::format("{}", *stated_arcs_));
        }
    }

    struct Stated {
        std::uint32_t node;
        std::size_t line;
        std::size_t column;
        std::int64_t supply;
    };

    DimacsLines lines_;
    std::string_view text_;
    std::size_t problem_line_ = 0;
    std::size_t arcs_column_ = 0;
    std::optional<std::int64_t> stated_arcs_;
    std::int64_t arc_lines_ = 0;
    bool wrong_kind_ = false;
    bool misread_ = false;
    bool told_missing_problem_ = false;
    std::vector<Stated> stated_supplies_;
    DimacsMin problem_;
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
