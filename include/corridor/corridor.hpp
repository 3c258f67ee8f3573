#pragma once

/// Everything public, except the headers that need Boost.Graph or Eigen
/// (corridor/network/boost_graph.hpp, corridor/network/incidence.hpp and
/// corridor/flow/sweep_eigen.hpp), which are included by name.

#include <corridor/analysis/criticality.hpp>
#include <corridor/analysis/growth.hpp>
#include <corridor/analysis/route_measures.hpp>
#include <corridor/analysis/routes.hpp>
#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/base/diagnostics.hpp>
#include <corridor/base/names.hpp>
#include <corridor/base/version.hpp>
#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/solver.hpp>
#include <corridor/flow/standing_max_flow.hpp>
#include <corridor/flow/sweep.hpp>
#include <corridor/flow/without_each.hpp>
#include <corridor/io/capacity_rows.hpp>
#include <corridor/io/csv.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/dictionary.hpp>
#include <corridor/io/digest.hpp>
#include <corridor/io/files.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/io/table.hpp>
#include <corridor/network/attributes.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/network/cost_rates.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/ids.hpp>
#include <corridor/network/network.hpp>
#include <corridor/network/selection.hpp>
#include <corridor/report/criticality.hpp>
#include <corridor/report/csv.hpp>
#include <corridor/report/growth.hpp>
#include <corridor/report/max_flow.hpp>
#include <corridor/report/no_route.hpp>
#include <corridor/report/routes.hpp>
#include <corridor/report/run_files.hpp>
#include <corridor/report/schema.hpp>
#include <corridor/report/sweep.hpp>
#include <corridor/report/text_table.hpp>
#include <corridor/report/validation.hpp>
#include <corridor/scenario/growth_path.hpp>
#include <corridor/scenario/run.hpp>
#include <corridor/scenario/scenario.hpp>
#include <corridor/units/decimal.hpp>
#include <corridor/units/quantity.hpp>
#include <corridor/units/rates.hpp>
