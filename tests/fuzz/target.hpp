#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/files.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What libFuzzer and the replay driver call with each input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace corridor::fuzz {

/// Throws unless `holds`: a finding, told with the input by whoever drives the target.
inline void require(bool holds, const char* promise) {
    if (!holds) {
        throw std::logic_error(promise);
    }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// What every reader promises: a value without errors, or at least one error that says something.
template <class Value>
bool told(const Parsed<Value>& parsed) {
    const Diagnostics& diagnostics = parsed.diagnostics();
    require(parsed.ok() == diagnostics.ok(), "a value comes without errors, and nothing else does");
    for (const Diagnostic& each : diagnostics.kept()) {
        require(!each.expected.empty() && !each.found.empty(),
                "a message says what was expected and what was found");
    }
    require(diagnostics.empty() || !render(diagnostics).empty(), "messages can be shown");
    return parsed.ok();
}

/// The files of a folder in one input: each begins with a line `== NAME`.
inline std::vector<io::NamedText> split_files(std::string_view text) {
    std::vector<io::NamedText> files;
    while (text.substr(0, 3) == "== ") {
        const std::size_t line = std::min(text.find('\n'), text.size());
        const std::size_t begin = std::min(line + 1, text.size());
        const std::size_t next = std::min(text.find("\n== ", line), text.size());
        const std::size_t end = next < text.size() ? next + 1 : next;
        files.push_back({std::string(text.substr(3, line - 3)),
                         std::string(text.substr(begin, end - std::min(begin, end)))});
        text.remove_prefix(std::max(begin, end));
    }
    return files;
}

inline std::string joined(const std::vector<io::NamedText>& files) {
    std::string text;
    for (const io::NamedText& file : files) {
        text += "== " + file.name + "\n" + file.text;
    }
    return text;
}

}  // namespace corridor::fuzz
