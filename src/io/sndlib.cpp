#include "io/sndlib_file.hpp"

#include <corridor/base/names.hpp>
#include <corridor/io/csv.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

/// A word, a parenthesis, or the end of the file (empty).
struct Token {
    std::string_view text{};
    std::size_t line = 1;
    std::size_t column = 1;

    [[nodiscard]] bool is(std::string_view other) const { return text == other; }
    [[nodiscard]] bool is_word() const { return !text.empty() && !is("(") && !is(")"); }
};

class Tokens {
  public:
    explicit Tokens(std::string_view text) : text_(text) { advance(); }

    [[nodiscard]] const Token& peek() const { return next_; }
    Token take() {
        const Token taken = next_;
        advance();
        return taken;
    }

  private:
    void advance() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (c == '\n') {
                ++at_;
                ++line_;
                line_begin_ = at_;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
                ++at_;
            } else {
                break;
            }
        }
        const std::size_t begin = at_;
        if (at_ < text_.size()) {
            at_ = text_[at_] == '(' || text_[at_] == ')'
                      ? at_ + 1
                      : std::min(text_.find_first_of(" \t\r\f\v\n()#", at_), text_.size());
        }
        next_ = {text_.substr(begin, at_ - begin), line_, begin - line_begin_ + 1};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
    Token next_;
};

std::string told(const Token& token) {
    return token.text.empty() ? "the end of the file" : shown(token.text);
}

class SndlibReader {
  public:
    SndlibReader(std::string_view file, std::string_view text) : file_(file), tokens_(text) {
        has_first_line_ = text.starts_with("?SNDlib native format") ||
                          text.starts_with("\xEF\xBB\xBF?SNDlib native format");
    }

    Parsed<SndlibFile> run() {
        if (!has_first_line_) {
            fault({{}, 1, 1}, "line", "'?SNDlib native format; type: network; version: 1.0'",
                  told(tokens_.peek()));
            return diagnostics_;
        }
        const std::size_t first_line = tokens_.peek().line;
        while (!tokens_.peek().text.empty() && tokens_.peek().line == first_line) {
            tokens_.take();
        }
        while (!tokens_.peek().text.empty() && !is_lost_) {
            read_section();
        }
        if (!is_lost_) {
            require_section(has_nodes_, "NODES");
            require_section(has_links_, "LINKS");
            require_section(has_demands_, "DEMANDS");
        }
        if (!diagnostics_.ok()) {
            return diagnostics_;
        }
        return Parsed<SndlibFile>(std::move(read_), std::move(diagnostics_));
    }

  private:
    void require_section(bool is_there, const char* name) {
        if (!is_there) {
            fault({{}, 0, 0}, name, "a section of this name", "none");
        }
    }

    void read_section() {
        const Token name = tokens_.take();
        if (!expect("(", name.text)) {
            return;
        }
        if (name.is("NODES")) {
            begin_section(has_nodes_, name);
            each_entry([this](const Token& id) { read_node(id); });
        } else if (name.is("LINKS")) {
            begin_section(has_links_, name);
            each_entry([this](const Token& id) { read_link(id); });
        } else if (name.is("DEMANDS")) {
            begin_section(has_demands_, name);
            each_entry([this](const Token& id) { read_demand(id); });
        } else if (name.is("META") || name.is("ADMISSIBLE_PATHS")) {
            if (name.is("ADMISSIBLE_PATHS") && !tokens_.peek().is(")")) {
                warn(name, "ADMISSIBLE_PATHS", "none", "a list",
                     "it is not applied: every path counts");
            }
            skip_to_end();
        } else {
            fault(name, "section", "META, NODES, LINKS, DEMANDS or ADMISSIBLE_PATHS", told(name));
            skip_to_end();
        }
    }

    void begin_section(bool& is_there, const Token& name) {
        if (is_there) {
            fault(name, "section", "one of each name", fmt::format("another {}", name.text));
        }
        is_there = true;
    }

    template <class Read>
    void each_entry(Read&& read) {
        while (!is_lost_ && !tokens_.peek().is(")")) {
            const Token id = tokens_.take();
            if (!id.is_word()) {
                lose(id, "an id or )");
                return;
            }
            read(id);
        }
        if (!is_lost_) {
            tokens_.take();
        }
    }

