#pragma once

#include "io/dimacs_lines.hpp"

#include <corridor/io/csv.hpp>
#include <corridor/network/network.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace corridor::io {

/// What a DIMACS format calls itself.
struct DimacsKind {
    const char* word;          ///< in the problem line
    const char* problem_line;  ///< as messages show it
    std::int64_t fewest_nodes;
    const char* other_word;  ///< of the format that it may be taken for
    const char* other_advice;
};

/// Walks through a file of `c`, `p`, `n` and `a` lines. The reader of one format is `Reader`, with
///   static constexpr DimacsKind kind
///   bool quick_arc(line)   reads an ordinary arc line; false, and nothing done, for others
///   void begin(arcs)       after the problem line, which states so many arcs
///   void read_node(words)  and  void read_arc(words)  behind the first word of a line
///   void finish()          after a file whose problem line was understood
template <class Reader, class Problem>
class DimacsReader {
  public:
    Parsed<Problem> run() {
        LineScanner scanner(text_);
        while (scanner.next() && !wrong_kind_) {
            lines_.number = scanner.number();
            if (!self().quick_arc(scanner.text())) {
                read(scanner.text());
            }
        }
        if (problem_line_ == 0) {
            if (!told_missing_problem_) {
                lines_.fault_at(0, 0, "p", Reader::kind.problem_line, "no such line");
            }
        } else if (!wrong_kind_) {
            self().finish();
        }
        if (!lines_.diagnostics.ok()) {
            return lines_.diagnostics;
        }
        return std::move(problem_);
    }

  protected:
    DimacsReader(std::string_view file, std::string_view text) : lines_(file), text_(text) {}

    /// Nothing where the number of nodes is not known, which is told already.
    std::optional<std::uint32_t> node_number(const Word& word, const char* field) {
        if (problem_.node_count == 0) {
            return std::nullopt;
        }
        const auto node = lines_.whole(word, field, 1, problem_.node_count);
        return node ? std::optional(static_cast<std::uint32_t>(*node)) : std::nullopt;
    }

    void check_arc_count() {
        if (stated_arcs_ && *stated_arcs_ != arc_lines_) {
            lines_.fault_at(problem_line_, arcs_column_, "arcs",
                            fmt::format("{}, the number of arc lines in the file", arc_lines_),
                            fmt::format("{}", *stated_arcs_));
        }
    }

    DimacsLines lines_;
    std::string_view text_;
    std::int64_t arc_lines_ = 0;
    /// What seems to be missing may be what was not understood.
    bool misread_ = false;
    Problem problem_;

  private:
    [[nodiscard]] Reader& self() { return static_cast<Reader&>(*this); }

    void read(std::string_view line) {
        Words words(line);
        const Word first = words.next();
        if (first.text.empty() || first.text[0] == 'c') {
            return;
        }
        const bool known = first.text == "p" || first.text == "n" || first.text == "a";
        if (!known) {
            misread_ = true;
            lines_.fault(first.column, "line", "c, p, n or a as its first word", shown(first.text));
        } else if (first.text == "p") {
            read_problem(words, first.column);
        } else if (problem_line_ == 0) {
            if (!told_missing_problem_) {
                lines_.fault(first.column, "line",
                             fmt::format("{} before all nodes and arcs", Reader::kind.problem_line),
                             shown(line));
                told_missing_problem_ = true;
            }
        } else if (first.text == "n") {
            self().read_node(words);
        } else {
            self().read_arc(words);
        }
    }

    void read_problem(Words& words, std::size_t column) {
        constexpr const DimacsKind& kind = Reader::kind;
        if (problem_line_ > 0) {
            lines_.fault(column, "p", "one problem line", "another",
                         fmt::format("the first is on line {}", problem_line_));
            return;
        }
        problem_line_ = lines_.number;
        const Word word = words.next();
        if (word.text != kind.word) {
            lines_.fault(word.column, "problem", kind.word, shown_word(word.text),
                         word.text == kind.other_word ? kind.other_advice : "");
            wrong_kind_ = true;
            return;
        }
        const auto nodes =
            lines_.whole(words.next(), "nodes", kind.fewest_nodes, Network::largest_node_count);
        const Word arcs_word = words.next();
        stated_arcs_ = lines_.whole(arcs_word, "arcs", 0, Network::largest_link_count);
        arcs_column_ = arcs_word.column;
        lines_.nothing_more(words);
        problem_.node_count = nodes ? static_cast<std::uint32_t>(*nodes) : 0;
        self().begin(static_cast<std::size_t>(stated_arcs_.value_or(0)));
    }

    std::size_t problem_line_ = 0;
    std::size_t arcs_column_ = 0;
    std::optional<std::int64_t> stated_arcs_;
    bool wrong_kind_ = false;
    bool told_missing_problem_ = false;
};

}  // namespace corridor::io
