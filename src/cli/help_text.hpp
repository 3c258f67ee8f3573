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

Each run writes links.csv, nodes.csv, cuts.csv, growth.csv, kpi.csv, result.json
and manifest.json into DIR/NAME, where NAME is the scenario's (default DIR: runs).

Examples:
  corridor run growth-beyond-5mt.toml
  corridor run base.toml low-water.toml --out results
  corridor run base.toml --format json | jq '.runs[0].growth.breaks_in')";

inline constexpr const char* max_flow_examples = R"(
Also: --format, --out and -q, see corridor --help.

NETWORK is middle-corridor (embedded), a folder with nodes.csv and links.csv, or a
DIMACS file (.max). The source and sink of such a file are the defaults of --from
and --to, its node numbers are the node ids, its arcs the links a1, a2, ... in order.
Without --commodity any cargo counts: every limit applies, permissions do not.

Examples:
  corridor max-flow --from xian --to alat_port --commodity containers
  corridor max-flow --from astana --to poti_port --commodity grain \
      --exclude-country RUS,IRN --exclude-link 'ocean_*'
  corridor max-flow --from tengiz --to ceyhan --commodity crude_oil --format json
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

inline constexpr const char* criticality_examples = R"(
Also: --format and -q, see corridor --help.

Every link and node is taken out on its own, and the largest flow solved without it.

Examples:
  corridor criticality --from xian --to alat_port --commodity containers
  corridor criticality my-network/ --from mine --to harbour --format csv
  corridor criticality --from tengiz --to ceyhan --commodity crude_oil --all)";

inline constexpr const char* allocate_examples = R"(
Also: --format and -q, see corridor --help.

cost serves what is worth its price; served as much as can be; concurrent the same part
of every demand, as large as can be; fair raises the smallest served share of all
origins, then the next smallest. FILE is an SNDlib network in the native format, whose
links run both ways, or a .mcnf file, packed by gzip or xz or not. Where a .mcnf file
asks for the concurrent flow, the value is its inverse: the utilisation of the fullest
link when all is served.

Examples:
  corridor allocate network.txt --objective concurrent
  corridor allocate problem.mcnf.xz --format json
  corridor allocate network.txt --objective cost --unserved-cost 1000 --format csv)";

inline constexpr const char* solve_examples = R"(
Also: --format and -q, see corridor --help.

FILE is a maximum-flow problem in the DIMACS format (.max), packed by gzip or xz or
not. Capacities are whole numbers; -1 is unlimited.

Examples:
  corridor solve problem.max
  corridor solve problem.max.xz --format json
  corridor solve problem.max --flow problem.sol)";

inline constexpr const char* validate_examples = R"(
Also: --format and -q, see corridor --help.

PATH is a folder of CSV files, a DIMACS file (.max), a scenario file (.toml) or
middle-corridor.

Examples:
  corridor validate my-network/
  corridor validate middle-corridor growth-beyond-5mt.toml --strict
  corridor validate my-network/ --format json)";

inline constexpr const char* schema_examples = R"(
Also: --format and -q, see corridor --help.

Examples:
  corridor schema
  corridor schema links
  corridor schema --format csv > dictionary.csv
  corridor schema links --format markdown)";

}  // namespace corridor::cli
