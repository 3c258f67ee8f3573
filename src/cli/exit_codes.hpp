#pragma once

namespace corridor::cli {

inline constexpr int answered = 0;
inline constexpr int failure = 1;  ///< the environment: files, memory, a broken pipe
inline constexpr int usage = 2;
inline constexpr int invalid_input = 3;

}  // namespace corridor::cli
