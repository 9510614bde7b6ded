#!/usr/bin/env python3
"""Measures TLS, mutual TLS and TCP through Apus beside HAProxy, nginx and Envoy, and holds Apus to its limits.

    Benchmarks/l4.py                                      every scenario, seven rounds: about half an hour
    Benchmarks/l4.py --quick                              one short round of each, to see that all works
    Benchmarks/l4.py --scenario tls-get,bulk-1 --peer apus,haproxy,haproxy-splice --rounds 3

The tables go to standard output with a line for each limit, progress to standard error. A limit is on the median of
the rounds' own ratios. README.md beside this file says how to read them.
"""

import argparse
import contextlib
import dataclasses
import http.client
import json
import os
import ssl
import statistics
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import environment, peers, tls  # noqa: E402
from harness.environment import PAIR_PORT, PROXY_PORT  # noqa: E402
from harness.load import Load, measure, origin, start  # noqa: E402
from harness.processes import StartError, Together  # noqa: E402
from harness.report import median, ratio, ratios  # noqa: E402
from harness.rounds import interleaved, least_disturbed, tell  # noqa: E402


@dataclasses.dataclass(frozen=True)
class Limit:
    """The most that Apus may cost of the cheapest of these peers."""

    most: float
    peers: tuple

    @property
    def base(self):
        return self.peers[0] if len(self.peers) == 1 else f"the best of {', '.join(self.peers)}"


@dataclasses.dataclass(frozen=True)
class Scenario:
    """One kind of traffic. Proxies of several setups stand in a row, the one that clients speak to last."""

    title: str
    load: Load
    limits: tuple
    setups: tuple = (peers.Setup(),)
    unit: str = "request"
    #: Whether HAProxy is measured a second time, splicing, and the floor of what splices.
    splices: bool = False
    #: Whether every handshake must have resumed a session, or none.
    resumed: bool = False


HAPROXY, NGINX, ENVOY, SPLICING, FLOOR = "haproxy", "nginx", "envoy", "haproxy-splice", "relay-splice"
#: Those that stand only beside what splices.
SPLICERS = (SPLICING, FLOOR)
EITHER = (HAPROXY, NGINX)
TCP = (peers.Setup(tcp=True),)
PAIR = (peers.Setup(port=PAIR_PORT, certificate="ecdsa", mutual=True),
        peers.Setup(sink_port=PAIR_PORT, certificate_up="client", h2_up=True))
ENDLESS = 10 ** 15
IDLE_MIB = 16


def secured(key):
    return (peers.Setup(certificate=key),)


def handshakes(key, title, resumed):
    """As many handshakes as 32 connections at once can have, and nothing else."""
    arguments = ("-t", "-k", "-s") if resumed else ("-t", "-k")
    return Scenario(
        f"{title} and the connection's end; nothing is requested, 32 at once",
        Load(connections=32, arguments=arguments), (Limit(1.05, EITHER),), secured(key), "handshake", resumed=resumed)


def bulk(streams, title):
    return Scenario(
        f"TCP, {title} from the origin", Load(size=ENDLESS, connections=streams, by_volume=True),
        (Limit(1.05, (SPLICING,)), Limit(0.65, (ENVOY,))), TCP, "MiB", splices=True)


SCENARIOS = {
    "tls-get": Scenario(
        "TLS 1.3 from clients, GET, 100-byte answer, 64 keep-alive connections", Load(arguments=("-t",)),
        (Limit(0.9, EITHER), Limit(0.45, (ENVOY,))), secured("ecdsa")),
    "full-ecdsa": handshakes("ecdsa", "A full handshake of TLS 1.3, ECDSA P-256", False),
    "full-rsa": handshakes("rsa", "A full handshake of TLS 1.3, RSA-2048", False),
    "resumed-ecdsa": handshakes("ecdsa", "A handshake of TLS 1.3 that resumes by ticket, ECDSA P-256", True),
    "resumed-rsa": handshakes("rsa", "A handshake of TLS 1.3 that resumes by ticket, RSA-2048", True),
    "pair": Scenario(
        "Client, sidecar, HTTP/2 over mutual TLS, sidecar, origin; both sidecars' CPU; GET, 100-byte answer, 64 "
        "keep-alive connections", Load(), (Limit(0.9, (HAPROXY,)), Limit(0.35, (ENVOY,))), PAIR),
    "bulk-1": bulk(1, "one endless stream"),
    "bulk-16": bulk(16, "sixteen endless streams"),
    "body-1m": Scenario(
        "HTTP/1.1, GET, 1-MiB answer, 16 keep-alive connections", Load(size=1 << 20, connections=16, by_volume=True),
        (Limit(0.75, (HAPROXY, NGINX, ENVOY)), Limit(0.75, (HAPROXY, SPLICING, NGINX, ENVOY))), unit="MiB",
        splices=True),
    "tcp-connect": Scenario(
        "TCP, a connection for one byte each way, 64 at once", Load(arguments=("-e",)), (Limit(1.05, (NGINX,)),), TCP,
        "connection"),
}
IDLE = "idle"


