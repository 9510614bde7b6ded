#!/usr/bin/env python3
"""Measures what Apus and its peers hold: resident memory idle, per connection, while streaming and per cluster;
and what size costs: start-up, a request among a thousand virtual hosts, and ten thousand endpoints that come from files.

    Benchmarks/memory.py                             every part, for every peer that is here
    Benchmarks/memory.py --part idle,start --peer apus,envoy

Memory is resident memory of the whole process tree as /proc tells it; README.md beside this file says more.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import environment, peers, streaming  # noqa: E402
from harness.environment import ADMIN_PORT, PROXY_CORE, PROXY_PORT  # noqa: E402
from harness.load import Generator, Load, measure, origin, start  # noqa: E402
from harness.processes import Process, StartError  # noqa: E402

CONNECTIONS = 5_000
SCALE = 1_000
CHANGES = 20
THREADS = ("main_thread", "workers")
STREAM_BYTES = 1 << 30
STREAM_RATE = 128 << 20


def idle(peer, arguments):
    """Serving, one request answered, then left alone for a second."""
    with origin(), start(peer, peers.Setup()) as proxy:
        settle(proxy)
        return {"idle, MiB": proxy.resident_kib() / 1024}


def connections(peer, arguments):
    """Clients that made one request each and keep their connections."""
    with origin(), start(peer, peers.Setup()) as proxy:
        settle(proxy)
        before = proxy.resident_kib()
        load = Load(connections=CONNECTIONS, arguments=("-i",))
        with Generator(load.command()) as generator:
            generator.wait("IDLE")
            time.sleep(1)
            after = proxy.resident_kib()
            generator.proceed()
            held = generator.result()
        if held["connections"] != CONNECTIONS:
            raise StartError(f"{held['connections']} of {CONNECTIONS} connections stayed open")
        return {f"an idle connection of {CONNECTIONS:,}, KiB": (after - before) / CONNECTIONS}


def stream(peer, arguments):
    """A body of 1 GiB each way, past a reader that takes 128 MiB a second in steps."""
    figures = {}
    for way, move, sink in (("down", streaming.download, environment.ORIGIN_PORT),
                            ("up", streaming.upload, environment.SINK_PORT)):
        with origin(), start(peer, peers.Setup(sink_port=sink)) as proxy:
            time.sleep(1)
            before = proxy.resident_kib()
            proxy.reset_peak()
            move(STREAM_BYTES, STREAM_RATE)
            figures[f"growth while 1 GiB streams {way}, MiB"] = (proxy.peak_kib() - before) / 1024
    return figures


def clusters(peer, arguments):
    """A thousand clusters beside one: memory, and the time until the first answer."""
    if not peer.reads_envoy_file:
        return {}
    with origin():
        few, many = [starts(peer, peers.Setup(clusters=count), arguments.starts) for count in (1, SCALE)]
    return {
        f"a cluster of {SCALE:,}, KiB": (many["rss_kib"] - few["rss_kib"]) / (SCALE - 1),
        f"start-up with {SCALE:,} clusters, ms more": many["answer_ms"] - few["answer_ms"],
    }


def hosts(peer, arguments):
    """Requests for the last of a thousand virtual hosts beside requests for the only one."""
    if not peer.reads_envoy_file:
        return {}
    ratios = []
    with origin():
        for _ in range(arguments.rounds):
            costs = []
            for count in (1, SCALE):
                setup = peers.Setup(hosts=count)
                with start(peer, setup) as proxy:
                    load = Load(host=setup.host)
                    costs.append(measure(proxy, load, arguments.seconds, peer.warm_up)["cpu_us"])
            ratios.append(costs[1] / costs[0])
    return {f"CPU a request among {SCALE:,} virtual hosts, of that with one": statistics.median(ratios)}


def routes(peer, arguments):
    """Ten thousand prefix routes, each to a cluster of its own."""
    if not peer.reads_envoy_file:
        return {}
    count = SCALE * 10
    with origin():
        found = starts(peer, peers.Setup(routes=count), arguments.starts)
    return {
        f"first answer with {count:,} routes and clusters after, ms": found["answer_ms"],
        f"resident with {count:,} routes and clusters, MiB": found["rss_kib"] / 1024,
    }


def first_answer(peer, arguments):
    """From just before the process is made until it answered a request from the origin."""
    with origin():
        found = starts(peer, peers.Setup(), arguments.starts)
    return {
        "first answer after, ms": found["answer_ms"],
        "CPU until then, ms": found["cpu_ms"],
        "binary, MiB": os.path.getsize(os.path.realpath(peer.binary())) / (1 << 20),
    }


def discovery(peer, arguments):
    """Ten thousand endpoints in a thousand clusters, all from files: the first answer, and one endpoint's changes."""
    if not peer.reads_envoy_file:
        return {}
    # Envoy has a watcher of its own for each subscription, and ends when it gets none.
    with open("/proc/sys/fs/inotify/max_user_instances") as file:
        watchers = int(file.read())
    if peer.name == "envoy" and watchers < SCALE * 2:
        raise StartError(f"fs.inotify.max_user_instances is {watchers}; for {SCALE:,} clusters {SCALE * 2:,} are asked for")
    figures = {}
    for way, together in (("a file for each cluster", False), ("one file", True)):
        name = f"{SCALE * peers.ENDPOINTS:,} endpoints of {SCALE:,} clusters, {way}"
        setup = peers.Setup(discovered=SCALE, together=together)
        try:
            figures.update({f"{name}: {key}": value for key, value in discovered(peer, setup, arguments).items()})
        except StartError as problem:
            tell(f"{name}: {peer.name}: {problem}")
    return figures


