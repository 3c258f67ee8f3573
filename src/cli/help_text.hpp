#pragma once

// What stands below the options in the help of the tool and of each verb.
namespace corridor::cli {

inline constexpr const char* main_examples = R"(
Examples:
  corridor demo
  corridor max-flow --from xian --to alat_port --commodity containers
  corridor run my-scenario.toml --out results
  corridor validate my-network/
  corridor VERB --help    explains a verb, with examples

Exit codes: 0 answered, 1 failure, 2 usage, 3 invalid input, 4 infeasible,
5 limit reached with a feasible answer.)";

inline constexpr const char* demo_examples = R"(
Also: --format, --out, --threads, --seed and -q, see corridor --help.

Examples:
  corridor demo
  corridor demo --out results/demo
  corridor demo --format csv > growth.csv)";

inline constexpr const char* run_examples = R"(
Also: --format, --out, --threads, --seed and -q, see corridor --help.

Each run writes its tables (CSV), result.json, manifest.json, scenario.toml and
report.html into DIR/NAME, where NAME is the scenario's (default DIR: runs).
Several runs share one more report.html in DIR.

Examples:
  corridor run growth-beyond-5mt.toml
  corridor run base.toml low-water.toml --out results
  corridor run base.toml --format json | jq '.runs[0].growth.breaks_in')";

inline constexpr const char* compare_examples = R"(
Also: --format, --out and -q, see corridor --help.

RUN is a scenario file, or a folder that corridor run wrote. Each later one is compared
with the first: what is served, what binds, and the part of every change in it, solved
alone and one after the other. With --out a report.html of all of them and the tables
are written into DIR.

Examples:
  corridor compare growth-beyond-5mt.toml fleet-expansion.toml
  corridor compare runs/base runs/low-water --year 2030
  corridor compare base.toml a.toml b.toml --out results/compared)";

inline constexpr const char* max_flow_examples = R"(
Also: --format, --out and -q, see corridor --help.

NETWORK is middle-corridor (embedded), a folder with nodes.csv and links.csv, a GMNS
folder, or a .geojson, .tntp, SNDlib (.txt) or DIMACS file (.max). The source and sink
of the latter are the defaults of --from and --to, its node numbers are the node ids,
its arcs the links a1, a2, ... in order.
Without --commodity any cargo counts: every limit applies, permissions do not.

Examples:
  corridor max-flow --from xian --to alat_port --commodity containers
  corridor max-flow --from astana --to poti_port --commodity grain \
      --exclude-country RUS,IRN --exclude-link 'ocean_*'
  corridor max-flow --from tengiz --to ceyhan --commodity crude_oil --format json
  corridor max-flow --from tengiz --to ceyhan --format geojson > flow.geojson
  corridor max-flow my-network/ --from mine --to harbour,depot --year 2030)";

inline constexpr const char* sweep_examples = R"(
Also: --format, --threads and -q, see corridor --help.

FILE has link ids as its header and a scenario a row: whole t/yr, or unlimited. Links
that are not named keep their capacity. --format csv prints the values in t/yr alone,
one a line in row order. Every value is proved unless --no-certify is given.

Examples:
  corridor sweep my-network/ --from mine --to harbour --capacities rows.csv
  corridor sweep --from xian --to alat_port --commodity containers \
      --capacities rows.csv --format csv > values.txt
  make-rows | corridor sweep my-network/ --from mine --to harbour --capacities - \
      --threads 2 --no-certify --format json)";

inline constexpr const char* bottlenecks_examples = R"(
Also: --format, --out and -q, see corridor --help.

Every minimum cut, what one tonne a year more or less of each limit is worth and up to
where, and the staircase: what binds next when what binds now has no limit any more.
Where the network has projects, the cheapest of them that lift each step.

Examples:
  corridor bottlenecks --from xian --to poti_port,batumi_port --commodity containers
  corridor bottlenecks --from xian --to alat_port --commodity containers \
      --tolerance 20% --steps 3 --projects p_tripp,p_kars_dilucu
  corridor bottlenecks my-network/ --from mine --to harbour --demand '10 Mt/yr'
  corridor bottlenecks --from tengiz --to ceyhan --commodity crude_oil --format json)";

inline constexpr const char* criticality_examples = R"(
Also: --format and -q, see corridor --help.

Every link and node is taken out on its own, and the largest flow solved without it.
With -k the worst choice of N is found and proved; exit code 5 where a limit ends the
search before the proof.

