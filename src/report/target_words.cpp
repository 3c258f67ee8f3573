#include "report/target_words.hpp"

#include <corridor/units/rates.hpp>

namespace corridor::report {

std::string_view kind_name(Target::Kind kind) {
    switch (kind) {
        case Target::Kind::link:
            return "link";
        case Target::Kind::node:
            return "node";
        case Target::Kind::system:
            return "system";
        case Target::Kind::group:
            break;
    }
    return "group";
}

std::vector<std::string> names_of(const std::vector<Target>& targets,
                                  const std::vector<std::uint32_t>& positions) {
    std::vector<std::string> names;
    for (const std::uint32_t position : positions) {
        names.push_back(targets[position].name);
    }
    return names;
}

std::string flow_text(std::int64_t flow) {
    return flow < 0 ? "unlimited" : to_string(TonnesPerYear(flow));
}

}  // namespace corridor::report
