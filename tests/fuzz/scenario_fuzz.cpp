#include "fuzz/target.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/scenario/run.hpp>

namespace {

using namespace corridor;

Dataset small_corridor() {
    const std::vector<io::NamedText> files = {
        {"nodes.csv", "node_id,country\na,KZ\nb,AZ\nc,GE\n"},
        {"links.csv",
         "link_id,from_node_id,to_node_id,capacity,capacity_unit,system,facility_type,status,"
         "opening_year,commodities\n"
         "ab,a,b,5,Mt/yr,Caspian,rail_ferry,operating,,\n"
         "bc,b,c,7,Mt/yr,BTK,rail,operating,,containers;grain\n"
         "ac,a,c,2,Mt/yr,BTK,rail,planned,2027,\n"},
        {"demand.csv",
         "demand_id,year,base_year,origin_node,destination_node,commodity,value,unit\n"
         "d1,2024,2024,a,c,containers,1,Mt/yr\nd2,2024,2024,a,b,grain,300,kt/yr\n"},
        {"projects.csv",
         "project_id,affects_type,affects_id,attribute,before,after,unit,year\n"
         "p1,link,ab,capacity,5,9,Mt/yr,2026\n"},
        {"disruptions.csv", "disruption_id,affected_ids,capacity_factor\nlow_water,ab,0.5\n"},
    };
    return parse_dataset(files).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Dataset data = small_corridor();
    const auto scenario = parse_scenario(fuzz::text_of(bytes, size), "x.toml");
    if (!fuzz::told(scenario)) {
        return 0;
    }
    fuzz::require(scenario->first_year <= scenario->last_year && !scenario->name.empty(),
                  "a scenario has years and a name");
    const auto plan = lay_out(*scenario, data);
    if (fuzz::told(plan)) {
        fuzz::require(plan->years.size() ==
                          static_cast<std::size_t>(scenario->last_year - scenario->first_year + 1),
                      "every year of the horizon is laid out");
    }
    return 0;
}
