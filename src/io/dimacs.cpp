#include "io/dimacs_lines.hpp"

#include <corridor/io/csv.hpp>
#include <corridor/io/dimacs.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace corridor::io {
namespace {

class MaxReader {
  public:
    MaxReader(std::string_view file, std::string_view text) : lines_(file), text_(text) {}

    Parsed<DimacsMax> run() {
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
        problem_.source = source_.node - 1;
        problem_.sink = sink_.node - 1;
        return std::move(problem_);
    }

  private:
    struct Terminal {
        std::size_t line = 0;
        std::uint32_t node = 0;
    };

    /// Nearly every line of a file: `a TAIL HEAD CAPACITY`, single spaces, nothing wrong. False,
    /// and nothing done, for every other line.
    bool quick_arc(std::string_view line) {
        if (line.size() < 7 || line[0] != 'a' || line[1] != ' ') {
            return false;
        }
        const char* at = line.data() + 2;
        const char* const end = line.data() + line.size();
        std::uint64_t tail = 0;
        std::uint64_t head = 0;
        std::uint64_t capacity = 0;
        if (!quick_number(at, end, tail) || at == end || *at != ' ' ||
            !quick_number(++at, end, head) || at == end || *at != ' ' ||
            !quick_number(++at, end, capacity) || at != end || tail - 1 >= problem_.node_count ||
            head - 1 >= problem_.node_count) {
            return false;
        }
        add_arc(static_cast<std::uint32_t>(tail), static_cast<std::uint32_t>(head),
                static_cast<std::int64_t>(capacity));
        return true;
    }

    void add_arc(std::uint32_t tail, std::uint32_t head, std::int64_t capacity) {
        ++arc_lines_;
        problem_.tail.push_back(tail - 1);
        problem_.head.push_back(head - 1);
        problem_.capacity.push_back(capacity);
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
                lines_.fault(kind.column, "line", "'p max NODES ARCS' before all nodes and arcs",
                             shown(line));
                told_missing_problem_ = true;
            }
        } else if (kind.text == "n") {
            read_terminal(words);
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
        if (kind.text != "max") {
            lines_.fault(kind.column, "problem", "max", shown_word(kind.text),
                         kind.text == "min" ? "this is a minimum-cost problem: name it .min" : "");
            wrong_kind_ = true;
            return;
        }
        const auto nodes = lines_.whole(words.next(), "nodes", 2, Network::largest_node_count);
        const Word arcs_word = words.next();
        const auto arcs = lines_.whole(arcs_word, "arcs", 0, Network::largest_link_count);
        lines_.nothing_more(words);
        problem_.node_count = nodes ? static_cast<std::uint32_t>(*nodes) : 0;
        stated_arcs_ = arcs;
        arcs_column_ = arcs_word.column;
        // What a file claims is reserved only as far as its bytes can hold it.
        const auto room = static_cast<std::size_t>(arcs.value_or(0));
        reserve(std::min(room, text_.size() / 8));
    }

    void reserve(std::size_t arcs) {
        problem_.tail.reserve(arcs);
        problem_.head.reserve(arcs);
        problem_.capacity.reserve(arcs);
    }

    void read_terminal(Words& words) {
        const auto node = node_number(words.next(), "node");
        const Word role = words.next();
        if (role.text != "s" && role.text != "t") {
            misread_ = true;
            lines_.fault(role.column, "role", "s (source) or t (sink)", shown_word(role.text));
            return;
        }
        lines_.nothing_more(words);
        const bool is_source = role.text == "s";
        Terminal& terminal = is_source ? source_ : sink_;
        if (terminal.line > 0) {
            lines_.fault(role.column, "role", is_source ? "one source" : "one sink", "another",
                         fmt::format("the first is on line {}", terminal.line));
            return;
        }
        terminal = {lines_.number, node.value_or(0)};
        if (source_.node > 0 && source_.node == sink_.node) {
            lines_.fault(role.column, "role", "a source and a sink that are different nodes",
                         fmt::format("node {} as both", source_.node));
        }
    }

    void read_arc(Words& words) {
        const auto tail = node_number(words.next(), "tail");
        const auto head = node_number(words.next(), "head");
        const Word stated = words.next();
        auto capacity = std::optional<std::int64_t>(DimacsMax::unlimited);
        if (stated.text != "-1") {
            capacity = lines_.whole(stated, "capacity", 0, INT64_MAX, " or -1 for unlimited");
        }
        lines_.nothing_more(words);
        if (tail && head && capacity) {
            add_arc(*tail, *head, *capacity);
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

    void finish() {
        if (problem_line_ == 0) {
            if (!told_missing_problem_) {
                lines_.fault_at(0, 0, "p", "'p max NODES ARCS'", "no such line");
            }
            return;
        }
        if (wrong_kind_) {
            return;
        }
        if (misread_) {
            return;  // what seems to be missing may be what was not understood
        }
        if (source_.line == 0) {
            lines_.fault_at(0, 0, "n", "a source, 'n ID s'", "none");
        }
        if (sink_.line == 0) {
            lines_.fault_at(0, 0, "n", "a sink, 'n ID t'", "none");
        }
        if (stated_arcs_ && *stated_arcs_ != arc_lines_) {
            lines_.fault_at(problem_line_, arcs_column_, "arcs",
                            fmt::format("{}, the number of arc lines in the file", arc_lines_),
                            fmt::format("{}", *stated_arcs_));
        }
    }

    DimacsLines lines_;
    std::string_view text_;
    std::size_t problem_line_ = 0;
    std::size_t arcs_column_ = 0;
    std::optional<std::int64_t> stated_arcs_;
    std::int64_t arc_lines_ = 0;
    bool wrong_kind_ = false;
    bool misread_ = false;
    bool told_missing_problem_ = false;
    Terminal source_;
    Terminal sink_;
    DimacsMax problem_;
};

}  // namespace

Parsed<DimacsMax> parse_dimacs_max(std::string_view file, std::string_view text) {
    return MaxReader(file, text).run();
}

std::string render_dimacs_max(const DimacsMax& problem) {
    fmt::memory_buffer text;
    const auto out = fmt::appender(text);
    fmt::format_to(out, "p max {} {}\nn {} s\nn {} t\n", problem.node_count, problem.arc_count(),
                   problem.source + 1, problem.sink + 1);
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        fmt::format_to(out, "a {} {} {}\n", problem.tail[a] + 1, problem.head[a] + 1,
                       problem.capacity[a]);
    }
    return fmt::to_string(text);
}

}  // namespace corridor::io
