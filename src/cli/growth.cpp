#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/base/names.hpp>
#include <corridor/flow/parametric.hpp>
#include <corridor/io/csv.hpp>
#include <corridor/io/files.hpp>
#include <corridor/report/growth_curve.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace corridor::cli {
namespace {

using Growing = report::GrowthCurveReport::Growing;

/// What the command line makes grow, or what is wrong with it.
class Reader {
  public:
    Reader(const Question& question, const GrowthArguments& arguments)
        : network_(question.network), query_(question.query), arguments_(arguments) {}

    Scaling read() {
        Scaling scaling;
        if (!arguments_.demand.empty()) {
            growing_ = Growing::endpoints;
            read_demand(scaling);
        } else if (!arguments_.systems.empty() || !arguments_.links.empty()) {
            growing_ = Growing::capacities;
            read_capacities(scaling);
        } else if (!arguments_.rates.empty()) {
            growing_ = Growing::rates;
            read_rates(scaling);
        } else {
            scaling = scale_demand();
        }
        if (arguments_.up_to) {
            scaling.to = Fraction(*arguments_.up_to);
        }
        return scaling;
    }

    [[nodiscard]] Growing growing() const { return growing_; }
    [[nodiscard]] const Diagnostics& faults() const { return faults_; }

  private:
    void fault(Place place, std::string field, std::string expected, std::string_view found,
               std::string advice = "") {
        faults_.add({Severity::error, std::move(place), std::move(field), std::move(expected),
                     io::shown(found), std::move(advice)});
    }

    void read_demand(Scaling& scaling) {
        const Scaling free = scale_endpoints(query_);
        scaling.origins = free.origins;
        scaling.destinations = free.destinations;
        const auto set = [](const std::vector<Endpoint>& endpoints,
                            std::vector<MovingLimit>& limits,
                            const GrowthArguments::Amount& amount) {
            for (std::size_t i = 0; i < endpoints.size(); ++i) {
                if (endpoints[i].node == amount.node) {
                    limits[i] = {0, amount.t_per_year};
                    return true;
                }
            }
            return false;
        };
        std::set<std::string> seen;
        for (const GrowthArguments::Amount& amount : arguments_.demand) {
            if (!seen.insert(amount.node).second) {
                fault({}, "--demand", "each node once", amount.node);
            } else if (!set(query_.from, scaling.origins, amount) &&
                       !set(query_.to, scaling.destinations, amount)) {
                fault({}, "--demand", "a node of --from or --to", amount.node);
            }
        }
    }

    void read_capacities(Scaling& scaling) {
        std::vector<Element> elements;
        for (const std::string& system : arguments_.systems) {
            const auto systems = network_.systems();
            if (std::find(systems.begin(), systems.end(), system) == systems.end()) {
                fault({}, "--scale-system", "a system of the network", system,
                      did_you_mean(system, {systems.begin(), systems.end()}));
            }
            for (std::uint32_t i = 0; i < network_.links().size(); ++i) {
                if (network_.links()[i].system == system) {
                    elements.push_back(Element::of(LinkId{i}));
                }
            }
        }
        for (const std::string& id : arguments_.links) {
            if (const auto link = find_link({}, "--scale-link", id)) {
                elements.push_back(Element::of(*link));
            }
        }
        std::sort(elements.begin(), elements.end());
        elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
        scaling = scale_capacity(network_, query_, elements);
    }

    void read_rates(Scaling& scaling) {
        faults_.append(check_input_file(arguments_.rates, "--rates", "a CSV file with link rates"));
        if (!faults_.ok()) {
            return;
        }
        const Parsed<std::string> text = io::read_file(arguments_.rates);
        faults_.append(text.diagnostics());
        if (!text.ok()) {
            return;
        }
        const auto table = io::parse_csv(arguments_.rates, *text, faults_);
        if (!table) {
            return;
        }
        const auto id = column(*table, "link_id");
        const auto rate = column(*table, "rate_t_per_year");
        std::set<LinkId> seen;
        for (std::size_t row = 0; id && rate && row < table->row_count(); ++row) {
            const auto link = find_link(table->place(row, *id), "link_id", table->field(row, *id));
            const auto amount = whole(*table, row, *rate);
            if (!link || !amount) {
                continue;
            }
            if (!seen.insert(*link).second) {
                fault(table->place(row, *id), "link_id", "each link once", table->field(row, *id));
            } else if (const auto& capacity = network_.link(*link).capacity) {
                scaling.elements.push_back({Element::of(*link), {capacity->rate.count(), *amount}});
            }
        }
    }

    std::optional<std::size_t> column(const io::CsvTable& table, const std::string& name) {
        const auto header = table.header();
        const auto found = std::find(header.begin(), header.end(), name);
        if (found == header.end()) {
            fault({table.file(), 1, 1}, name, "a column of this name", "none");
            return std::nullopt;
        }
        return static_cast<std::size_t>(found - header.begin());
    }

    std::optional<std::int64_t> whole(const io::CsvTable& table, std::size_t row,
                                      std::size_t column) {
        const std::string_view text = table.field(row, column);
        std::int64_t value = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
        if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || value < 0 ||
            value > TonnesPerYear::largest) {
            fault(table.place(row, column), "rate_t_per_year", "whole t/yr from 0 to 2^38", text);
            return std::nullopt;
        }
        return value;
    }

    std::optional<LinkId> find_link(Place place, const char* field, std::string_view id) {
        const auto link = network_.find_link(id);
        if (!link) {
            fault(std::move(place), field, "the id of a link", id,
                  did_you_mean(id, network_.link_ids()));
        }
        return link;
    }

    const Network& network_;
    const FlowQuery& query_;
    const GrowthArguments& arguments_;
    Growing growing_ = Growing::demand;
    Diagnostics faults_;
};

}  // namespace

int growth(const CommonArguments& common, const GrowthArguments& arguments, Console& console) {
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    Reader reader(*question, arguments);
    report::GrowthCurveReport report{.network_name = arguments.network, .scaling = reader.read()};
    console.tell(reader.faults());
    if (!reader.faults().ok()) {
        return invalid_input;
    }
    report.growing = reader.growing();
    report.network = std::move(question->network);
    report.query = std::move(question->query);
    const auto begin = std::chrono::steady_clock::now();
    report.answer = parametric_max_flow(report.network, report.query, report.scaling);
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
