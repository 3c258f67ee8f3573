#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// Whether `text` matches `pattern`, in which `*` stands for any characters and `?` for one.
/// Everything else, letter case included, stands for itself. O(|text|·|pattern|) at worst.
[[nodiscard]] bool matches_glob(std::string_view text, std::string_view pattern);

/// Smallest number of single-character insertions, deletions, replacements and swaps of
/// neighbours that turn `a` into `b`, letter case ignored.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The up to `count` candidates that look most like `name`, best first; candidates that share
/// nothing with it are left out. A pattern is compared by what stands before its first wildcard.
/// Ties keep the order of `candidates`.
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view name,
                                                     const std::vector<std::string>& candidates,
                                                     std::size_t count = 3);

/// "did you mean alat_port, aktau_port?", or an empty text where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string>& candidates);

}  // namespace corridor
