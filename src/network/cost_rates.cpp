#include <corridor/network/cost_rates.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>

namespace corridor {
namespace {

constexpr std::int64_t largest_rate = 1'000'000'000'000;

/// A unit of costs.csv: rate = value × factor / divisor.
struct RateUnit {
    std::string_view symbol;
    Decimal factor;
    Decimal divisor{1};
};

struct RateRow {
    std::string_view cost_id;
    std::string_view meaning;
    std::vector<RateUnit> units;
    std::function<void(CostRates&, std::int64_t)> set;
    bool must_be_positive = false;
};

using Set = std::function<void(CostRates&, std::int64_t)>;

Set to_all(std::int64_t ModeRates::*rate, std::vector<Mode> modes) {
    return [rate, modes = std::move(modes)](CostRates& rates, std::int64_t value) {
        for (const Mode mode : modes) {
            rates.mode[static_cast<std::size_t>(mode)].*rate = value;
        }
    };
}

RateRow carriage(std::string_view id, std::string_view meaning, std::vector<Mode> modes) {
    return {id,
            meaning,
            {{"USD/tkm", Decimal(1'000'000)}},
            to_all(&ModeRates::micro_usd_per_tkm, std::move(modes))};
}

RateRow speed(std::string_view id, std::string_view meaning, std::vector<Mode> modes) {
    return {id,
            meaning,
            {{"km/h", Decimal(1'000)}, {"km/day", Decimal(1'000), Decimal(24)}},
            to_all(&ModeRates::speed_m_per_h, std::move(modes)),
            true};
}

RateRow emission(std::string_view id, std::string_view meaning, Set set) {
    return {
        id, meaning, {{"gCO2e/tkm", Decimal(1'000)}, {"gCO2/tkm", Decimal(1'000)}}, std::move(set)};
}

template <class Part>
RateRow charge(std::string_view id, std::string_view meaning, Part CostRates::*part) {
    return {
        id,
        meaning,
        {{"USD/t", Decimal(1'000'000)}, {"USD/crossing per 20 t", Decimal(1'000'000), Decimal(20)}},
        [part](CostRates& rates, std::int64_t value) { (rates.*part).micro_usd_per_t = value; }};
}

RateRow border_time(std::string_view id, std::string_view meaning, Duration CostRates::*part) {
    return {id,
            meaning,
            {{"hours", Decimal(3'600)}, {"days", Decimal(86'400)}},
            [part](CostRates& rates, std::int64_t value) { (rates.*part).seconds = value; }};
}

std::vector<RateRow> rate_rows(const Decimal& tonnes_per_teu) {
    const std::vector<Mode> railway = {Mode::rail, Mode::rail_ferry, Mode::border_crossing,
                                       Mode::gauge_change};
    const std::vector<Mode> track = {Mode::rail, Mode::border_crossing, Mode::gauge_change};
    const std::vector<Mode> truck = {Mode::road, Mode::port_transfer};
    const auto co2e = &ModeRates::mg_co2e_per_tkm;
    return {
        carriage("c_rail_default", "rate of railways and rail ferries", railway),
        carriage("c_road_carec", "rate of roads and port transfers", truck),
        carriage("c_ocean", "rate of vessels", {Mode::container_vessel}),
        carriage("c_tanker_default", "rate of tankers", {Mode::tanker}),
        carriage("c_oil_pipe_default", "rate of oil pipelines", {Mode::oil_pipeline}),
        carriage("c_gas", "rate of gas pipelines", {Mode::gas_pipeline}),
        speed("s_rail", "speed of railways", track),
        speed("s_road", "speed of roads", {Mode::road}),
        speed("s_ferry", "speed of rail ferries", {Mode::rail_ferry}),
        speed("s_vessel", "speed of vessels", {Mode::container_vessel}),
        speed("s_tanker", "speed of tankers", {Mode::tanker}),
        speed("s_oil_pipe", "speed of oil pipelines", {Mode::oil_pipeline}),
        speed("s_gas_pipe", "speed of gas pipelines", {Mode::gas_pipeline}),
        speed("s_transfer", "speed of port transfers", {Mode::port_transfer}),
        emission("e_rail", "emissions of railways", to_all(co2e, track)),
        emission("e_road", "emissions of roads and port transfers", to_all(co2e, truck)),
        emission("e_roro", "emissions of rail ferries", to_all(co2e, {Mode::rail_ferry})),
        emission("e_feeder", "emissions of vessels", to_all(co2e, {Mode::container_vessel})),
        emission("e_deepsea", "emissions of vessels on long links",
                 [](CostRates& rates, std::int64_t value) {
                     rates.deep_sea_vessel_mg_co2e_per_tkm = value;
                 }),
        emission("e_tanker_small", "emissions of tankers", to_all(co2e, {Mode::tanker})),
        emission("e_tanker_large", "emissions of tankers on long links",
                 [](CostRates& rates, std::int64_t value) {
                     rates.deep_sea_tanker_mg_co2e_per_tkm = value;
                 }),
        emission("e_pipe", "emissions of pipelines",
                 to_all(co2e, {Mode::oil_pipeline, Mode::gas_pipeline})),
        charge("c_border_rail", "charge of a border by rail", &CostRates::rail_border),
        charge("c_border_road", "charge of a border by road", &CostRates::road_border),
        border_time("t_border_rail", "time of a border by rail", &CostRates::rail_border_time),
        border_time("t_border_road", "time of a border by road", &CostRates::road_border_time),
        charge("c_transship", "handling at a change of carrier or gauge", &CostRates::handling),
        {"c_vot",
         "value of a day of cargo",
         {{"USD/t/day", Decimal(1'000'000)}, {"USD/TEU/day", Decimal(1'000'000), tonnes_per_teu}},
         [](CostRates& rates, std::int64_t value) { rates.value_of_day.micro_usd_per_t = value; }},
    };
}

std::string unit_list(const RateRow& row) {
    std::string text;
    for (const RateUnit& unit : row.units) {
        text += fmt::format("{}{}", text.empty() ? "" : " or ", unit.symbol);
    }
    return text;
}

/// Tonnes of a container; 14 where the table does not say.
Decimal weight_of_teu(const UnitTable& units) {
    const Unit* teu = units.find("TEU/yr");
    return teu != nullptr && teu->divisor == Decimal(1) ? teu->factor : Decimal(14);
}

Diagnostic fault(const CostFigure& figure, const char* field, std::string expected,
                 std::string found) {
    return {
        Severity::error,     Place{"costs.csv", 0, 0}, fmt::format("{} of {}", field, figure.id),
        std::move(expected), std::move(found),         {}};
}

}  // namespace

const std::vector<RateName>& rate_names() {
    static const std::vector<RateName> names = [] {
        std::vector<RateName> result;
        for (const RateRow& row : rate_rows(Decimal(14))) {
            result.push_back({std::string(row.cost_id), unit_list(row), std::string(row.meaning)});
        }
        return result;
    }();
    return names;
}

Parsed<CostRates> read_rates(std::span<const CostFigure> figures, const UnitTable& units) {
    CostRates rates;
    Diagnostics faults;
    const std::vector<RateRow> rows = rate_rows(weight_of_teu(units));
    for (const CostFigure& figure : figures) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const RateRow& candidate) {
            return candidate.cost_id == figure.id;
        });
        if (row == rows.end()) {
            continue;
        }
        const auto unit = std::find_if(
            row->units.begin(), row->units.end(),
            [&](const RateUnit& candidate) { return candidate.symbol == figure.unit; });
        if (unit == row->units.end()) {
            faults.add(fault(figure, "unit", unit_list(*row), "'" + figure.unit + "'"));
            continue;
        }
        const auto value = figure.value
                               ? scaled_to_whole(*figure.value, unit->factor, unit->divisor)
                               : std::nullopt;
        if (!value || *value < (row->must_be_positive ? 1 : 0) || *value > largest_rate) {
            faults.add(fault(figure, "value",
                             row->must_be_positive ? "a number above 0" : "a number of at least 0",
                             figure.value ? figure.value->text() : "none"));
            continue;
        }
        row->set(rates, *value);
    }
    if (!faults.ok()) {
        return faults;
    }
    return {rates, faults};
}

}  // namespace corridor
