#pragma once

namespace corridor::cli {

inline constexpr int answered = 0;
inline constexpr int failure = 1;  ///< the environment: files, memory, a broken pipe
inline constexpr int usage = 2;
inline constexpr int invalid_input = 3;
inline constexpr int infeasible = 4;     ///< what is asked for cannot be met
inline constexpr int limit_reached = 5;  ///< stopped early, with a feasible answer

}  // namespace corridor::cli