def main():
    arguments = parse()
    known = peers.all_peers(arguments.apus)[:-1]
    known[2:2] = [peers.SplicingHAProxy(), peers.SplicingRelay()]
    wanted = [peer for peer in known if not arguments.peer or peer.name in arguments.peer]
    chosen = [peer for peer in wanted if not peer.missing()]
    environment.enter()
    tls.make()
    for peer in wanted:
        if peer.missing():
            tell(f"left out: {peer.missing()}")
    results = {name: run(name, chosen, arguments) for name in arguments.scenario if name != IDLE}
    resident = idle(chosen, arguments.rounds) if IDLE in arguments.scenario else {}
    machine = environment.machine()
    versions = {peer.name: peer.version() for peer in chosen}
    print(document(machine, versions, arguments, results, resident), end="")
    with open(arguments.json, "w") as file:
        json.dump({"machine": machine, "versions": versions, "rounds": arguments.rounds, "seconds": arguments.seconds,
                   "scenarios": results, "idle_mib": resident}, file, indent=1)
    tell(f"every measurement: {arguments.json}")


def run(name, chosen, arguments):
    """The rounds of one scenario: {peer: [measurement or None]}."""
    scenario = SCENARIOS[name]
    tell(f"{name}: {scenario.title}")

    def attempt(peer):
        try:
            with started(peer, scenario.setups) as proxies:
                cell = measure(proxies, scenario.load, arguments.seconds, peer.warm_up * arguments.warm_up)
        finally:
            environment.remove_logs()
        check(cell, scenario)
        return cell

    def quiet_cell(peer, number):
        cell = least_disturbed(peer, attempt, arguments.retries, arguments.foreign)
        if cell:
            tell(f"  {number}/{arguments.rounds} {peer.name:14} {cell['cpu_us']:8.2f} us/{scenario.unit} "
                 f"{cell['units_per_second']:9,.0f}/s  proxy core {cell['proxy_busy']:4.0%} "
                 f"(others {cell['foreign_share']:.1%})")
        return cell

    with origin():
        return interleaved(able(scenario, chosen), arguments.rounds, quiet_cell)


def able(scenario, chosen):
    """The peers that can be what the scenario asks for; the others are told."""
    found = []
    for peer in chosen:
        reason = next((reason for setup in scenario.setups if (reason := peer.unable(setup))), None)
        if reason:
            tell(f"  left out: {reason}")
        elif peer.name not in SPLICERS or scenario.splices:
            found.append(peer)
    return found


@contextlib.contextmanager
def started(peer, setups):
    """A proxy for each setup, the first one first, all charged as one."""
    with contextlib.ExitStack() as stack:
        yield Together([stack.enter_context(start(peer, setup)) for setup in setups])


def check(cell, scenario):
    """What failed, or did not come from the origin, or resumed nothing where it should, is not measured."""
    load, failed = scenario.load, cell["bad"] + cell["errors"]
    if failed * 1000 > cell["requests"]:
        raise StartError(f"{failed} of {cell['requests']} failed")
    if scenario.unit == "request" and cell["bytes_per_answer"] < load.size + 100:
        raise StartError(f"answers are {cell['bytes_per_answer']:.0f} bytes long, too short for the origin's")
    if cell["resumed"] != (cell["requests"] if scenario.resumed else 0):
        raise StartError(f"{cell['resumed']} of {cell['requests']} handshakes resumed a session")


def idle(chosen, rounds):
    """{peer: MiB resident} with a TLS listener, one request answered, then left alone for a second; medians."""
    def resident_mib(peer, _):
        try:
            with start(peer, peers.Setup(certificate="ecdsa")) as proxy:
                request_over_tls()
                time.sleep(1)
                return proxy.resident_kib() / 1024
        except (StartError, OSError) as problem:
            tell(f"  {peer.name}: {problem}")
            return None

    with origin():
        found = interleaved([peer for peer in chosen if peer.name not in SPLICERS], rounds, resident_mib)
    measured = {peer: [mib for mib in sizes if mib] for peer, sizes in found.items()}
    return {peer: statistics.median(sizes) for peer, sizes in measured.items() if sizes}


def request_over_tls():
    """One request, by a client that judges the certificate."""
    context = ssl.create_default_context(cafile=tls.AUTHORITY)
    connection = http.client.HTTPSConnection(tls.NAME, PROXY_PORT, timeout=5, context=context)
    with contextlib.closing(connection):
        connection.request("GET", "/b/100")
        answer = connection.getresponse()
        if answer.status != 200 or len(answer.read()) != 100:
            raise StartError(f"a request over TLS was answered with {answer.status}")


