#pragma once

#include <string>

/// Transit times of the simulation beside published ones, and what the shipped simulations answer.
[[nodiscard]] std::string simulation_section();