Examples:
  corridor criticality --from xian --to alat_port --commodity containers
  corridor criticality my-network/ --from mine --to harbour --format csv
  corridor criticality --from tengiz --to ceyhan --commodity crude_oil --all
  corridor criticality --from astana --to poti_port --commodity grain -k 2
  corridor criticality --from astana --to poti_port --commodity grain --pairs
  corridor criticality --from xian --to poti_port --commodity containers \
      --elements systems --group 'crossing=aktau_alat_feeder,kuryk_alat_ferry')";

inline constexpr const char* growth_examples = R"(
Also: --format and -q, see corridor --help.

By default all origins together offer more and more t/yr. With --demand each node offers
(origins) or asks for (destinations) its own amount times a growing factor, with
--scale-system and --scale-link capacities are multiplied, with --rates each step adds
so many t/yr to each link that FILE names.

With --path a demand of --today is followed over years as well: PATH is '12 %/yr',
'12 %/yr up to 20 Mt/yr' (logistic), '10 Mt/yr by 2030' or '6 Mt/yr in 2027,
10 Mt/yr in 2030' (straight lines). Planned links then open in their years, unless
--year fixes one.

Examples:
  corridor growth --from xian --to alat_port --commodity containers
  corridor growth --from xian,astana --to poti_port --commodity containers \
      --demand xian=900000,astana=400000
  corridor growth --from xian --to poti_port --commodity containers --scale-system Caspian
  corridor growth --from xian --to alat_port --commodity containers \
      --today '1 Mt/yr' --path '12 %/yr' --path '10 Mt/yr by 2030')";

inline constexpr const char* routes_examples = R"(
Also: --format and -q, see corridor --help.

Routes repeat no place, whatever their capacity. Generalised cost is money, plus time
and CO2e at what they are worth. Exit code 4 where no route is open.

Examples:
  corridor routes --from xian --to poti_port --commodity containers
  corridor routes --from xian --to duisburg --minimise time -k 3 --profile
  corridor routes --from xian --to budapest --pareto cost,time,co2 --format csv
  corridor routes my-network/ --from mine --to harbour --value-of-time 2.5)";

inline constexpr const char* rivals_examples = R"(
Also: --format and -q, see corridor --help.

A nested logit on money, time and scarcity, calibrated to what each corridor of
corridors.csv carried. --year, --with-planned and --exclude-... change the network against
the one of that year. Exit code 4 where the open corridors carry too little.

Examples:
  corridor rivals
  corridor rivals --close suez
  corridor rivals --close northern
  corridor rivals --cheaper middle=20% --format csv
  corridor rivals --exclude-link aktau_alat_feeder --demand '15000000 TEU/yr')";

inline constexpr const char* dependency_examples = R"(
Also: --format and -q, see corridor --help.

Every country, system and place that the flow uses is closed on its own.

Examples:
  corridor dependency --from xian --to poti_port --commodity containers
  corridor dependency --from xian --to constanta --commodity containers --closed RUS,IRN
  corridor dependency my-network/ --from mine --to harbour --all --format csv)";

inline constexpr const char* delays_examples = R"(
Also: --format and -q, see corridor --help.

Times are those of links and nodes, divided into moving, borders, changes of gauge,
ports and yards.

Examples:
  corridor delays --from xian --to poti_port --commodity containers --demand '1.485 Mt/yr'
  corridor delays my-network/ --from mine --to harbour --format csv)";
inline constexpr const char* simulate_examples = R"(
Also: --format, --out, --threads, --seed and -q, see corridor --help.

Consignments follow the routes of the allocation, wait for paths, servers, vessels,
weather and room, and are timed. Estimates come with confidence intervals; the same
seed gives the same bytes on any number of threads. An interrupt stops early and shows
what is finished by then (exit code 5). --out DIR writes od.csv, places.csv, trace.csv,
result.json and report.html with charts.

Examples:
  corridor simulate
  corridor simulate --exclude-country RUS,IRN --disruption d_kuryk_novdec --threads 2
  corridor simulate my-network/ --demand demands.csv --days 1000 --ci 2%
  corridor simulate my-scenario.toml --replications 100 --format json)";

inline constexpr const char* quickest_examples = R"(
Also: --format and -q, see corridor --help.

All cargo is there at the beginning. Links take their time, places between the ends
their dwell, and capacities are rates at every moment. A closure is a row of FILE:
link_id, from_hour and to_hour or from_day and to_day, and factor (what is left of the
capacity, default 0); with closures time runs in steps, and cargo waits where it must.
Exit code 4 where the amount never arrives, or not within 8000 years.

