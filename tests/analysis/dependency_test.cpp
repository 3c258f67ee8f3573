#include "support/ascii_network.hpp"
#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/analysis/dependency.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace corridor;

namespace {

/// From China over the Caspian (30 + 20 t/yr, 5 h) or through Russia (25 t/yr, 9 h).
Network two_ways() {
    NetworkBuilder builder;
    for (const auto& [id, country] :
         {std::pair{"xian", "CHN"}, std::pair{"aktau", "KAZ"}, std::pair{"alat", "AZE"},
          std::pair{"moscow", "RUS"}, std::pair{"poti", "GEO"}}) {
        builder.add_node({.id = id, .country = country});
    }
    const auto add = [&](const char* id, const char* from, const char* to, const char* capacity,
                         std::int64_t hours, const char* system) {
        builder.add_link({.id = id,
                          .from = from,
                          .to = to,
                          .system = system,
                          .capacity = quantity(capacity),
                          .transit_time = {hours * 3600}});
    };
    add("rail_kz", "xian", "aktau", "100 t/yr", 1, "KTZ");
    add("ferry", "aktau", "alat", "30 t/yr", 2, "Caspian");
    add("feeder", "aktau", "alat", "20 t/yr", 3, "Caspian");
    add("rail_az", "alat", "poti", "100 t/yr", 2, "ADY");
    add("rail_cn", "xian", "moscow", "25 t/yr", 4, "Northern");
    add("rail_ru", "moscow", "poti", "100 t/yr", 5, "Northern");
    return builder.build().value();
}

const GroupDependency& on(const Dependency& found, const std::string& name) {
    return *std::find_if(found.groups.begin(), found.groups.end(),
                         [&](const GroupDependency& each) { return each.group.name == name; });
}

const FlowQuery through = {.from = {"xian"}, .to = {"poti"}};

}  // namespace

TEST_CASE("a country on the way is passed by what uses it, and only its own part is lost") {
    const Dependency found = dependency(two_ways(), through);
    CHECK(found.flow.value == TonnesPerYear(75));
    CHECK(found.quickest == Duration{5 * 3600});

    const GroupDependency& russia = on(found, "RUS");
    CHECK(russia.passing == TonnesPerYear(25));
    CHECK(russia.lost == TonnesPerYear(25));
    CHECK(russia.left == TonnesPerYear(50));
    CHECK(russia.rerouted == TonnesPerYear(0));
    CHECK(russia.cut_capacity == TonnesPerYear(25));
    CHECK(russia.quickest_without == Duration{5 * 3600});

    const GroupDependency& azerbaijan = on(found, "AZE");
    CHECK(azerbaijan.lost == TonnesPerYear(50));
    CHECK(azerbaijan.quickest_without == Duration{9 * 3600});

    const GroupDependency& china = on(found, "CHN");
    CHECK(china.lost == TonnesPerYear(75));
    CHECK_FALSE(china.quickest_without.has_value());
    CHECK(on(found, "Caspian").cut_capacity == TonnesPerYear(50));
    CHECK(found.groups.front().group.kind == Group::Kind::country);
}

TEST_CASE("what passes a country and can go another way is rerouted") {
    NetworkBuilder builder(two_ways());
    builder.links()[3].capacity = quantity("40 t/yr");
    builder.links()[4].capacity = quantity("90 t/yr");
    builder.links()[5].capacity = quantity("60 t/yr");
    const FlowQuery seventy = {.from = {{"xian", TonnesPerYear(70)}}, .to = {"poti"}};
    const Dependency found = dependency(builder.build().value(), seventy);
    const GroupDependency& azerbaijan = on(found, "AZE");
    CHECK(azerbaijan.passing == TonnesPerYear(40));
    CHECK(azerbaijan.left == TonnesPerYear(60));
    CHECK(azerbaijan.lost == TonnesPerYear(10));
    CHECK(azerbaijan.rerouted == TonnesPerYear(30));
}

TEST_CASE("routes without a common link are more than routes without a common place") {
    const Dependency found = dependency(two_ways(), through);
    CHECK(found.routes.by_links == 2);
    CHECK(found.routes.by_places == 2);
    const Dependency sea = dependency(two_ways(), {.from = {"aktau"}, .to = {"alat"}});
    CHECK(sea.routes.by_links == 3);
    const Network bow_tie =
        test::ascii_network("a -5-> m\na -5-> m\nm -5-> b\nm -0-> b\nm -9-> b\n");
    const Dependency tie = dependency(bow_tie, {.from = {"a"}, .to = {"b"}});
    CHECK(tie.routes.by_links == 2);
    CHECK(tie.routes.by_places == 1);
}

TEST_CASE("two closures together may cost more than each alone") {
    const Network network = two_ways();
    std::vector<Group> closed;
    for (const Group& group : groups_of(network)) {
        if (group.name == "KAZ" || group.name == "RUS") {
            closed.push_back(group);
        }
    }
    REQUIRE(closed.size() == 2);
    CHECK(without(network, through, {closed[0]}).left == TonnesPerYear(25));
    CHECK(without(network, through, closed).left == TonnesPerYear(0));
}

TEST_CASE("a flow without limits shows what it needs to be without limits") {
    const Network network = test::ascii_network("a -inf-> m\nm -inf-> b\na -5-> b\n");
    const Dependency found = dependency(network, {.from = {"a"}, .to = {"b"}});
    CHECK(found.flow.outcome == flow::Outcome::unbounded);
    CHECK(on(found, "m").left == TonnesPerYear(5));
    CHECK_FALSE(on(found, "m").lost.has_value());
}

TEST_CASE(
    "in random networks losses are those of solving again, and no one passes less than is lost") {
    test::Random random(21);
    int with_flow = 0;
    for (int i = 0; i < 300; ++i) {
        const Network network = test::random_network(random, {});
        const FlowQuery query = {.from = {"a"}, .to = {"e", "f"}, .commodity = "containers"};
        const Dependency found = dependency(network, query);
        if (found.flow.outcome == flow::Outcome::unbounded) {
            continue;
        }
        with_flow += found.flow.value.count() > 0 ? 1 : 0;
        const std::vector<std::string> names = {"b", "c", "d"};
        for (const std::string& name : names) {
            FlowQuery closed = query;
            for (const LinkId link : network.links_at(*network.find_node(name))) {
                closed.selection.exclude_links.push_back(network.link(link).id);
            }
            const MaxFlow left = max_flow(network, closed, {.choice = FlowChoice::any});
            const auto each = std::find_if(
                found.groups.begin(), found.groups.end(),
                [&](const GroupDependency& group) { return group.group.name == name; });
            if (each == found.groups.end()) {
                CHECK(left.value == found.flow.value);
                continue;
            }
            CHECK(each->left == left.value);
            CHECK(each->passing >= *each->lost);
            CHECK(each->passing <= found.flow.value);
            CHECK((!each->quickest_without || each->quickest_without >= found.quickest));
        }
    }
    CHECK(with_flow > 100);
}
