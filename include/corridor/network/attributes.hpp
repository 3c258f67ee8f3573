#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace corridor {

/// How a link moves cargo (GMNS: facility_type).
enum class Mode : std::uint8_t {
    rail,
    road,
    rail_ferry,
    container_vessel,
    tanker,
    oil_pipeline,
    gas_pipeline,
    port_transfer,
    border_crossing,
    gauge_change,
};

/// Whether a link can be used. `operating` and `upgrading` links carry today's capacity in every
/// year; a `planned` link opens in its opening year; an `idle` link is built but not used.
enum class Status : std::uint8_t { operating, upgrading, planned, idle };

/// How far the weakest attribute of a row can be trusted.
enum class Confidence : std::uint8_t { high, medium, low };

/// What a capacity rests on.
enum class Basis : std::uint8_t { source, derived, estimate, general_knowledge };

[[nodiscard]] std::string_view to_string(Mode mode);
[[nodiscard]] std::string_view to_string(Status status);
[[nodiscard]] std::string_view to_string(Confidence confidence);
[[nodiscard]] std::string_view to_string(Basis basis);
[[nodiscard]] std::optional<Mode> parse_mode(std::string_view text);
[[nodiscard]] std::optional<Status> parse_status(std::string_view text);
[[nodiscard]] std::optional<Confidence> parse_confidence(std::string_view text);
[[nodiscard]] std::optional<Basis> parse_basis(std::string_view text);

/// Every mode, in the order of the enumeration.
[[nodiscard]] std::span<const Mode> all_modes();

/// Where a row comes from and how far it can be trusted.
struct Provenance {
    std::string source;  ///< source key
    Confidence confidence = Confidence::low;
    Basis capacity_basis = Basis::estimate;

    /// A figure that nobody published: an estimate, general knowledge, or of low confidence.
    [[nodiscard]] bool is_estimate() const {
        return confidence == Confidence::low || capacity_basis == Basis::estimate ||
               capacity_basis == Basis::general_knowledge;
    }
};

}  // namespace corridor