def discovered(peer, setup, arguments):
    """One proxy that starts with discovered clusters, and follows changes of single endpoints."""
    with origin(), open(environment.log_path(peer.name), "wb") as output:
        with Process(peer.name, peer.command(peers.Setup()), PROXY_CORE, stdout=output) as process:
            settle(process)
            plain = process.resident_kib()
        with Process(peer.name, peer.command(setup), PROXY_CORE, stdout=output) as process:
            # It listens only once all clusters have their endpoints. Watchdogs look no earlier, so what the main thread
            # does until then shows only in how long the admin interface takes.
            starting = LongestWait(ADMIN_PORT, "/server_info")
            with starting:
                first = process.wait_for_answer(PROXY_PORT)
            cpu = process.cpu_time().seconds * 1000
            time.sleep(1)
            resident = process.resident_kib()
            before = gauge()
            total = sum(value for name, value in before.items() if name.endswith(".membership_total"))
            if total < SCALE * peers.ENDPOINTS:
                raise StartError(f"only {total} endpoints are there")
            missing = {f"{threads}.watchdog_miss" for threads in THREADS} - before.keys()
            if missing:
                raise StartError(f"no statistic {', '.join(sorted(missing))}")
            delays, changed, wait = [], [], LongestWait(PROXY_PORT, "/b/100")
            with wait:
                for number in range(1, CHANGES + 1):
                    changed.append(number * 37 % SCALE)
                    peers.write_endpoints(setup, changed)
                    delays.append(used(changed[-1]) * 1000)
            after = gauge()
            touched = sum(value - before.get(name, 0) for name, value in after.items()
                          if name.endswith(".membership_change"))
    return {
        "first answer after, ms": first,
        "CPU until then, ms": cpu,
        "longest wait for the admin interface until then, ms": starting.longest,
        "memory of an endpoint, KiB": (resident - plain) / (SCALE * peers.ENDPOINTS),
        "resident, MiB": resident / 1024,
        "one endpoint's change is used after, ms": statistics.median(delays),
        "clusters such a change touches": touched / CHANGES,
        f"longest answer during {CHANGES} changes, ms": wait.longest,
        **{f"{threads} stuck over {peers.STALL_MS} ms, {CHANGES} changes":
           after[f"{threads}.watchdog_miss"] - before[f"{threads}.watchdog_miss"] for threads in THREADS},
    }


def gauge():
    """The admin interface's counters and gauges by name."""
    connection = http.client.HTTPConnection("127.0.0.1", ADMIN_PORT, timeout=60)
    connection.request("GET", "/stats")
    lines = connection.getresponse().read().decode().splitlines()
    connection.close()
    pairs = (line.rsplit(": ", 1) for line in lines if ": " in line)
    return {name: int(value) for name, value in pairs if value.isdigit()}


