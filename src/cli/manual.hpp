#pragma once

#include <string>
#include <vector>

namespace corridor::cli {

/// An option or an argument as the help shows it.
struct OptionHelp {
    std::string names;  ///< such as "-q,--quiet"; for an argument its name in capitals
    std::string value;  ///< what follows it, such as "FILE"; empty for a flag
    std::string text;
    bool repeats = false;
};

/// What the tool says of itself, or of one of its verbs, when asked for help.
struct VerbHelp {
    std::string name;  ///< empty: the tool
    std::string description;
    std::vector<OptionHelp> arguments;
    std::vector<OptionHelp> options;
    std::string footer;           ///< paragraphs, the examples under "Examples:"
    std::vector<VerbHelp> verbs;  ///< of the tool: name and description count
};

/// A manual page in the man macros of roff, in section 1.
[[nodiscard]] std::string render_manual(const VerbHelp& help);

/// The same as a section of a Markdown page.
[[nodiscard]] std::string render_reference(const VerbHelp& help);

}  // namespace corridor::cli
