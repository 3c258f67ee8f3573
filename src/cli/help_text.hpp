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
