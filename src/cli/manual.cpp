#include "cli/manual.hpp"

#include <corridor/base/version.hpp>

#include <fmt/format.h>

#include <string_view>

namespace corridor::cli {
namespace {

constexpr std::string_view exit_codes =
    "0 answered, 1 failure, 2 usage, 3 invalid input, 4 infeasible, 5 limit reached with a "
    "feasible answer.";

/// The paragraphs of a footer; "Examples:" and "Exit codes:" begin one.
std::vector<std::string> paragraphs(const std::string& footer) {
    std::vector<std::string> found;
    std::size_t from = footer.find_first_not_of('\n');
    while (from != std::string::npos) {
        const std::size_t end = footer.find("\n\n", from);
        found.push_back(footer.substr(from, end == std::string::npos ? end : end - from));
        from = end == std::string::npos ? end : footer.find_first_not_of('\n', end);
    }
    return found;
}

constexpr std::string_view examples_title = "Examples:\n";

bool is_examples(const std::string& paragraph) {
    return paragraph.starts_with(examples_title);
}

bool is_exit_codes(const std::string& paragraph) {
    return paragraph.starts_with("Exit codes:");
}

/// The lines of the examples without their margin.
std::string commands(const std::string& paragraph) {
    std::string lines;
    std::size_t from = examples_title.size();
    while (from < paragraph.size()) {
        std::size_t end = paragraph.find('\n', from);
        end = end == std::string::npos ? paragraph.size() : end;
        std::string_view line(paragraph.data() + from, end - from);
        line.remove_prefix(line.starts_with("  ") ? 2 : 0);
        lines += fmt::format("{}\n", line);
        from = end + 1;
    }
    return lines;
}

/// Text that roff prints as it stands.
std::string roff(std::string_view text) {
    std::string safe;
    bool at_start = true;
    for (const char c : text) {
        if (at_start && (c == '.' || c == '\'')) {
            safe += "\\&";
        }
        if (c == '\\') {
            safe += "\\e";
        } else if (c == '-') {
            safe += "\\-";
        } else {
            safe += c;
        }
        at_start = c == '\n';
    }
    return safe;
}

std::string roff_option(const OptionHelp& option) {
    const std::string value =
        option.value.empty()
            ? ""
            : fmt::format(" \\fI{}\\fR{}", roff(option.value), option.repeats ? " ..." : "");
    return fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(option.names), value, roff(option.text));
}

std::string synopsis(const VerbHelp& help) {
    if (help.name.empty()) {
        return ".B corridor\n[\\fIOPTIONS\\fR] \\fIVERB\\fR ...\n";
    }
    std::string line = fmt::format(".B corridor {}\n[\\fIOPTIONS\\fR]", roff(help.name));
    for (const OptionHelp& argument : help.arguments) {
        line +=
            fmt::format(" [\\fI{}\\fR{}]", roff(argument.names), argument.repeats ? " ..." : "");
    }
    return line + "\n";
}

std::string lowered(std::string text) {
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    }
    while (text.ends_with('.')) {
        text.pop_back();
    }
    return text;
}

/// A cell of a Markdown table.
std::string cell(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '|' || c == '*' || c == '<') {
            safe += '\\';
        }
        safe += c;
    }
    return safe;
}

std::string option_table(const std::vector<OptionHelp>& options, std::string_view title) {
    if (options.empty()) {
        return "";
    }
    std::string text = fmt::format("| {} | |\n| --- | --- |\n", title);
    for (const OptionHelp& option : options) {
        const std::string value =
            option.value.empty() ? ""
                                 : fmt::format(" {}{}", option.value, option.repeats ? " …" : "");
        text += fmt::format("| `{}{}` | {} |\n", option.names, value, cell(option.text));
    }
    return text + "\n";
}

}  // namespace

std::string render_manual(const VerbHelp& help) {
    const std::string name = help.name.empty() ? "corridor" : "corridor-" + help.name;
    std::string page =
        fmt::format(".TH {} 1 \"\" \"corridor {}\" \"corridor\"\n.SH NAME\n{} \\- {}\n", roff(name),
                    roff(std::string(version())), roff(name), roff(lowered(help.description)));
    page += ".SH SYNOPSIS\n" + synopsis(help);
    if (!help.arguments.empty()) {
        page += ".SH ARGUMENTS\n";
        for (const OptionHelp& argument : help.arguments) {
            page += roff_option(argument);
        }
    }
    page += ".SH OPTIONS\n";
    for (const OptionHelp& option : help.options) {
        page += roff_option(option);
    }
    if (!help.verbs.empty()) {
        page += ".SH VERBS\n";
        for (const VerbHelp& verb : help.verbs) {
            page += fmt::format(".TP\n\\fBcorridor\\-{}\\fR(1)\n{}\n", roff(verb.name),
                                roff(verb.description));
        }
    }
    std::string notes;
    std::string examples;
    for (const std::string& paragraph : paragraphs(help.footer)) {
        if (is_examples(paragraph)) {
            examples += fmt::format(".SH EXAMPLES\n.nf\n{}.fi\n", roff(commands(paragraph)));
        } else if (!is_exit_codes(paragraph)) {
            notes +=
                fmt::format("{}{}\n", notes.empty() ? ".SH NOTES\n" : ".PP\n", roff(paragraph));
        }
    }
    page += notes + examples;
    page += fmt::format(".SH EXIT STATUS\n{}\n", roff(exit_codes));
    if (!help.name.empty()) {
        page += ".SH SEE ALSO\n.BR corridor (1)\n";
    }
    return page;
}

std::string render_reference(const VerbHelp& help) {
    std::string text = fmt::format("{} corridor{}{}\n\n{}\n\n", help.name.empty() ? "#" : "##",
                                   help.name.empty() ? "" : " ", help.name, help.description);
    if (!help.verbs.empty()) {
        text += "| verb | does |\n| --- | --- |\n";
        for (const VerbHelp& verb : help.verbs) {
            text += fmt::format("| [`{0}`](#corridor-{0}) | {1} |\n", verb.name,
                                cell(verb.description));
        }
        text += "\n";
    }
    text += option_table(help.arguments, "argument");
    text += option_table(help.options, help.name.empty() ? "option of every verb" : "option");
    for (const std::string& paragraph : paragraphs(help.footer)) {
        if (is_examples(paragraph)) {
            text += fmt::format("```\n{}```\n\n", commands(paragraph));
        } else {
            text += cell(paragraph) + "\n\n";
        }
    }
    return text;
}

}  // namespace corridor::cli
