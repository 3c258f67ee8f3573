"""NetworkX: one flow solved again on a residual network that stands.

usage: networkx.py FILE.max SECONDS  prints "VALUE CUT_CAPACITY MEDIAN_SECONDS RUNS VERSION"
"""

import sys

sys.path.pop(0)  # this folder holds files named like the packages

import networkx
from networkx.algorithms.flow import build_residual_network, preflow_push

sys.path.append(__file__.rsplit("/", 2)[0] + "/support")
from timed import read_max, report  # noqa: E402

problem = read_max(sys.argv[1])
graph = networkx.DiGraph()
graph.add_nodes_from(range(problem.nodes))
for tail, head, capacity in problem.arcs:  # parallel arcs have to be merged
    if graph.has_edge(tail, head):
        graph[tail][head]["capacity"] += capacity
    else:
        graph.add_edge(tail, head, capacity=capacity)
residual = build_residual_network(graph, "capacity")


def solve(_):
    value, (near, _) = networkx.minimum_cut(
        graph, problem.source, problem.sink, flow_func=preflow_push, residual=residual
    )
    return value, near


report(problem, solve, float(sys.argv[2]), networkx.__version__)
