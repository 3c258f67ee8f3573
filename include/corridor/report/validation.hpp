#pragma once

#include <corridor/base/diagnostics.hpp>

#include <span>
#include <string>

namespace corridor::report {

/// A folder or file that was read and checked.
struct CheckedInput {
    std::string path;
    std::string kind;     ///< network or scenario
    std::string content;  ///< "57 nodes, 91 links"; empty where it could not be read
    Diagnostics diagnostics;
    bool valid = false;
};

/// "corridor/validate/1": every input with all its kept diagnostics.
[[nodiscard]] std::string render_json(std::span<const CheckedInput> inputs);

/// One row for each kept diagnostic.
[[nodiscard]] std::string render_csv(std::span<const CheckedInput> inputs);

/// "PATH: valid network: 57 nodes, 91 links", "PATH: not valid: 3 errors, 1 warning".
[[nodiscard]] std::string verdict(const CheckedInput& input);

}  // namespace corridor::report
