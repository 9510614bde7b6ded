#!/usr/bin/env python3
"""Measures Apus beside Envoy, HAProxy, nginx and a relay that only copies, on this machine.

    Benchmarks/bench.py                                 every scenario, seven rounds: about a quarter of an hour
    Benchmarks/bench.py --quick                         one short round of each, to see that all works
    Benchmarks/bench.py --scenario get-100,get-10k-log --peer apus,haproxy,nginx --rounds 9

The table goes to standard output, progress to standard error. README.md beside this file says how to read it.
"""

import argparse
import dataclasses
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import environment, peers, report  # noqa: E402
from harness.load import Load, measure, origin, start  # noqa: E402
from harness.rounds import interleaved, least_disturbed, tell  # noqa: E402
from harness.processes import StartError  # noqa: E402


@dataclasses.dataclass(frozen=True)
class Scenario:
    """One kind of traffic."""

    title: str
    load: Load
    setup: peers.Setup = peers.Setup()


SCENARIOS = {
    "get-100": Scenario("GET, 100-byte answer, 64 keep-alive connections, ten request headers", Load()),
    "get-10k": Scenario("GET, 10-KiB answer, 64 keep-alive connections", Load(size=10240)),
    "post-10k": Scenario("POST of 10 KiB, 100-byte answer, 64 keep-alive connections",
                         Load(arguments=("-X", "POST", "-b", "10240"))),
    "connect": Scenario("GET, 100-byte answer, a new connection for each request, 64 at once",
                        Load(arguments=("-x",))),
    "paced": Scenario("GET, 100-byte answer, 5,000 requests a second over 64 connections",
                      Load(arguments=("-r", "5000"))),
}
SCENARIOS.update({
    name + "-log": Scenario(
        scenario.title + ", access log and request id on", scenario.load, peers.Setup(log=True))
    for name, scenario in list(SCENARIOS.items())
})
SCENARIOS["get-100-bare"] = Scenario(
    "GET, 100-byte answer, 64 keep-alive connections; the router counts and tells nothing by itself",
    Load(), peers.Setup(bare=True))
SCENARIOS["sidecar"] = Scenario(
    "GET, 100-byte answer, 64 keep-alive connections; access log, request id, fault filter, RBAC, CORS and retries",
    Load(), peers.Setup(log=True, sidecar=True))
SCENARIOS["route-full"] = Scenario(
    "GET, 100-byte answer, 64 keep-alive connections; a route of an expression, five matchers of fields, weights, a subset "
    "and retries, behind RBAC, a rate limit and CORS", Load(), peers.Setup(full=True))
for count in (10, 10_000):
    SCENARIOS[f"routes-{count}"] = Scenario(
        f"GET, 100-byte answer, 64 keep-alive connections; the last of {count:,} prefix routes to as many clusters",
        Load(), peers.Setup(routes=count))
SCENARIOS["subset-1000"] = Scenario(
    "GET, 100-byte answer, one keep-alive connection; a subset of 1,000 endpoints", Load(connections=1),
    peers.Setup(subset=1_000))
DEFAULT = ["get-100", "get-100-log", "sidecar", "get-10k", "get-10k-log", "post-10k", "connect", "paced"]


def main():
    arguments = parse()
    chosen, missing = peers.choose(arguments.peer, arguments.apus)
    environment.enter()
    for reason in missing:
        tell(f"left out: {reason}")
    if not chosen:
        sys.exit("no peer is here")
    results = {name: run(name, chosen, arguments) for name in arguments.scenario}
    versions = {peer.name: peer.version() for peer in chosen}
    conditions = {
        "machine": environment.machine(), "versions": versions, "missing": missing, "rounds": arguments.rounds,
        "seconds": arguments.seconds,
    }
    text = report.document(conditions, {name: (SCENARIOS[name].title, cells) for name, cells in results.items()})
    print(text, end="")
    if arguments.markdown:
        with open(arguments.markdown, "w") as file:
            file.write(text)
    with open(arguments.json, "w") as file:
        json.dump({**conditions, "scenarios": results}, file, indent=1)
    tell(f"every measurement: {arguments.json}")


def run(name, chosen, arguments):
    """The rounds of one scenario: {peer: [measurement or None]}. A peer that fails is named, and the others go on."""
    scenario = SCENARIOS[name]

    def attempt(peer):
        try:
            with start(peer, scenario.setup) as proxy:
                cell = measure(proxy, scenario.load, arguments.seconds, peer.warm_up * arguments.warm_up)
        finally:
            environment.remove_logs()
        check(cell, scenario.load)
        return cell

    def quiet_cell(peer, number):
        cell = least_disturbed(peer, attempt, arguments.retries, arguments.foreign)
        if cell:
            tell(f"  {number}/{arguments.rounds} {peer.name:8} {cell['cpu_us']:8.2f} us/request "
                 f"{cell['requests_per_second']:9,.0f}/s  proxy core {cell['proxy_busy']:4.0%} "
                 f"(others {cell['foreign_share']:.1%})  p50 {cell['p50_us']:,.0f} p99 {cell['p99_us']:,.0f} us")
        return cell

    tell(f"{name}: {scenario.title}")
    reasons = {peer: peer.unable(scenario.setup) for peer in chosen}
    for reason in filter(None, reasons.values()):
        tell(f"  left out: {reason}")
    with origin():
        return interleaved([peer for peer in chosen if not reasons[peer]], arguments.rounds, quiet_cell)


def check(cell, load):
    """A proxy that answers by itself, or not with what the origin sent, is not measured."""
    failed = cell["bad"] + cell["errors"]
    if failed * 1000 > cell["requests"]:
        raise StartError(f"{failed} of {cell['requests']} requests failed")
    if cell["bytes_per_answer"] < load.size + 100:
        raise StartError(f"answers are {cell['bytes_per_answer']:.0f} bytes long, too short for the origin's")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = lambda text: text.split(",")  # noqa: E731
    parser.add_argument("--scenario", type=names, default=DEFAULT, help=f"of {', '.join(SCENARIOS)}; or all")
    parser.add_argument("--peer", type=names, help="of apus, haproxy, nginx, envoy, relay; default all that are here")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2, help="measured in each cell (2)")
    parser.add_argument("--warm-up", type=float, default=1, help="scales every peer's warm-up (1.5 s, Envoy's 3 s)")
    parser.add_argument("--foreign", type=float, default=0.03, help="share of the core that others may take (0.03)")
    parser.add_argument("--retries", type=int, default=2, help="how often a disturbed cell is measured again (2)")
    parser.add_argument("--apus", help="the binary to measure (.build/release/apus)")
    parser.add_argument("--json", default=os.path.join(environment.WORK, "bench.json"), help="where every cell goes")
    parser.add_argument("--markdown", help="a second place for the table")
    parser.add_argument("--quick", action="store_true", help="one round of 0.3 s")
    arguments = parser.parse_args()
    if arguments.scenario == ["all"]:
        arguments.scenario = list(SCENARIOS)
    unknown = [name for name in arguments.scenario if name not in SCENARIOS]
    if unknown:
        parser.error(f"unknown scenario {', '.join(unknown)}; known: {', '.join(SCENARIOS)}")
    if arguments.quick:
        arguments.rounds, arguments.seconds, arguments.warm_up, arguments.retries = 1, 0.3, 0.2, 0
    return arguments


if __name__ == "__main__":
    main()
