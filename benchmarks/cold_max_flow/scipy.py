"""SciPy: from arrays to value and cut, its own graph built on the way.

usage: scipy.py FILE.max SECONDS  prints "VALUE CUT_CAPACITY MEDIAN_SECONDS RUNS VERSION",
or nothing where the capacities are more than SciPy takes
"""

import sys

sys.path.pop(0)  # this folder holds files named like the packages

import numpy
import scipy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

sys.path.append(__file__.rsplit("/", 2)[0] + "/support")
from timed import read_max, report  # noqa: E402


def solve(problem):
    tail, head, capacity = problem.columns
    shape = (problem.nodes, problem.nodes)
    graph = csr_matrix((capacity, (tail, head)), shape=shape)
    graph.sum_duplicates()
    # A residual may grow to both directions together, and SciPy holds it in 32 bits.
    if graph.data.max() >= 2**30 or graph[problem.source].sum() >= 2**31:
        sys.exit(0)
    graph = graph.astype(numpy.int32)
    answer = maximum_flow(graph, problem.source, problem.sink)
    flow = answer.flow if hasattr(answer, "flow") else answer.residual
    residual = graph - flow
    residual.eliminate_zeros()
    near = breadth_first_order(residual, problem.source, return_predecessors=False)
    return int(answer.flow_value), near.tolist()


report(read_max(sys.argv[1]), solve, float(sys.argv[2]), scipy.__version__)
