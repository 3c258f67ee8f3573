#include <corridor/base/names.hpp>

#include <algorithm>
#include <array>
#include <numeric>

namespace corridor {
namespace {

std::string folded(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

std::size_t distance_of_folded(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// Whether the names can be near: each byte that one has more often than the other is a change.
/// Bytes that share a count only make it say yes more often.
bool bytes_near(std::string_view a, std::string_view b) {
    std::array<int, 64> more{};
    for (const char c : a) {
        ++more[static_cast<unsigned char>(c) % more.size()];
    }
    for (const char c : b) {
        --more[static_cast<unsigned char>(c) % more.size()];
    }
    std::size_t of_a = 0;
    std::size_t of_b = 0;
    for (const int count : more) {
        of_a += static_cast<std::size_t>(std::max(count, 0));
        of_b += static_cast<std::size_t>(std::max(-count, 0));
    }
    return std::max(of_a, of_b) * 2 <= std::max(a.size(), b.size());
}

}  // namespace

bool matches_glob(std::string_view text, std::string_view pattern) {
    std::size_t at_text = 0;
    std::size_t at_pattern = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (at_text < text.size()) {
        if (at_pattern < pattern.size() && pattern[at_pattern] == '*') {
            star = at_pattern++;
            resume = at_text;
        } else if (at_pattern < pattern.size() &&
                   (pattern[at_pattern] == '?' || pattern[at_pattern] == text[at_text])) {
            ++at_pattern;
            ++at_text;
        } else if (star != std::string_view::npos) {
            at_pattern = star + 1;
            at_text = ++resume;
        } else {
            return false;
        }
    }
    while (at_pattern < pattern.size() && pattern[at_pattern] == '*') {
        ++at_pattern;
    }
    return at_pattern == pattern.size();
}

std::size_t edit_distance(std::string_view first, std::string_view second) {
    return distance_of_folded(folded(first), folded(second));
}

std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates,
                                       std::size_t count) {
    struct Ranked {
        std::size_t distance;
        std::size_t position;
    };
    constexpr std::size_t longest_compared = 128;
    if (name.size() > longest_compared) {
        return {};
    }
    std::vector<Ranked> ranked;
    // A pattern is compared by what stands before its first wildcard.
    const bool is_pattern = name.find_first_of("*?") != std::string_view::npos;
    const std::string wanted = folded(name.substr(0, name.find_first_of("*?")));
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (candidates[i].size() > longest_compared) {
            continue;
        }
        std::string candidate = folded(candidates[i]);
        std::size_t distance = std::max(wanted.size(), candidate.size());
        if (bytes_near(wanted, candidate)) {
            distance = distance_of_folded(wanted, candidate);
        }
        if (is_pattern) {
            for (const std::size_t length : {wanted.size() + 1, wanted.size()}) {
                candidate.resize(std::min(candidate.size(), length));
                distance = std::min(distance, distance_of_folded(wanted, candidate));
            }
        }
        const bool contained = !wanted.empty() && (candidate.find(wanted) != std::string::npos ||
                                                   wanted.find(candidate) != std::string::npos);
        if (contained) {
            distance = std::min<std::size_t>(distance, 1);
        }
        const std::size_t longest = std::max(wanted.size(), candidate.size());
        if (distance * 2 <= longest && longest > 0) {
            ranked.push_back({distance, i});
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.distance < b.distance; });
    std::vector<std::string> result;
    for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) {
        result.push_back(candidates[ranked[i].position]);
    }
    return result;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
    const std::vector<std::string> nearest = nearest_names(name, candidates);
    if (nearest.empty()) {
        return {};
    }
    std::string text = "did you mean ";
    for (std::size_t i = 0; i < nearest.size(); ++i) {
        text += (i == 0 ? "" : ", ") + nearest[i];
    }
    return text + "?";
}

}  // namespace corridor