def used(cluster, patience=60):
    """Seconds until one of a cluster's endpoints answers."""
    connection = http.client.HTTPConnection("127.0.0.1", PROXY_PORT, timeout=60)
    began = time.monotonic()
    while time.monotonic() < began + patience:
        connection.request("GET", "/b/100", headers={"host": "api.example.com", "x-cluster": f"discovered-{cluster}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            connection.close()
            return time.monotonic() - began
    raise StartError(f"the change of cluster {cluster} is not used")


class LongestWait:
    """Asks again and again while its `with` block runs, and keeps the longest wait for an answer in milliseconds."""

    def __init__(self, port, path):
        self.longest = 0.0
        self._port, self._path = port, path
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._ends.set()
        self._thread.join()

    def _ask(self):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        while not self._ends.wait(0.001):
            began = time.monotonic()
            try:
                connection.request("GET", self._path, headers={"host": "api.example.com"})
                connection.getresponse().read()
            except OSError:  # Nobody listens yet.
                connection.close()
                continue
            self.longest = max(self.longest, (time.monotonic() - began) * 1000)
        connection.close()


PARTS = {
    "idle": idle, "connections": connections, "stream": stream, "clusters": clusters, "hosts": hosts,
    "routes": routes, "start": first_answer, "discovery": discovery,
}


def starts(peer, setup, count):
    """Medians over several starts."""
    found = {"answer_ms": [], "cpu_ms": [], "rss_kib": []}
    for _ in range(count):
        with open(environment.log_path(peer.name), "wb") as output:
            process = Process(peer.name, peer.command(setup), PROXY_CORE, stdout=output)
        with process:
            found["answer_ms"].append(process.wait_for_answer(PROXY_PORT, host=setup.host))
            found["cpu_ms"].append(process.cpu_time().seconds * 1000)
            time.sleep(0.5)
            found["rss_kib"].append(process.resident_kib())
    return {name: statistics.median(values) for name, values in found.items()}


def settle(proxy):
    """One request answered, and a second for what the start leaves behind."""
    proxy.wait_for_answer(PROXY_PORT)
    time.sleep(1)


def main():
    arguments = parse()
    chosen, missing = peers.choose(arguments.peer, arguments.apus)
    environment.enter()
    for reason in missing:
        tell(f"left out: {reason}")
    results = {peer.name: {} for peer in chosen}
    for part in arguments.part:
        for peer in chosen:
            try:
                figures = PARTS[part](peer, arguments)
            except (StartError, OSError) as problem:
                tell(f"{part}: {peer.name}: {problem}")
                continue
            finally:
                environment.remove_logs()
            results[peer.name].update(figures)
            for name, value in figures.items():
                tell(f"{peer.name:8} {name}: {value:.2f}")
    print(table(results), end="")
    with open(arguments.json, "w") as file:
        versions = {peer.name: peer.version() for peer in chosen}
        json.dump({"machine": environment.machine(), "versions": versions, "figures": results}, file, indent=1)
    tell(f"every figure: {arguments.json}")


def table(results):
    """Markdown: a row for each figure, a column for each peer."""
    names = list(dict.fromkeys(name for figures in results.values() for name in figures))
    lines = ["| | " + " | ".join(results) + " |", "|---|" + "---:|" * len(results)]
    for name in names:
        cells = [f"{figures[name]:.2f}" if name in figures else "–" for figures in results.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = lambda text: text.split(",")  # noqa: E731
    parser.add_argument("--part", type=names, default=list(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--peer", type=names, help="of apus, haproxy, nginx, envoy, relay; default all that are here")
    parser.add_argument("--starts", type=int, default=5, help="of each process whose start is timed (5)")
    parser.add_argument("--rounds", type=int, default=5, help="of the virtual hosts' comparison (5)")
    parser.add_argument("--seconds", type=float, default=2, help="measured in each of its cells (2)")
    parser.add_argument("--apus", help="the binary to measure (.build/release/apus)")
    parser.add_argument("--json", default=os.path.join(environment.WORK, "memory.json"))
    arguments = parser.parse_args()
    unknown = [name for name in arguments.part if name not in PARTS]
    if unknown:
        parser.error(f"unknown part {', '.join(unknown)}; known: {', '.join(PARTS)}")
    return arguments


def tell(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
