#pragma once

#include <corridor/analysis/growth.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/base/diagnostics.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/files.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/network.hpp>
#include <corridor/network/selection.hpp>
#include <corridor/scenario/run.hpp>
#include <corridor/scenario/scenario.hpp>
#include <corridor/units/quantity.hpp>
#include <corridor/units/rates.hpp>
