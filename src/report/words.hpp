#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>
#include <corridor/network/selection.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::report {

/// The limit of an element as it applies to a commodity; none where nothing limits it.
[[nodiscard]] std::optional<TonnesPerYear> limit_on(const Network& network, Element element,
                                                    const std::string& commodity);

/// Share of the capacity of a cut that rests on rows of low confidence, 0 to 1.
[[nodiscard]] double low_confidence_share(const Network& network,
                                          const std::vector<CutMember>& cut);

/// Whether a member of a cut rests on a figure that nobody published.
[[nodiscard]] bool is_estimate(const Network& network, Element element);

/// "~1.246 Mt/yr" for an estimate, "1.246 Mt/yr" for a published figure.
[[nodiscard]] std::string marked(TonnesPerYear rate, bool estimate);

/// "6.096" for 6,096,000 t/yr.
[[nodiscard]] std::string megatonnes(std::int64_t tonnes);

/// "58 %"; "<1 %" rather than "0 %" where something is there.
[[nodiscard]] std::string percent(double share);

/// "in 2030, without the countries RUS, IRN, without the links ocean_*"; may be empty.
[[nodiscard]] std::string describe(const Selection& selection);

/// "containers from xian to alat_port"; "any cargo" where no commodity is named.
[[nodiscard]] std::string describe(const FlowQuery& query);

/// The network and what is selected of it: "middle-corridor, in 2030".
[[nodiscard]] std::string describe(const std::string& network_name, const Selection& selection);

/// "general", "frontier", as options name the engines.
[[nodiscard]] std::string_view engine_name(flow::Engine engine);

/// "aktau_alat_feeder (1.246 Mt/yr), kuryk_alat_ferry (1 Mt/yr) and 2 more".
[[nodiscard]] std::string describe(const Network& network, const std::vector<CutMember>& cut,
                                   std::size_t shown);

}  // namespace corridor::report
