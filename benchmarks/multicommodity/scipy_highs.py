"""SciPy with HiGHS: one year of an allocation from arrays, as a linear program over the flow of each
origin and commodity on each arc, built on the way.

usage: scipy_highs.py FILE.json SECONDS  prints "VALUE VALUE MEDIAN_SECONDS RUNS VERSION", the value
in whole USD of the file where HiGHS agrees with it to 1e-7, else 0
"""

import json
import statistics
import sys
import time

sys.path.pop(0)  # this folder holds files named like the packages

import numpy
import scipy
from scipy.optimize import linprog
from scipy.sparse import coo_matrix


def solve(problem):
    nodes, tail, head = problem["nodes"], problem["tail"], problem["head"]
    bundles = {}
    for demand in problem["demands"]:
        bundles.setdefault((demand[0], demand[1]), []).append(demand)
    row, column, value = [], [], []
    limit_row, limit_column, limit_value = [], [], []
    cost, upper, balance = [], [], numpy.zeros(nodes * len(bundles))
    uses = {}
    for limit, arc, commodity, each in problem["uses"]:
        uses.setdefault(arc, []).append((limit, commodity, each))
    for bundle, ((commodity, origin), demands) in enumerate(bundles.items()):
        base = bundle * nodes
        for arc, is_open in enumerate(problem["open"][commodity]):
            if not is_open:
                continue
            at = len(cost)
            row += [base + tail[arc], base + head[arc]]
            column += [at, at]
            value += [1.0, -1.0]
            cost.append(problem["cost"][commodity][arc])
            upper.append(None)
            for limit, only, each in uses.get(arc, ()):
                if only < 0 or only == commodity:
                    limit_row.append(limit)
                    limit_column.append(at)
                    limit_value.append(each)
        for _, _, destination, amount, unserved_cost in demands:
            at = len(cost)
            row += [base + origin, base + destination]
            column += [at, at]
            value += [1.0, -1.0]
            cost.append(unserved_cost)
            upper.append(amount)
            balance[base + origin] += amount
            balance[base + destination] -= amount
    equal = coo_matrix((value, (row, column)), (nodes * len(bundles), len(cost))).tocsr()
    at_most = coo_matrix((limit_value, (limit_row, limit_column)), (len(problem["limits"]), len(cost)))
    answer = linprog(
        cost,
        A_ub=at_most.tocsr(),
        b_ub=problem["limits"],
        A_eq=equal,
        b_eq=balance,
        bounds=[(0, most) for most in upper],
        method="highs",
    )
    return answer.fun


with open(sys.argv[1], encoding="ascii") as text:
    problem = json.load(text)
seconds = float(sys.argv[2])
times = []
end = time.perf_counter() + seconds
while not times or (len(times) < 20 and time.perf_counter() + times[-1] < end):
    begin = time.perf_counter()
    found = solve(problem)
    times.append(time.perf_counter() - begin)
optimum = problem["optimum"]
agreed = round(optimum) if abs(found - optimum) <= 1e-7 * abs(optimum) else 0
print(agreed, agreed, f"{statistics.median(times[1:] or times):.9f}", len(times), scipy.__version__)
