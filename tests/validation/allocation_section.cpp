#include "validation/allocation_section.hpp"

#include "support/catch.hpp"

#include <corridor/flow/allocation.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/growth_path.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace corridor;

namespace {

using flow::AllocationObjective;

const Selection middle_route = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}};
const std::string kazakh_crude = "od24_crude_kz";
const std::string tankers = "aktau_sangachal_tanker";
const std::string ferries = "caspian_ferries";
constexpr double low_water = 0.75;
constexpr double mega = 1e6;

/// Rows of TITR's own tonnage.
bool is_titr(const AllocationDemand& demand) {
    return demand.id.starts_with("od24_") && demand.id != "od24_crude_az" &&
           demand.id != "od24_crude_tm" && demand.id != "od24_atyrau_samara";
}

/// Rows whose way is closed with the links in Russia.
bool is_northern(const AllocationDemand& demand) {
    return demand.id == "cpc_2024" || demand.id == "od24_atyrau_samara" ||
           demand.id == "north_2024";
}

double titr_total(const std::vector<AllocationDemand>& demands) {
    double sum = 0.0;
    for (const AllocationDemand& demand : demands) {
        sum += is_titr(demand) ? static_cast<double>(demand.amount.count()) : 0.0;
    }
    return sum;
}

enum class Fleet { unlimited, full, shallow };

AllocationQuery grown(const Dataset& data, double total, Fleet fleet,
                      AllocationObjective objective = AllocationObjective::most_served) {
    AllocationQuery query{.demands = base_year_demands(data.demand, 2024),
                          .selection = middle_route,
                          .objective = objective};
    const double today = titr_total(query.demands);
    auto& demands = query.demands;
    demands.erase(std::remove_if(demands.begin(), demands.end(), is_northern), demands.end());
    for (AllocationDemand& demand : demands) {
        if (is_titr(demand)) {
            demand.amount = TonnesPerYear(
                std::llround(static_cast<double>(demand.amount.count()) * total / today));
        }
    }
    if (fleet != Fleet::unlimited) {
        query.resources = data.resources;
        query.resource_uses = data.resource_uses;
    }
    if (fleet == Fleet::shallow) {
        query.shares = {{ferries, low_water}};
    }
    return query;
}

Allocation solved(const CostModel& model, const AllocationQuery& query) {
    Allocation answer = allocate(model, query);
    REQUIRE(answer.certified);
    return answer;
}

struct Missing {
    double all = 0.0;
    double crude = 0.0;
};

Missing missing(const AllocationQuery& query, const Allocation& answer) {
    Missing sum;
    for (std::size_t d = 0; d < query.demands.size(); ++d) {
        const double tonnes = unserved(query, answer, d);
        sum.all += tonnes;
        sum.crude += query.demands[d].id == kazakh_crude ? tonnes : 0.0;
    }
    return sum;
}

double price_of(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
                const std::string& limit) {
    const auto found = std::find_if(
        answer.limits.begin(), answer.limits.end(),
        [&](const AllocationLimit& each) { return name(model.network, query, each) == limit; });
    REQUIRE(found != answer.limits.end());
    return found->price;
}

std::string binding(const CostModel& model, const AllocationQuery& query,
                    const Allocation& answer) {
    std::vector<std::string> names;
    for (const AllocationLimit& limit : answer.limits) {
        if (binds(answer, limit)) {
            names.push_back(name(model.network, query, limit));
        }
    }
    return fmt::format("`{}`", fmt::join(names, "`, `"));
}

/// How much of each shared limit the base year takes at least cost.
std::string shared_limits_part(const CostModel& model, const AllocationQuery& base_year) {
    AllocationQuery query = base_year;
    query.objective = AllocationObjective::least_cost;
    const Allocation answer = solved(model, query);
    std::string text =
        "| shared limit | there is | the base year takes |\n"
        "| --- | --- | --- |\n";
    std::size_t resources = 0;
    for (const AllocationLimit& limit : answer.limits) {
        if (limit.element) {
            continue;
        }
        ++resources;
        const Resource& resource = query.resources[limit.resource];
        CHECK(limit.use <= limit.capacity);
        CHECK(limit.price == 0.0);
        text += fmt::format("| `{}` | {} {} | {:.1f} % |\n", resource.id, resource.amount.text(),
                            resource.unit, 100.0 * limit.use / limit.capacity);
    }
    CHECK(resources == query.resources.size());
    return text;
}

