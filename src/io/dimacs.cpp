#include "io/dimacs_reader.hpp"

#include <corridor/io/dimacs.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace corridor::io {
namespace {

class MaxReader : public DimacsReader<MaxReader, DimacsMax> {
  public:
    MaxReader(std::string_view file, std::string_view text) : DimacsReader(file, text) {}

  private:
    friend DimacsReader<MaxReader, DimacsMax>;

    static constexpr DimacsKind kind = {"max", "'p max NODES ARCS'", 2, "min",
                                        "this is a minimum-cost problem: name it .min"};

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

    void begin(std::size_t stated_arcs) {
        // What a file claims is reserved only as far as its bytes can hold it.
        const std::size_t arcs = std::min(stated_arcs, text_.size() / 8);
        problem_.tail.reserve(arcs);
        problem_.head.reserve(arcs);
        problem_.capacity.reserve(arcs);
    }

    void read_node(Words& words) {
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

    void finish() {
        if (misread_) {
            return;
        }
        if (source_.line == 0) {
            lines_.fault_at(0, 0, "n", "a source, 'n ID s'", "none");
        }
        if (sink_.line == 0) {
            lines_.fault_at(0, 0, "n", "a sink, 'n ID t'", "none");
        }
        check_arc_count();
        problem_.source = source_.node - 1;
        problem_.sink = sink_.node - 1;
    }

    Terminal source_;
    Terminal sink_;
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
