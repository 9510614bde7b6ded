#!/usr/bin/env python3
"""Measures HTTP/2 through Apus beside HAProxy, nginx, nghttpx and Envoy: 64 connections of 10 streams each.

    Benchmarks/http2.py                      every scenario, seven rounds: about ten minutes
    Benchmarks/http2.py --scenario h2c-h1 --peer apus,haproxy --rounds 3

The load is h2load's and so is what it counts; a cell is charged with the proxy's CPU time from just before its second
run of h2load to the end of it, after a first one that warms up. README.md beside this file says how to read ratios.
"""

import argparse
import dataclasses
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import environment, peers  # noqa: E402
from harness.environment import LOAD_CORE, ORIGIN_CORE, ORIGIN_PORT, PROXY_PORT, WORK  # noqa: E402
from harness.load import HEADERS, origin, start  # noqa: E402
from harness.processes import Process, StartError  # noqa: E402


@dataclasses.dataclass(frozen=True)
class Scenario:
    """One kind of traffic: bytes of an answer, of a request's body (0: GET), and whether the origin speaks HTTP/2."""

    title: str
    size: int = 100
    body: int = 0
    h2_up: bool = False


SCENARIOS = {
    "h2c-h1": Scenario("HTTP/2 from clients, HTTP/1.1 to the origin, GET, 100-byte answer"),
    "h2c-h2c": Scenario("HTTP/2 on both sides, GET, 100-byte answer", h2_up=True),
    "grpc-1k": Scenario("HTTP/2 on both sides, POST of 1 KiB as gRPC sends it, 1-KiB answer", 1024, 1024, True),
}
CONNECTIONS, STREAMS = 64, 10


def main():
    arguments = parse()
    known = peers.all_peers(arguments.apus)[:-1]
    known.insert(3, peers.Nghttpx())
    wanted = [peer for peer in known if not arguments.peer or peer.name in arguments.peer]
    chosen = [peer for peer in wanted if not peer.missing()]
    for tool in ("h2load", "nghttpd"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: apt-get install nghttp2-client nghttp2-server")
    environment.enter()
    for peer in wanted:
        if peer.missing():
            tell(f"left out: {peer.missing()}")
    results = {name: run(name, chosen, arguments) for name in arguments.scenario}
    machine = environment.machine()
    print(f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}, Linux {machine['kernel']}, "
          f"{machine['date']}.")
    print("; ".join(peer.version() for peer in chosen) + ".")
    print(f"{arguments.rounds} interleaved rounds of {arguments.requests:,} requests, one worker each.")
    for name, cells in results.items():
        print_table(name, cells)
    with open(os.path.join(WORK, "http2.json"), "w") as file:
        json.dump({"machine": machine, "scenarios": results}, file, indent=1)


def run(name, chosen, arguments):
    """The rounds of one scenario: {peer: [measurement or None]}."""
    scenario = SCENARIOS[name]
    setup = peers.Setup(h2_down=True, h2_up=scenario.h2_up)
    able = [peer for peer in chosen if peer.speaks_h2_up or not scenario.h2_up]
    cells = {peer.name: [] for peer in able}
    with h2_origin(scenario.size) if scenario.h2_up else origin():
        for number in range(arguments.rounds):
            turn = number % len(able)
            for peer in able[turn:] + able[:turn]:
                try:
                    with start(peer, setup) as proxy:
                        cell = measure(proxy, scenario, arguments.requests)
                except (StartError, OSError) as problem:
                    tell(f"  {peer.name}: {problem}")
                    cell = None
                cells[peer.name].append(cell)
                if cell:
                    tell(f"  {name} {number + 1}/{arguments.rounds} {peer.name:8} {cell['cpu_us']:7.2f} us/request "
                         f"{cell['requests_per_second']:9,.0f}/s")
    return cells