Examples:
  corridor quickest --from xian --to alat_port --amount '2 Mt' --commodity containers
  corridor quickest --from xian --to poti_port --horizon '30 days' --commodity containers
  corridor quickest my-network/ --from mine --to harbour --amount '75000 t' \
      --closures storms.csv --step '6 h' --format json)";

inline constexpr const char* allocate_examples = R"(
Also: --format and -q, see corridor --help.

cost serves what is worth its price; served as much as can be; concurrent the same part
of every demand, as large as can be; fair raises the smallest served share of all
origins, then the next smallest. FILE is an SNDlib network in the native format, whose
links run both ways, or a .mcnf file, packed by gzip or xz or not. Where a .mcnf file
asks for the concurrent flow, the value is its inverse: the utilisation of the fullest
link when all is served.

With --demand or --base-year FILE is a network: cost is USD a year at generalised cost
(default), and ports, terminals and the resources that links share are limits as well.
A scenario is one of its years: its network, demand and shared limits as they are then.

Examples:
  corridor allocate --base-year 2024
  corridor allocate --base-year 2024 --exclude-country RUS,IRN --resource caspian_ferries=0.75
  corridor allocate my-network/ --demand demands.csv --objective fair --format json
  corridor allocate plan.toml --year 2030 --objective served
  corridor allocate network.txt --objective concurrent
  corridor allocate problem.mcnf.xz --format json
  corridor allocate network.txt --objective cost --unserved-cost 1000 --format csv)";

inline constexpr const char* solve_examples = R"(
Also: --format and -q, see corridor --help.

FILE is a maximum-flow (.max) or minimum-cost problem (.min) in the DIMACS format,
packed by gzip or xz or not. Capacities are whole numbers; -1 is unlimited.

Examples:
  corridor solve problem.max
  corridor solve problem.max.xz --format json
  corridor solve problem.max --flow problem.sol
  corridor solve problem.min --time-limit 10)";

inline constexpr const char* min_cost_examples = R"(
Also: --format and -q, see corridor --help.

The supply file has the columns node_id, supply and unit; a negative supply is a
demand, and supplies and demands must add up to the same. Exit code 4 says that the
amount cannot move, and the cut that is in the way; 5 that a limit came first.

Examples:
  corridor min-cost --from xian --to poti_port --amount '1 Mt/yr' --commodity containers
  corridor min-cost --from xian --to poti_port --amount '50000 TEU/yr' \\
      --commodity containers --minimise time
  corridor min-cost my-network/ --supply supplies.csv --format json
  corridor min-cost --from tengiz --to ceyhan --amount max --minimise co2)";

inline constexpr const char* validate_examples = R"(
Also: --format and -q, see corridor --help.

PATH is a scenario file (.toml), a DIMACS minimum-cost problem (.min) or a network as in
corridor convert --help.

Examples:
  corridor validate my-network/
  corridor validate middle-corridor growth-beyond-5mt.toml --strict
  corridor validate my-network/ --format json)";

inline constexpr const char* convert_examples = R"(
Also: -q, see corridor --help.

IN is middle-corridor, a folder with nodes.csv and links.csv or with the node.csv and
link.csv of GMNS, or a .geojson, .tntp, .max or SNDlib (.txt) file. OUT is written in
the format that its name asks for: .geojson, .max, .gmns (a folder), without an
extension a folder of our own; or in that of --format. What has no place in it is told
on standard error. A .max file needs a source and a sink. A .min file, packed or not,
is written as .min.

An .omx file holds the demand alone, a matrix for each commodity in t/yr: it is written
from a network or a table like demand.csv, and becomes such a table (.csv).

Examples:
  corridor convert middle-corridor network.geojson
  corridor convert middle-corridor network --format gmns
  corridor convert network.gmns my-network
  corridor convert SiouxFalls_net.tntp sioux-falls
  corridor convert middle-corridor demand.omx
  corridor convert trips.omx demand.csv
  corridor convert middle-corridor corridor.max --from xian --to alat_port)";

inline constexpr const char* schema_examples = R"(
Also: --format and -q, see corridor --help.

Examples:
  corridor schema
  corridor schema links
  corridor schema --format csv > dictionary.csv
  corridor schema links --format markdown)";

}  // namespace corridor::cli
