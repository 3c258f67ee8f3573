#pragma once

#include <corridor/report/quickest.hpp>

#include <string>
#include <vector>

namespace corridor::report {

/// What limits an answer: of all kinds of answers in one form.
[[nodiscard]] std::vector<StepLimit> limits_of(const QuickestReport& report);

/// What all limits let through, in tonnes.
[[nodiscard]] double tonnes_through(const std::vector<StepLimit>& limits);

/// The routes of an answer that is not in steps.
[[nodiscard]] const std::vector<TimedRoute>& routes_of(const QuickestReport& report);

/// Until when routes bring something: the end of the time that was asked for or found.
[[nodiscard]] Duration end_of(const QuickestReport& report);

/// What a route brings until then, in tonnes.
[[nodiscard]] double brought_by(const TimedRoute& route, Duration end);

[[nodiscard]] bool is_certified(const QuickestReport& report);

/// "xian – altynkol – aktau – alat_port", by the ids of the places.
[[nodiscard]] std::vector<std::string> places_on(const Network& network, const TimedRoute& route);

}  // namespace corridor::report
