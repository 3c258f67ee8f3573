#include "report/static_page.hpp"
#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/report/html.hpp>
#include <corridor/scenario/run.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace {

using corridor::Dataset;
using corridor::ScenarioResult;
using corridor::report::PageRun;
using Json = nlohmann::json;

ScenarioResult result_of(const char* text, const Dataset& data) {
    const auto scenario = corridor::parse_scenario(text, "page.toml");
    REQUIRE(scenario.ok());
    const auto plan = corridor::lay_out(*scenario, data);
    REQUIRE(plan.ok());
    return corridor::run(*plan);
}

constexpr const char* growing = R"(
schema = "corridor/scenario/1"
name = "growing"
title = "Growth & <b>limits</b>"
[horizon]
from = 2024
to = 2034
[demand]
base_year = 2024
except = ["north_2024", "cpc_2024", "od24_atyrau_samara"]
growth = "8 %/yr"
[filters]
exclude_countries = ["RUS", "IRN"]
exclude_links = ["ocean_*"]
[[analysis.max_flow]]
name = "</script><script>alert(1)</script>"
from = "xian"
to = "alat_port"
commodity = "containers"
)";

const ScenarioResult& grown() {
    static const ScenarioResult result = result_of(growing, corridor::middle_corridor_dataset());
    return result;
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("the page carries every year's figures to the tonne") {
    const PageRun run{&grown(), {}};
    const Json page = Json::parse(corridor::report::render_page_data({&run, 1}));
    CHECK(page["schema"] == "corridor/report/1");
    const Json& scenario = page["scenarios"].at(0);
    const auto& years = grown().growth.years;
    REQUIRE(scenario["years"].size() == years.size());
    Json links;
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const Json& year = scenario["years"][i];
        if (year.contains("links")) {
            links = year["links"];
        } else {
            ++left_out;
        }
        CHECK(year["year"] == years[i].year);
        CHECK(year["demand"] == years[i].demand.count());
        CHECK(year["served"] == years[i].served.count());
        CHECK(year["unserved"] == years[i].unserved.count());
        std::int64_t load = 0;
        for (const Json& link : links) {
            const std::size_t at = link.at(0).get<std::size_t>();
            load += link.at(1).get<std::int64_t>();
            CHECK(link.at(1) == years[i].link_load[at]);
            CHECK((link.size() > 2 ? link.at(2) : link.at(1)) == years[i].counted_link_load[at]);
        }
        std::int64_t expected = 0;
        for (const std::int64_t on_link : years[i].link_load) {
            expected += on_link;
        }
        CHECK(load == expected);
    }
    CHECK(left_out == 0);
    CHECK(scenario["saturations"].size() == grown().growth.saturations.size());
    CHECK(page["networks"].at(0)["links"].size() ==
          grown().plan.years.front().network.links().size());
}

TEST_CASE("a year that repeats the one before it leaves the lists of flows out") {
    const ScenarioResult steady = result_of(R"(
schema = "corridor/scenario/1"
name = "steady"
[horizon]
from = 2030
to = 2032
[demand]
base_year = 2024
except = ["north_2024", "cpc_2024", "od24_atyrau_samara"]
)",
                                            corridor::middle_corridor_dataset());
    const PageRun run{&steady, {}};
    const Json page = Json::parse(corridor::report::render_page_data({&run, 1}));
    const Json& years = page["scenarios"].at(0)["years"];
    REQUIRE(years.size() == 3);
    for (std::size_t i = 1; i < years.size(); ++i) {
        const auto& [before, now] = std::pair(steady.growth.years[i - 1], steady.growth.years[i]);
        CHECK(years[i].contains("links") == (before.link_load != now.link_load));
        for (std::size_t k = 0; k < now.commodities.size(); ++k) {
            CHECK(years[i]["commodities"][k].contains("flow") ==
                  (before.commodities[k].link_flow != now.commodities[k].link_flow));
        }
    }
    CHECK_FALSE(years[2].contains("links"));
}

TEST_CASE("scenarios on one network carry it once") {
    const PageRun runs[] = {{&grown(), {}}, {&grown(), {}}};
    const Json page = Json::parse(corridor::report::render_page_data(runs));
    CHECK(page["networks"].size() == 1);
    CHECK(page["scenarios"].size() == 2);
}

TEST_CASE("a page asks nothing of a network and runs nothing that the data bring") {
    const PageRun run{&grown(), {}};
    const std::string html = corridor::report::render_html({&run, 1});
    CHECK(html.find("default-src 'none'") != std::string::npos);
    CHECK(html.find("<script>alert(1)") == std::string::npos);
    CHECK(count(html, "</html>") == 1);
    for (const char* loading : {"<link ", "<img", "<iframe", "@import", "fetch(", "XMLHttp"}) {
        CHECK(html.find(loading) == std::string::npos);
    }
}

TEST_CASE("without scripts the page is static, with the same figures and names as they are") {
    const PageRun run{&grown(), {}};
    const std::string html = corridor::report::render_static_page({&run, 1});
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("Growth &amp; &lt;b&gt;limits&lt;/b&gt;") != std::string::npos);
    CHECK(html.find("&lt;/script&gt;&lt;script&gt;alert(1)") != std::string::npos);
    CHECK(html.find("<svg") != std::string::npos);
    CHECK(html.find("aktau_sangachal_tanker") != std::string::npos);
    for (const auto& year : grown().growth.years) {
        CHECK(html.find(fmt::format("<td>{}</td>", year.year)) != std::string::npos);
    }
    const std::size_t at = html.find("<td>2024</td>");
    const std::string row = html.substr(at, html.find("</tr>", at) - at);
    CHECK(row.find(fmt::format(">{}</td>", grown().growth.years[0].demand.megatonnes())) !=
          std::string::npos);
}

TEST_CASE("what stands for itself in HTML is written so that it is shown") {
    CHECK(corridor::report::escaped("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c&#39;");
    CHECK(corridor::report::escaped("西安 Çeyhan") == "西安 Çeyhan");
}
