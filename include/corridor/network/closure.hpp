#pragma once

#include <corridor/units/decimal.hpp>
#include <corridor/units/rates.hpp>

#include <string>

namespace corridor {

/// A time in which a link carries a part of its capacity, or nothing. Times count from when the
/// cargo is ready.
struct LinkClosure {
    std::string link;
    Duration from;
    Duration to;
    Decimal factor{0};  ///< what is left of the capacity, 0 to 1
};

}  // namespace corridor
