#include "io/dimacs_scanner.hpp"
#include "io/stated_nodes.hpp"

#include <corridor/io/allocation_file.hpp>
#include <corridor/io/csv.hpp>
#include <corridor/network/network.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

std::string word(std::string_view text) {
    return text.empty() ? "the end of the line" : shown(text);
}

class McnfReader {
  public:
    McnfReader(std::string_view file, std::string_view text) : file_(file), text_(text) {}

    Parsed<AllocationFile> run() {
        LineScanner lines(text_);
        while (lines.next()) {
            number_ = lines.number();
            read(lines.text());
        }
        finish();
        if (!diagnostics_.ok()) {
            return diagnostics_;
        }
        problem_.nodes.reserve(static_cast<std::size_t>(node_count_));
        for (std::int64_t v = 1; v <= node_count_; ++v) {
            problem_.nodes.push_back(fmt::to_string(v));
        }
        return std::move(problem_);
    }

  private:
    void read(std::string_view line) {
        Words words(line);
        const Word kind = words.next();
        if (kind.text.empty()) {
            return;
        }
        if (kind.text == "c") {
            read_comment(words);
        } else if (kind.text == "p") {
            read_problem(words, kind.column);
        } else if (kind.text != "a" && kind.text != "d") {
            misread_ = true;
            fault(kind.column, "line", "c, p, a or d as its first word", shown(kind.text));
        } else if (problem_line_ == 0) {
            if (!told_missing_problem_) {
                fault(kind.column, "line",
                      "'p mmcf NODES ARCS DEMANDS' before all arcs and demands", shown(line));
                told_missing_problem_ = true;
            }
        } else if (kind.text == "a") {
            read_arc(words);
        } else {
            read_demand(words);
        }
    }

    void read_comment(Words& words) {
        for (Word part = words.next(); !part.text.empty(); part = words.next()) {
            if (part.text == "kind=mincost") {
                problem_.kind = AllocationFile::Kind::least_cost;
            } else if (part.text == "kind=concurrent") {
                problem_.kind = AllocationFile::Kind::concurrent;
            } else if (part.text.starts_with("kind=")) {
                fault(part.column, "kind", "mincost or concurrent", shown(part.text.substr(5)));
            } else if (part.text.starts_with("pen=") && part.text != "pen=None") {
                problem_.unserved_cost = amount({part.text.substr(4), part.column + 4}, "pen",
                                                largest_allocation_amount);
            }
        }
    }

    void read_problem(Words& words, std::size_t column) {
        if (problem_line_ > 0) {
            fault(column, "p", "one problem line", "another",
                  fmt::format("the first is on line {}", problem_line_));
            return;
        }
        problem_line_ = number_;
        const Word kind = words.next();
        if (kind.text != "mmcf") {
            fault(kind.column, "problem", "mmcf", word(kind.text));
        }
        const auto nodes = whole(words.next(), "nodes", 1, Network::largest_node_count);
        stated_arcs_ = whole(words.next(), "arcs", 0, Network::largest_link_count);
        stated_demands_ = whole(words.next(), "demands", 0, Network::largest_link_count);
        nothing_more(words);
        node_count_ = nodes.value_or(0);
    }

    void read_arc(Words& words) {
        ++arcs_;
        const auto tail = node(words.next(), "tail");
        const auto head = node(words.next(), "head");
        const Word stated = words.next();
        const auto capacity = amount(stated, "capacity", largest_allocation_amount);
        const auto cost = amount(words.next(), "cost", largest_allocation_amount);
        const Word link = words.next();
        if (link.text.empty()) {
            misread_ = true;
            fault(link.column, "link", "the id of the link whose capacity the arc uses",
                  word(link.text));
        }
        nothing_more(words);
        if (!tail || !head || !capacity || !cost || link.text.empty()) {
            return;
        }
        const auto [found, is_new] = links_.try_emplace(
            std::string(link.text), static_cast<std::uint32_t>(problem_.links.size()));
        if (is_new) {
            problem_.links.push_back({std::string(link.text), *capacity});
        } else if (problem_.links[found->second].capacity != *capacity) {
            fault(stated.column, "capacity",
                  fmt::format("{}, as on the other arcs of link {}",
                              problem_.links[found->second].capacity, shown(link.text)),
                  shown(stated.text), "arcs of a link share one capacity");
        }
        problem_.arcs.push_back({*tail, *head, found->second, *cost});
    }

