#include <corridor/units/decimal.hpp>
#include <corridor/units/rates.hpp>

#include <fmt/format.h>

namespace corridor {

std::string to_string(TonnesPerYear rate) {
    constexpr std::int64_t shown_in_megatonnes = 100'000;
    if (rate.count() > -shown_in_megatonnes && rate.count() < shown_in_megatonnes) {
        return fmt::format("{} t/yr", rate.count());
    }
    std::string text = Decimal(rate.count(), 6).text();
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
    return text + " Mt/yr";
}

}  // namespace corridor

fmt::format_context::iterator fmt::formatter<corridor::TonnesPerYear>::format(
    corridor::TonnesPerYear rate, fmt::format_context& context) const {
    return fmt::formatter<fmt::string_view>::format(corridor::to_string(rate), context);
}
