#pragma once

#include <corridor/base/diagnostics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// Demands that share the links of a network, as a file of the multi-commodity literature states
/// them. Arcs of the same link share its capacity.
struct AllocationFile {
    /// What the file asks for, where it says so.
    enum class Kind : std::uint8_t { unstated, least_cost, concurrent };

    struct Link {
        std::string id{};
        double capacity = 0.0;
    };
    struct Arc {
        std::uint32_t tail = 0;
        std::uint32_t head = 0;
        std::uint32_t link = 0;
        double cost = 0.0;
    };
    struct Demand {
        std::string id{};
        std::uint32_t origin = 0;
        std::uint32_t destination = 0;
        double amount = 0.0;
    };

    Kind kind = Kind::unstated;
    std::optional<double> unserved_cost{};
    std::vector<std::string> nodes{};
    std::vector<Link> links{};
    std::vector<Arc> arcs{};
    std::vector<Demand> demands{};
};

/// Largest capacity, amount and cost in such a file.
inline constexpr double largest_allocation_amount = 1e15;

/// Reads .mcnf: `c` comments, of which one may hold `kind=mincost|concurrent` and `pen=PRICE`; one
/// `p mmcf NODES ARCS DEMANDS`; `a TAIL HEAD CAPACITY COST LINK` and `d ORIGIN DESTINATION AMOUNT`.
/// Nodes count from 1; arcs with the same LINK share its capacity, which all of them state alike.
/// Node ids are the numbers, demand ids `d1` … in file order.
/// Returns      the problem, or everything that is wrong with it; `file` is its name in messages
/// Complexity   O(bytes)
[[nodiscard]] Parsed<AllocationFile> parse_mcnf(std::string_view file, std::string_view text);

/// Reads the SNDlib native format, type network: NODES, LINKS and DEMANDS. Links run both ways and
/// share their capacity, which is the pre-installed one, or the largest module where that is 0; the
/// cost is the routing cost. Demands are amount × routing unit. Admissible paths and limits of path
/// length are not applied, which a warning says.
/// Returns      the problem with warnings, or everything that is wrong with it
/// Complexity   O(bytes)
/// Source       Orlowski, Pióro, Tomaszewski & Wessäly (2010), SNDlib 1.0: Survivable Network
///              Design Library, Networks 55(3)
[[nodiscard]] Parsed<AllocationFile> parse_sndlib(std::string_view file, std::string_view text);

}  // namespace corridor::io
