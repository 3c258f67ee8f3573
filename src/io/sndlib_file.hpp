#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/allocation_file.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// A file in the native format of SNDlib with what a problem of many demands has no place for.
struct SndlibFile {
    struct Node {
        std::optional<double> x{};
        std::optional<double> y{};
        std::uint32_t line = 0;
        std::uint32_t column = 0;
    };
    struct Link {
        double pre_installed_capacity = 0.0;
        double pre_installed_cost = 0.0;
        double routing_cost = 0.0;
        double setup_cost = 0.0;
        std::string modules{};  ///< "capacity cost" of each, with semicolons between
        std::uint32_t line = 0;
        std::uint32_t column = 0;
    };

    AllocationFile problem{};
    std::vector<Node> nodes{};  ///< of problem.nodes
    std::vector<Link> links{};  ///< of problem.links, whose arcs 2 i and 2 i + 1 they are
};

[[nodiscard]] Parsed<SndlibFile> read_sndlib(std::string_view file, std::string_view text);

}  // namespace corridor::io