def h2_origin(size):
    """An HTTP/2 server in plain text that has a file of this many bytes."""
    root = os.path.join(WORK, "h2-origin")
    os.makedirs(os.path.join(root, "b"), exist_ok=True)
    with open(os.path.join(root, "b", str(size)), "wb") as file:
        file.write(b"x" * size)
    process = Process("nghttpd", ["nghttpd", "--no-tls", "-d", root, str(ORIGIN_PORT)], ORIGIN_CORE)
    process.wait_until_listening(ORIGIN_PORT)
    return process


def measure(proxy, scenario, requests):
    """Warms the proxy up, then charges it for one run of the load."""
    load(scenario, requests // 4)
    before = proxy.cpu_time().seconds
    found = load(scenario, requests)
    cpu = proxy.cpu_time().seconds - before
    proxy.require_running()
    return {**found, "cpu_us": cpu * 1e6 / requests, "rss_kib": proxy.resident_kib()}


def load(scenario, requests):
    """Runs h2load; a request that fails makes the cell worthless."""
    command = ["taskset", "-c", str(LOAD_CORE), "h2load", "-t", "1", "-c", str(CONNECTIONS), "-m", str(STREAMS),
               "-n", str(requests)]
    for name, value in HEADERS.items():
        command += ["-H", f"{name}: {value}"]
    if scenario.body:
        path = os.path.join(WORK, "h2-body")
        with open(path, "wb") as file:
            file.write(b"\0" + (scenario.body - 5).to_bytes(4, "big") + b"x" * (scenario.body - 5))
        command += ["-d", path, "-H", "content-type: application/grpc", "-H", "te: trailers"]
    done = subprocess.run(
        command + [f"http://127.0.0.1:{PROXY_PORT}/b/{scenario.size}"], capture_output=True, text=True, timeout=300)
    rate = re.search(r"finished in [^,]*, ([0-9.]+) req/s", done.stdout)
    good = re.search(r"status codes: (\d+) 2xx", done.stdout)
    if done.returncode or not rate or not good or int(good[1]) != requests:
        raise StartError(f"h2load: {good[1] if good else 0} of {requests} requests were answered well")
    return {"requests_per_second": float(rate[1])}


def print_table(name, cells):
    rows = {peer: [cell for cell in rounds if cell] for peer, rounds in cells.items() if any(rounds)}
    costs = {peer: statistics.median(cell["cpu_us"] for cell in rounds) for peer, rounds in rows.items()}
    others = [peer for peer in costs if peer not in ("apus", "envoy")]
    best = min(others, key=costs.get, default=None)
    print(f"\n### {name}\n\n{SCENARIOS[name].title}.\n")
    print(f"| proxy | CPU µs a request | of {best or 'the best other'} | of Envoy | requests/s | RSS MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    for peer in sorted(rows, key=costs.get):
        measured = [cell["cpu_us"] for cell in rows[peer]]
        print(f"| {peer} | {costs[peer]:.1f} ({min(measured):.1f}–{max(measured):.1f}) "
              f"| {ratio(cells[peer], cells.get(best))} | {ratio(cells[peer], cells.get('envoy'))} "
              f"| {statistics.median(cell['requests_per_second'] for cell in rows[peer]):,.0f} "
              f"| {statistics.median(cell['rss_kib'] for cell in rows[peer]) / 1024:.1f} |")


def ratio(rounds, base):
    """`median (lowest–highest)` of the rounds in which both were measured."""
    ratios = [one["cpu_us"] / other["cpu_us"] for one, other in zip(rounds, base or []) if one and other]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if ratios else "–"


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = lambda text: text.split(",")  # noqa: E731
    parser.add_argument("--scenario", type=names, default=list(SCENARIOS), help=f"of {', '.join(SCENARIOS)}")
    parser.add_argument("--peer", type=names, help="of apus, haproxy, nginx, nghttpx, envoy; default all that are here")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=100_000, help="in each cell (100,000)")
    parser.add_argument("--apus", help="the binary to measure (.build/release/apus)")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.scenario if name not in SCENARIOS]
    if unknown:
        parser.error(f"unknown scenario {', '.join(unknown)}; known: {', '.join(SCENARIOS)}")
    return arguments


def tell(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