    /// Up to the parenthesis that closes the present section.
    void skip_to_end() {
        for (int depth = 1; depth > 0;) {
            const Token token = tokens_.take();
            if (token.text.empty()) {
                lose(token, ")");
                return;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
    }

    void read_node(const Token& id) {
        SndlibFile::Node node{.line = static_cast<std::uint32_t>(id.line),
                              .column = static_cast<std::uint32_t>(id.column)};
        if (tokens_.peek().is("(")) {
            tokens_.take();
            node.x = number("longitude", true);
            node.y = number("latitude", true);
            expect(")", "latitude");
        }
        if (!nodes_
                 .try_emplace(std::string(id.text),
                              static_cast<std::uint32_t>(problem_.nodes.size()))
                 .second) {
            fault(id, "node", "ids that differ", told(id));
            return;
        }
        problem_.nodes.emplace_back(id.text);
        read_.nodes.push_back(node);
    }

    struct Ends {
        std::optional<std::uint32_t> from, to;
    };

    Ends ends() {
        Ends result;
        if (expect("(", "the id")) {
            result.from = node("source");
            result.to = node("target");
            expect(")", "the target");
        }
        return result;
    }

    void read_link(const Token& id) {
        const Ends between = ends();
        SndlibFile::Link details{.line = static_cast<std::uint32_t>(id.line),
                                 .column = static_cast<std::uint32_t>(id.column)};
        details.pre_installed_capacity = number("pre_installed_capacity").value_or(0.0);
        details.pre_installed_cost = number("pre_installed_capacity_cost").value_or(0.0);
        details.routing_cost = number("routing_cost").value_or(0.0);
        details.setup_cost = number("setup_cost").value_or(0.0);
        if (!expect("(", "setup_cost")) {
            return;
        }
        double largest_module = 0.0;
        while (!is_lost_ && !tokens_.peek().is(")")) {
            const Token module_capacity = tokens_.peek();
            largest_module = std::max(largest_module, number("module_capacity").value_or(0.0));
            const Token module_cost = tokens_.peek();
            number("module_cost");
            details.modules += fmt::format("{}{} {}", details.modules.empty() ? "" : ";",
                                           module_capacity.text, module_cost.text);
        }
        expect(")", "the modules");
        const double capacity =
            details.pre_installed_capacity > 0.0 ? details.pre_installed_capacity : largest_module;
        if (!links_.try_emplace(std::string(id.text), 0U).second) {
            fault(id, "link", "ids that differ", told(id));
        } else if (between.from && between.to) {
            const auto link = static_cast<std::uint32_t>(problem_.links.size());
            const double cost = details.routing_cost;
            problem_.links.push_back({std::string(id.text), capacity});
            problem_.arcs.push_back({*between.from, *between.to, link, cost});
            problem_.arcs.push_back({*between.to, *between.from, link, cost});
            read_.links.push_back(std::move(details));
        }
    }

    void read_demand(const Token& id) {
        const Ends between = ends();
        const auto unit = number("routing_unit");
        const auto value = number("demand_value");
        const Token length = tokens_.peek();
        if (length.is("UNLIMITED")) {
            tokens_.take();
        } else if (number("max_path_length") && !is_warned_of_length_) {
            is_warned_of_length_ = true;
            warn(length, "max_path_length", "UNLIMITED", told(length),
                 "limits of path length are not applied");
        }
        if (!demands_.try_emplace(std::string(id.text), 0U).second) {
            fault(id, "demand", "ids that differ", told(id));
        } else if (between.from && between.to && unit && value) {
            const double amount = *unit * *value;
            if (amount > largest_allocation_amount) {
                fault(id, "demand", "an amount of at most 1e15", fmt::format("{}", amount));
                return;
            }
            problem_.demands.push_back({std::string(id.text), *between.from, *between.to, amount});
        }
    }

    std::optional<std::uint32_t> node(const char* field) {
        if (is_lost_) {
            return std::nullopt;
        }
        const Token id = tokens_.take();
        if (!id.is_word()) {
            lose(id, "the id of a node");
            return std::nullopt;
        }
        const auto found = nodes_.find(std::string(id.text));
        if (found == nodes_.end()) {
            fault(id, field, "a node of the section NODES", told(id),
                  did_you_mean(std::string(id.text), problem_.nodes));
            return std::nullopt;
        }
        return found->second;
    }

    std::optional<double> number(const char* field, bool may_be_negative = false) {
        if (is_lost_) {
            return std::nullopt;
        }
        const Token token = tokens_.peek();
        if (!token.is_word()) {
            lose(token, fmt::format("a number ({})", field));
            return std::nullopt;
        }
        tokens_.take();
        double value = 0.0;
        const char* const end = token.text.data() + token.text.size();
        const auto parsed = std::from_chars(token.text.data(), end, value);
        const double least = may_be_negative ? -largest_allocation_amount : 0.0;
        if (parsed.ec != std::errc() || parsed.ptr != end || !(value >= least) ||
            !(value <= largest_allocation_amount)) {
            fault(token, field, fmt::format("a number from {:g} to 1e15", least), told(token));
            return std::nullopt;
        }
        return value;
    }

    bool expect(std::string_view text, std::string_view after) {
        if (is_lost_) {
            return false;
        }
        if (!tokens_.peek().is(text)) {
            lose(tokens_.peek(), fmt::format("{} after {}", text, after));
            return false;
        }
        tokens_.take();
        return true;
    }

    /// A fault behind which nothing can be read.
    void lose(const Token& token, std::string expected) {
        is_lost_ = true;
        fault(token, "text", std::move(expected), told(token), "reading stops here");
    }

    void warn(const Token& token, const char* field, std::string expected, std::string found,
              std::string advice) {
        diagnostics_.add({Severity::warning,
                          {std::string(file_), token.line, token.column},
                          field,
                          std::move(expected),
                          std::move(found),
                          std::move(advice)});
    }

    void fault(const Token& token, const char* field, std::string expected, std::string found,
               std::string advice = "") {
        diagnostics_.add({Severity::error,
                          {std::string(file_), token.line, token.column},
                          field,
                          std::move(expected),
                          std::move(found),
                          std::move(advice)});
    }

    std::string_view file_;
    Tokens tokens_;
    bool has_first_line_ = false;
    bool is_lost_ = false;
    bool is_warned_of_length_ = false;
    bool has_nodes_ = false;
    bool has_links_ = false;
    bool has_demands_ = false;
    std::unordered_map<std::string, std::uint32_t> nodes_, links_, demands_;
    SndlibFile read_;
    AllocationFile& problem_ = read_.problem;
    Diagnostics diagnostics_;
};

}  // namespace

Parsed<SndlibFile> read_sndlib(std::string_view file, std::string_view text) {
    return SndlibReader(file, text).run();
}

Parsed<AllocationFile> parse_sndlib(std::string_view file, std::string_view text) {
    Parsed<SndlibFile> read = read_sndlib(file, text);
    Diagnostics told = read.diagnostics();
    if (!read.ok()) {
        return told;
    }
    return Parsed<AllocationFile>(std::move(read).value().problem, std::move(told));
}

}  // namespace corridor::io
