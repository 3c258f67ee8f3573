#include <corridor/network/attributes.hpp>

#include <array>
#include <cstddef>

namespace corridor {
namespace {

constexpr std::array<std::string_view, 10> mode_names = {
    "rail",         "road",         "rail_ferry",    "container_vessel", "tanker",
    "oil_pipeline", "gas_pipeline", "port_transfer", "border_crossing",  "gauge_change"};
constexpr std::array<Mode, 10> modes = {Mode::rail,
                                        Mode::road,
                                        Mode::rail_ferry,
                                        Mode::container_vessel,
                                        Mode::tanker,
                                        Mode::oil_pipeline,
                                        Mode::gas_pipeline,
                                        Mode::port_transfer,
                                        Mode::border_crossing,
                                        Mode::gauge_change};
constexpr std::array<std::string_view, 4> status_names = {"operating", "upgrading", "planned",
                                                          "idle"};
constexpr std::array<std::string_view, 3> confidence_names = {"high", "medium", "low"};
constexpr std::array<std::string_view, 4> basis_names = {"source", "derived", "estimate",
                                                         "general_knowledge"};

template <class Value, std::size_t N>
std::optional<Value> find_in(const std::array<std::string_view, N>& names, std::string_view text) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == text) {
            return static_cast<Value>(i);
        }
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Mode mode) {
    return mode_names[static_cast<std::size_t>(mode)];
}
std::string_view to_string(Status status) {
    return status_names[static_cast<std::size_t>(status)];
}
std::string_view to_string(Confidence confidence) {
    return confidence_names[static_cast<std::size_t>(confidence)];
}
std::string_view to_string(Basis basis) {
    return basis_names[static_cast<std::size_t>(basis)];
}

std::optional<Mode> parse_mode(std::string_view text) {
    return find_in<Mode>(mode_names, text);
}
std::optional<Status> parse_status(std::string_view text) {
    return find_in<Status>(status_names, text);
}
std::optional<Confidence> parse_confidence(std::string_view text) {
    return find_in<Confidence>(confidence_names, text);
}
std::optional<Basis> parse_basis(std::string_view text) {
    return find_in<Basis>(basis_names, text);
}

std::span<const Mode> all_modes() {
    return modes;
}

}  // namespace corridor