    void read_demand(Words& words) {
        ++demands_;
        const auto origin = node(words.next(), "origin");
        const auto destination = node(words.next(), "destination");
        const auto wanted = amount(words.next(), "amount", largest_allocation_amount);
        nothing_more(words);
        if (origin && destination && wanted) {
            problem_.demands.push_back(
                {fmt::format("d{}", demands_), *origin, *destination, *wanted});
        }
    }

    std::optional<std::uint32_t> node(const Word& found, const char* field) {
        if (node_count_ == 0) {
            return std::nullopt;  // the number of nodes is not known, which is told already
        }
        const auto number = whole(found, field, 1, node_count_);
        return number ? std::optional(static_cast<std::uint32_t>(*number - 1)) : std::nullopt;
    }

    template <class Number>
    std::optional<Number> number(const Word& found, const char* field, Number least, Number most,
                                 const char* what) {
        Number value{};
        const char* const end = found.text.data() + found.text.size();
        const auto parsed = std::from_chars(found.text.data(), end, value);
        if (found.text.empty() || parsed.ec != std::errc() || parsed.ptr != end ||
            !(value >= least) || !(value <= most)) {
            misread_ = true;
            fault(found.column, field, fmt::format("{} from {} to {}", what, least, most),
                  word(found.text));
            return std::nullopt;
        }
        return value;
    }

    std::optional<std::int64_t> whole(const Word& found, const char* field, std::int64_t least,
                                      std::int64_t most) {
        return number<std::int64_t>(found, field, least, most, "a whole number");
    }

    std::optional<double> amount(const Word& found, const char* field, double most) {
        return number<double>(found, field, 0.0, most, "a number");
    }

    void nothing_more(Words& words) {
        const Word found = words.next();
        if (!found.text.empty()) {
            fault(found.column, "line", "its end", shown(found.text));
        }
    }

    void finish() {
        if (problem_line_ == 0) {
            if (!told_missing_problem_) {
                fault_at(0, 0, "p", "'p mmcf NODES ARCS DEMANDS'", "no such line");
            }
            return;
        }
        if (misread_) {
            return;  // what seems to be missing may be what was not understood
        }
        const auto links = static_cast<std::size_t>(arcs_ + demands_);
        if (node_count_ > most_nodes(links)) {
            fault_at(problem_line_, 0, "nodes", expected_nodes(links),
                     fmt::format("{}", node_count_));
        }
        check_count("arcs", stated_arcs_, arcs_);
        check_count("demands", stated_demands_, demands_);
    }

    void check_count(const char* what, std::optional<std::int64_t> stated, std::int64_t found) {
        if (stated && *stated != found) {
            fault_at(problem_line_, 0, what,
                     fmt::format("{}, the number of such lines in the file", found),
                     fmt::format("{}", *stated));
        }
    }

    void fault(std::size_t column, const char* field, std::string expected, std::string found,
               std::string advice = "") {
        fault_at(number_, column, field, std::move(expected), std::move(found), std::move(advice));
    }

    void fault_at(std::size_t line, std::size_t column, const char* field, std::string expected,
                  std::string found, std::string advice = "") {
        diagnostics_.add({Severity::error,
                          {std::string(file_), line, column},
                          field,
                          std::move(expected),
                          std::move(found),
                          std::move(advice)});
    }

    std::string_view file_;
    std::string_view text_;
    std::size_t number_ = 0;
    std::size_t problem_line_ = 0;
    std::int64_t node_count_ = 0;
    std::optional<std::int64_t> stated_arcs_, stated_demands_;
    std::int64_t arcs_ = 0;
    std::int64_t demands_ = 0;
    bool misread_ = false;
    bool told_missing_problem_ = false;
    std::unordered_map<std::string, std::uint32_t> links_;
    AllocationFile problem_;
    Diagnostics diagnostics_;
};

}  // namespace

Parsed<AllocationFile> parse_mcnf(std::string_view file, std::string_view text) {
    return McnfReader(file, text).run();
}

}  // namespace corridor::io
