#include "support/catch.hpp"

#include <corridor/analysis/data_advice.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <string>
#include <vector>

using namespace corridor;

namespace {

Dataset chain(std::size_t links, const Provenance& provenance) {
    NetworkBuilder builder;
    for (std::size_t i = 0; i <= links; ++i) {
        builder.add_node({.id = "n" + std::to_string(i)});
    }
    for (std::size_t i = 0; i < links; ++i) {
        builder.add_link({.id = "l" + std::to_string(i),
                          .from = "n" + std::to_string(i),
                          .to = "n" + std::to_string(i + 1),
                          .capacity = quantity("5 Mt/yr"),
                          .provenance = provenance});
    }
    Dataset data;
    data.network = builder.build().value();
    return data;
}

}  // namespace

TEST_CASE("data with sources, capacities and one connected network need no advice") {
    CHECK(data_advice(chain(4, {.source = "estimate"})).empty());
    CHECK(data_advice(Dataset{}).empty());
}

TEST_CASE("findings of one kind are told up to a number, and the rest counted") {
    const Dataset data = chain(10, {});
    const std::vector<Advice> three = data_advice(data);
    REQUIRE(three.size() == 3);
    CHECK(three[0].id == "l0");
    CHECK(three[1].others == 0);
    CHECK(three[2].others == 7);
    const std::vector<Advice> all = data_advice(data, {.most_of_a_topic = 100});
    REQUIRE(all.size() == 10);
    CHECK(all.back().others == 0);
    CHECK(to_string(all.back().topic) == "no_source");
    CHECK_THROWS_AS(data_advice(data, {.most_of_a_topic = 0}), ContractViolation);
}

TEST_CASE("demand is doubted where it has no way in its year, and not where it starts or ends out") {
    Dataset data = chain(2, {.source = "estimate"});
    Demand row;
    row.id = "d";
    row.year = 2030;
    row.origin = "n0";
    row.destination = "n2";
    row.commodity = "all";
    row.rate = TonnesPerYear(1000);
    row.provenance.source = "estimate";
    data.demand = {row};
    CHECK(data_advice(data).empty());
    data.demand.front().destination = "CORRIDOR";
    CHECK(data_advice(data).empty());

    NetworkBuilder closed(data.network);
    closed.links()[1].status = Status::planned;
    closed.links()[1].opening_year = 2031;
    data.network = closed.build().value();
    data.demand.front().destination = "n2";
    const std::vector<Advice> early = data_advice(data);
    REQUIRE(early.size() == 1);
    CHECK(early.front().topic == AdviceTopic::no_path);
    data.demand.front().year = 2031;
    CHECK(data_advice(data).empty());
}
