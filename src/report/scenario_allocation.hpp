#pragma once

#include <corridor/report/text_table.hpp>
#include <corridor/scenario/run.hpp>

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// od.csv of a run: a row for each year and demand.
[[nodiscard]] std::string od_csv(const ScenarioResult& result);
/// prices.csv of a run: a row for each year and limit that binds, and for each shared limit.
[[nodiscard]] std::string prices_csv(const ScenarioResult& result);
/// diversions.csv of a run: a row for each year and system or crossing, and for each link that
/// gains or loses cargo by another route.
[[nodiscard]] std::string diversions_csv(const ScenarioResult& result);

/// `allocation` of result.json.
[[nodiscard]] nlohmann::ordered_json allocation_document(const ScenarioResult& result);

/// The limits that bind in a year, the dearest first, and where they bind in which years.
[[nodiscard]] std::string prices_section(const ScenarioResult& result, Style style);
/// Which systems and crossings gain and lose cargo by other routes.
[[nodiscard]] std::string diversions_section(const ScenarioResult& result, Style style);

/// What an element costs more of: USD per tonne a year; none where it has no price in this year.
[[nodiscard]] std::optional<double> price_of(const AllocatedYear& year, Element element);

/// Positions of the limits that bind in a year, the dearest for what it limits first.
[[nodiscard]] std::vector<std::size_t> binding_limits(const AllocatedYear& year);

/// "link", "node", "container_terminal" or "resource".
[[nodiscard]] std::string limit_kind(const AllocationLimit& limit);
/// "t/yr", or the unit of the resource.
[[nodiscard]] std::string limit_unit(const AllocatedYear& year, const AllocationLimit& limit);
/// "limits", "no_route" or "cost".
[[nodiscard]] std::string reason_name(Wait::Reason reason);

/// The allocation of a year of growth; null where the run has none.
[[nodiscard]] const AllocatedYear* allocated(const ScenarioResult& result, int year);

/// "aktau_sangachal_tanker (2.2 Mt/yr), caspian_ferries", "no open route" or "what it costs": what
/// keeps back what is unserved of a commodity.
[[nodiscard]] std::string held_back_by(const Network& network, const CommodityYear& commodity,
                                       const AllocatedYear* year, std::size_t shown);

/// Dollars with cents.
[[nodiscard]] std::string cents(double usd);

}  // namespace corridor::report
