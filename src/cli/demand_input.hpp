#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/dataset.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace corridor::cli {

/// Whether a file is named as demand matrices are: .omx.
[[nodiscard]] bool names_omx_file(std::string_view name);

/// Reads --demand: a table like demand.csv or an .omx file, with the places of a network.
[[nodiscard]] Parsed<std::vector<Demand>> read_demand_input(const std::string& path,
                                                            const Network& network);

/// The fault that no row counts for the base year asked for, with the years there are.
[[nodiscard]] Diagnostics no_such_base_year(const std::vector<Demand>& rows, int year);

}  // namespace corridor::cli
