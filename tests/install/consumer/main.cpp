#include <corridor/corridor.hpp>

#include <cstdio>

int main() {
    corridor::report::MaxFlowReport report{.network_name = "middle-corridor"};
    report.network = corridor::middle_corridor();
    report.query = {.from = {"xian"}, .to = {"alat_port"}, .commodity = "containers"};
    report.answer = corridor::max_flow(report.network, report.query);
    std::fputs(corridor::report::render_table(report).c_str(), stdout);
}
