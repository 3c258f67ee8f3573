"""What the Python competitors share: reading a problem, and timing a solver on it."""

import statistics
import time
from functools import cached_property


class Problem:
    def __init__(self):
        self.nodes = self.source = self.sink = 0
        self.arcs = []

    @cached_property
    def columns(self):
        import numpy

        return numpy.array(self.arcs, dtype=numpy.int64).reshape(-1, 3).T


def read_max(path):
    problem = Problem()
    with open(path, encoding="ascii") as lines:
        for line in lines:
            words = line.split()
            if words[0] == "a":
                problem.arcs.append((int(words[1]) - 1, int(words[2]) - 1, int(words[3])))
            elif words[0] == "p":
                problem.nodes = int(words[2])
            elif words[0] == "n":
                setattr(problem, "source" if words[2] == "s" else "sink", int(words[1]) - 1)
    problem.columns  # read before the clock starts
    return problem


def report(problem, solve, seconds, version):
    """Solves at least once and again while `seconds` last; the first run warms up where others follow."""
    times = []
    end = time.perf_counter() + seconds
    while not times or (len(times) < 20 and time.perf_counter() + times[-1] < end):
        begin = time.perf_counter()
        value, near = solve(problem)
        times.append(time.perf_counter() - begin)
    near = set(near)
    crossing = sum(c for tail, head, c in problem.arcs if tail in near and head not in near)
    median = statistics.median(times[1:] or times)
    print(value, crossing, f"{median:.9f}", len(times), version)