def document(machine, versions, arguments, results, resident):
    """The whole report in Markdown: the machine, what ran, a table for each scenario, then the limits."""
    lines = [
        f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}, Linux {machine['kernel']}, "
        f"{machine['date']}.",
        "; ".join(dict.fromkeys(versions.values())) + f"; {ssl.OPENSSL_VERSION}.",
        f"{arguments.rounds} interleaved rounds of {arguments.seconds:g} s, one worker each; medians, and for ratios "
        "the median of the rounds' own ratios with their range.",
    ]
    for name, cells in results.items():
        lines += ["", f"### {name}", "", SCENARIOS[name].title + ".", ""] + table(SCENARIOS[name], cells)
    if resident:
        lines += ["", f"### {IDLE}", "", "Resident with one TLS listener, after one request.", "", "| proxy | MiB |",
                  "|---|---:|"]
        lines += [f"| {peer} | {mib:.2f} |" for peer, mib in sorted(resident.items(), key=lambda row: row[1])]
    lines += ["", "### limits", ""]
    lines += [verdict(name, limit, cells) for name, cells in results.items() for limit in SCENARIOS[name].limits]
    if "apus" in resident:
        lines.append(f"- {_holds(resident['apus'], IDLE_MIB)}: {IDLE}, {resident['apus']:.2f} MiB, at most {IDLE_MIB}")
    return "\n".join(lines) + "\n"


def table(scenario, cells):
    """The table of one scenario, cheapest first."""
    rows = sorted((peer for peer in cells if any(cells[peer])), key=lambda peer: median(cells[peer], "cpu_us"))
    heads = [f"CPU µs a {scenario.unit}", *(f"of {limit.base}" for limit in scenario.limits), "user",
             f"{scenario.unit}s/s" if scenario.unit != "MiB" else "MiB/s", "RSS MiB"]
    lines = [f"| proxy | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for peer in rows:
        rounds = cells[peer]
        costs = [cell["cpu_us"] for cell in rounds if cell]
        lines.append("| " + " | ".join([
            peer,
            f"{statistics.median(costs):.1f} ({min(costs):.1f}–{max(costs):.1f})",
            *(ratio(rounds, cells.get(cheapest(limit, cells))) for limit in scenario.limits),
            f"{median(rounds, 'user_share'):.0%}",
            f"{median(rounds, 'units_per_second'):,.0f}",
            f"{median(rounds, 'rss_kib') / 1024:.1f}",
        ]) + " |")
    disturbed = max((cell["foreign_share"] for rounds in cells.values() for cell in rounds if cell), default=0)
    if disturbed > 0.05:
        lines += ["", f"Other programs took up to {disturbed:.0%} of the proxy's core in a round."]
    return lines


def cheapest(limit, cells):
    """The peer that a limit is held against: the one with the lowest median."""
    measured = [peer for peer in limit.peers if any(cells.get(peer, []))]
    return min(measured, key=lambda peer: median(cells[peer], "cpu_us"), default=None)


def verdict(name, limit, cells):
    """The line of one limit."""
    base = cheapest(limit, cells)
    found = ratios(cells.get("apus", []), cells.get(base))
    if not found:
        return f"- not measured: {name}, of {limit.base}"
    return (f"- {_holds(statistics.median(found), limit.most)}: {name}, {ratio(cells['apus'], cells[base])} of {base}, "
            f"at most {limit.most:.2f}")


def _holds(value, most):
    return "holds" if value <= most else "**does not hold**"


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = lambda text: text.split(",")  # noqa: E731
    scenarios = [*SCENARIOS, IDLE]
    parser.add_argument("--scenario", type=names, default=scenarios, help=f"of {', '.join(scenarios)}")
    parser.add_argument("--peer", type=names, help=f"of apus, {HAPROXY}, {SPLICING}, {FLOOR}, {NGINX}, {ENVOY}; "
                        "default all that are here")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2, help="measured in each cell (2)")
    parser.add_argument("--warm-up", type=float, default=1, help="scales every peer's warm-up (1.5 s, Envoy's 3 s)")
    parser.add_argument("--foreign", type=float, default=0.03, help="share of the core that others may take (0.03)")
    parser.add_argument("--retries", type=int, default=2, help="how often a disturbed cell is measured again (2)")
    parser.add_argument("--apus", help="the binary to measure (.build/release/apus)")
    parser.add_argument("--json", default=os.path.join(environment.WORK, "l4.json"), help="where every cell goes")
    parser.add_argument("--quick", action="store_true", help="one round of 0.3 s")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.scenario if name not in scenarios]
    if unknown:
        parser.error(f"unknown scenario {', '.join(unknown)}; known: {', '.join(scenarios)}")
    if arguments.quick:
        arguments.rounds, arguments.seconds, arguments.warm_up, arguments.retries = 1, 0.3, 0.2, 0
    return arguments


if __name__ == "__main__":
    main()
