#pragma once

namespace corridor::cli {

inline constexpr int answered = 0;
inline constexpr int failure = 1;  ///< the environment: files, memory, a broken pipe
inline constexpr int usage = 2;
inline constexpr int invalid_input = 3;
inline constexpr int infeasible = 4;
inline constexpr int limit_reached = 5;  ///< stopped with what was found until then

}  // namespace corridor::cli
