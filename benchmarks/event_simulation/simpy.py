"""The ferries in SimPy 2, as Debian's python3-simpy has it: prints events, seconds and mean wait."""
import random
import sys
import time

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

VESSELS, BERTHS = 20, 4
TIMES = (6.0, 20.0, 5.0, 18.0)


class Vessel(Process):
    def life(self, ports, totals):
        yield hold, self, random.expovariate(1.0 / TIMES[3])
        while True:
            for port in (0, 1):
                since = self.sim.now()
                yield request, self, ports[port]
                totals[1] += self.sim.now() - since
                totals[2] += 1
                yield hold, self, random.expovariate(1.0 / TIMES[2 * port])
                yield release, self, ports[port]
                yield hold, self, random.expovariate(1.0 / TIMES[2 * port + 1])
                totals[0] += 2


def main():
    until = float(sys.argv[1])
    random.seed(1)
    sim = Simulation()
    sim.initialize()
    ports = [Resource(capacity=BERTHS, sim=sim) for _ in range(2)]
    totals = [0, 0.0, 0]
    for i in range(VESSELS):
        vessel = Vessel(name=str(i), sim=sim)
        sim.activate(vessel, vessel.life(ports, totals))
    begin = time.perf_counter()
    sim.simulate(until=until)
    seconds = time.perf_counter() - begin
    print(totals[0], seconds, totals[1] / max(1, totals[2]))


if __name__ == "__main__":
    main()
