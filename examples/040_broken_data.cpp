// Data with faults: every one of them is told, with its place and what to do.
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const corridor::io::NamedText files[] = {
        {"nodes.csv",
         "node_id,country,capacity_mt_per_year\n"
         "mine,KAZ,\n"
         "port,KAZ,four\n"},
        {"links.csv",
         "link_id,from_node_id,to_node_id,capacity,capacity_unit\n"
         "railway,mine,prot,6,Mt/year\n"
         "road,mine,port,2,\n"},
    };
    const auto data = corridor::parse_dataset(files);
    if (!data) {
        fmt::print("{}", render(data.diagnostics()));
    }
}