std::string base_year_part(const Dataset& data, const CostModel& model) {
    AllocationQuery query{.demands = base_year_demands(data.demand, 2024),
                          .resources = data.resources,
                          .resource_uses = data.resource_uses};
    double amount = 0.0;
    for (const AllocationDemand& demand : query.demands) {
        amount += static_cast<double>(demand.amount.count());
    }
    for (const auto objective : {AllocationObjective::least_cost, AllocationObjective::most_served,
                                 AllocationObjective::fair}) {
        query.objective = objective;
        CHECK(missing(query, solved(model, query)).all == 0.0);
    }
    query.objective = AllocationObjective::concurrent;
    const Allocation most = solved(model, query);
    CHECK(most.value == Approx(1.0216216).epsilon(1e-6));
    return fmt::format(
               "The {} rows of the base year 2024, {:.3f} Mt/yr in all, are served in full with "
               "every limit in force, the {}\nshared ones of resources.csv among them; all of them "
               "could grow to {:.4f} of that at once, before {}\nis full. At least cost the shared "
               "limits are far from full:\n\n",
               query.demands.size(), amount / mega, query.resources.size(), most.value,
               binding(model, query, most)) +
           shared_limits_part(model, query);
}

std::string growth_part(const Dataset& data, const CostModel& model) {
    struct Row {
        double total;
        double unserved;
    };
    std::string text =
        "| TITR in all | unserved without shared limits | what binds | unserved with them, the "
        "ferry fleet less a quarter | of it dry cargo | what binds |\n"
        "| --- | --- | --- | --- | --- | --- |\n";
    for (const Row& row : {Row{8, 0.299}, Row{9, 0.612}, Row{10, 0.924}, Row{11, 1.237}}) {
        const AllocationQuery plain = grown(data, row.total * mega, Fleet::unlimited);
        const Allocation without = solved(model, plain);
        const Missing by_tankers = missing(plain, without);
        CHECK(by_tankers.all / mega == Approx(row.unserved).margin(0.0005));
        CHECK(by_tankers.crude == by_tankers.all);
        CHECK(binding(model, plain, without) == "`" + tankers + "`");

        const AllocationQuery high = grown(data, row.total * mega, Fleet::full);
        CHECK(missing(high, solved(model, high)).all == Approx(by_tankers.all).margin(1.0));
        const AllocationQuery low = grown(data, row.total * mega, Fleet::shallow);
        const Allocation with = solved(model, low);
        const Missing at_low_water = missing(low, with);
        CHECK((at_low_water.all - at_low_water.crude > 1.0) == (row.total == 11));
        text += fmt::format("| {} Mt/yr | {:.3f} Mt/yr | {} | {:.3f} Mt/yr | {:.3f} Mt/yr | {} |\n",
                            row.total, by_tankers.all / mega, binding(model, plain, without),
                            at_low_water.all / mega, (at_low_water.all - at_low_water.crude) / mega,
                            binding(model, low, with));
    }
    return text;
}

/// Years in which growth from today's total to a forecast of 2030 leaves cargo behind.
std::string years_part(const Dataset& data, const CostModel& model) {
    constexpr int first_year = 2024;
    constexpr int last_year = 2032;
    const auto totals =
        demand_along(parse_growth_path("11 Mt/yr by 2030").value(), TonnesPerYear(4'484'000),
                     first_year, first_year, last_year, data.network.units());
    int crude_from = 0;
    int dry_from = 0;
    double price = 0.0;
    for (int year = first_year; year <= last_year && dry_from == 0; ++year) {
        const auto total =
            static_cast<double>((*totals)[static_cast<std::size_t>(year - first_year)].count());
        AllocationQuery query = grown(data, total, Fleet::shallow);
        const Missing left = missing(query, solved(model, query));
        crude_from = crude_from == 0 && left.crude > 0.0 ? year : crude_from;
        if (left.all > left.crude) {
            dry_from = year;
            query.objective = AllocationObjective::least_cost;
            query.unserved_price = {1'000'000'000};
            price = price_of(model, query, solved(model, query), ferries);
        }
    }
    CHECK(crude_from > 0);
    CHECK(dry_from > crude_from);
    CHECK(price > 0.0);
    return fmt::format(
        "On the way to 11 Mt/yr by 2030 (`wb_2030`) with low water, Kazakh crude is left behind "
        "from {} on and dry cargo\nfrom {} on. Where a tonne that is not served costs 1,000 USD, "
        "one more vessel-hour of `{}` is worth\n{:.0f} USD in that year: the fleet, and not a "
        "railway, is what binds.\n",
        crude_from, dry_from, ferries, price);
}

}  // namespace

std::string allocation_section() {
    const Dataset& data = middle_corridor_dataset();
    const CostModel model = cost_model(data).value();
    return "\n## Everything at once\n\n" + base_year_part(data, model) +
           "\nWith TITR's own rows of 2024 scaled to a total, the other oil and gas as it is, and "
           "links in Russia, Iran and the\nocean routes closed (and with them the rows `cpc_2024`, "
           "`od24_atyrau_samara` and `north_2024`), the first that\ngrowth breaks is not a "
           "railway: "
           "all that is left behind is Kazakh crude. With the shared limits, where the ferry fleet "
           "is\none limit of both routes, less a quarter at low water, dry cargo breaks as "
           "well.\n\n" +
           growth_part(data, model) + "\n" + years_part(data, model);
}
