"""NetworkX: from arrays to the cost and the flow, its own graph built on the way.

usage: networkx.py FILE.min SECONDS  prints "COST COST_OF_FLOW MEDIAN_SECONDS RUNS VERSION"
"""

import statistics
import sys
import time

sys.path.pop(0)  # this folder holds files named like the packages

import networkx


def read(path):
    supply, arcs = {}, []
    with open(path, encoding="ascii") as lines:
        for line in lines:
            words = line.split()
            if words[0] == "a":
                arcs.append([int(word) for word in words[1:]])
            elif words[0] == "n":
                supply[int(words[1])] = int(words[2])
            elif words[0] == "p":
                nodes = int(words[2])
    return nodes, supply, arcs


def solve(nodes, supply, arcs):
    graph = networkx.MultiDiGraph()
    for node in range(1, nodes + 1):
        graph.add_node(node, demand=-supply.get(node, 0))
    for number, (tail, head, _, capacity, cost) in enumerate(arcs):
        graph.add_edge(tail, head, key=number, capacity=capacity, weight=cost)
    return networkx.network_simplex(graph)


problem = read(sys.argv[1])
times = []
end = time.perf_counter() + float(sys.argv[2])
while not times or (len(times) < 20 and time.perf_counter() + times[-1] < end):
    begin = time.perf_counter()
    cost, flow = solve(*problem)
    times.append(time.perf_counter() - begin)
of_flow = sum(
    flow[arc[0]][arc[1]][number] * arc[4] for number, arc in enumerate(problem[2])
)
print(cost, of_flow, f"{statistics.median(times[1:] or times):.9f}", len(times), networkx.__version__)
