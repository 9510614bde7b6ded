#!/usr/bin/env python3
"""Simulates nodes that follow one control plane, and measures how long a change takes to reach them and what it costs.

    Benchmarks/control.py                            500 nodes, 50 of which ask as a stock Envoy does (77 KB a question)
    Benchmarks/control.py --nodes 1000 --stock 0 --changes 50

Every node asks for clusters, endpoints, listeners, routes and secrets, on a connection each, and waits for answers (long
poll). A change is one service's endpoints, put through the interface; the time runs from the request until a node has the
whole answer with it. `common` is a service that all nodes use, `scoped` one that a tenth of them do. The control plane has
one core, the nodes another.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness.environment import WORK  # noqa: E402
from harness.processes import Process, StartError  # noqa: E402

PORT = 18_100
TOKEN = "simulator-0123456789"
GROUPS = 10
KINDS = {
    "clusters": "envoy.config.cluster.v3.Cluster",
    "endpoints": "envoy.config.endpoint.v3.ClusterLoadAssignment",
    "listeners": "envoy.config.listener.v3.Listener",
    "routes": "envoy.config.route.v3.RouteConfiguration",
    "secrets": "envoy.extensions.transport_sockets.tls.v3.Secret",
}
WAIT_MILLISECONDS = 60_000
# What a stock Envoy sends beside the rest: as many extensions, as many bytes.
EXTENSIONS = [{"name": f"envoy.filters.http.extension_{number:04}", "category": "envoy.filters.http",
               "type_urls": [f"envoy.extensions.filters.http.extension_{number:04}.v3.Extension"]}
              for number in range(516)]


def service(name, last):
    """A service with three endpoints, the last of which is told apart by a number."""
    endpoints = [{"address": f"10.0.{last // 250}.{last % 250 + 1}"}] + [{"address": f"10.1.0.{n}"} for n in (1, 2)]
    return {"apiVersion": "apus.dev/v1", "kind": "Service", "metadata": {"name": name, "namespace": "mesh"},
            "spec": {"ports": [{"port": 8080}], "endpoints": endpoints}}


def mesh():
    """The documents by name: fifty services and ten workloads, each of which uses six of them."""
    documents = {"services/common.json": service("common", 0)}
    for number in range(50):
        documents[f"services/s{number}.json"] = service(f"s{number}", 0)
    for group in range(GROUPS):
        names = ["common"] + [f"s{group * 5 + number}" for number in range(5)]
        documents[f"workloads/g{group}.json"] = {
            "apiVersion": "apus.dev/v1", "kind": "Workload", "metadata": {"name": f"g{group}", "namespace": "mesh"},
            "spec": {"selector": {"cluster": f"g{group}"}, "dependsOn": [{"service": name} for name in names]}}
    return documents


class Node:
    """One proxy, as far as its control plane sees it."""

    def __init__(self, number, is_stock, heard):
        self.group = number % GROUPS
        facts = {"id": f"node-{number}", "cluster": f"g{self.group}"}
        if is_stock:
            facts |= {"user_agent_name": "envoy", "extensions": EXTENSIONS}
        self.facts = json.dumps(facts)
        self.heard = heard
        self.names = {"endpoints": asyncio.Event(), "routes": asyncio.Event()}
        self.asked = {"clusters": [], "listeners": [], "endpoints": [], "routes": [], "secrets": ["default"]}

    async def follow(self, kind):
        """Asks for one kind, again and again."""
        if kind in self.names:
            await self.names[kind].wait()
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        version = ""
        while True:
            body = self.question(kind, version)
            writer.write((f"POST /v3/discovery:{kind} HTTP/1.1\r\nhost: control\r\ncontent-type: application/json\r\n"
                          f"x-envoy-expected-rq-timeout-ms: {WAIT_MILLISECONDS}\r\n"
                          f"content-length: {len(body)}\r\n\r\n{body}").encode())
            status, answer = await read(reader)
            if status == 200:
                version = self.take(kind, answer)
            elif status not in (304, 404):
                raise StartError(f"a question is answered {status}: {answer[:200]}")
            if status == 404:
                await asyncio.sleep(0.5)

    def question(self, kind, version):
        said = f'"version_info":"{version}",' if version else ""
        names = f'"resource_names":{json.dumps(self.asked[kind])},' if self.asked[kind] else ""
        return f'{{{said}"node":{self.facts},{names}"type_url":"type.googleapis.com/{KINDS[kind]}"}}'

    def take(self, kind, answer):
        """Notes an answer; its version."""
        self.heard(self, kind, answer)
        if kind == "clusters":
            self.asked["endpoints"] = sorted(set(re.findall(rb'"name":"(mesh[^"]*|[^"]*mesh[^"]*)"', answer)))
            self.asked["endpoints"] = [name.decode() for name in self.asked["endpoints"]]
            self.names["endpoints"].set()
        elif kind == "listeners":
            self.asked["routes"] = sorted(
                name.decode() for name in set(re.findall(rb'"route_config_name":"([^"]+)"', answer)))
            if self.asked["routes"]:
                self.names["routes"].set()
        return re.match(rb'\{"version_info":"([^"]*)"', answer).group(1).decode()


async def read(reader):
    """A whole answer: status and body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = re.search(r"content-length: (\d+)", head)
    return int(head[9:12]), await reader.readexactly(int(length.group(1))) if length else b""


async def put(name, document):
    """Puts a document through the interface."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    body = json.dumps(document)
    writer.write((f"PUT /v1/documents/{name} HTTP/1.1\r\nhost: control\r\nauthorization: Bearer {TOKEN}\r\n"
                  f"content-length: {len(body)}\r\n\r\n{body}").encode())
    status, answer = await read(reader)
    writer.close()
    if status != 200:
        raise StartError(f"{name} is answered {status}: {answer[:500]}")


class Watch:
    """Who hears of a change, and when."""

    def __init__(self):
        self.needle = b""
        self.times = []
        self.others = 0
        self.answers = 0

    def heard(self, node, kind, answer):
        self.answers += 1
        if not self.needle:
            return
        if kind == "endpoints" and self.needle in answer:
            self.times.append(time.monotonic())
        else:
            self.others += 1


async def change(watch, name, last, expected):
    """Changes a service; the milliseconds until each node that uses it had heard, and how many others heard."""
    document = service(name, last)
    watch.needle = document["spec"]["endpoints"][0]["address"].encode()
    watch.times, watch.others = [], 0
    began = time.monotonic()
    await put(f"services/{name}.json", document)
    while len(watch.times) < expected and time.monotonic() < began + 10:
        await asyncio.sleep(0.005)
    # Long enough to see whether anybody hears of it who should not.
    await asyncio.sleep(0.2)
    return [(moment - began) * 1000 for moment in watch.times], watch.others


async def simulate(arguments, process):
    for name, document in mesh().items():
        await put(name, document)
    watch = Watch()
    nodes = [Node(number, number < arguments.stock, watch.heard) for number in range(arguments.nodes)]
    began = time.monotonic()
    tasks = [asyncio.create_task(node.follow(kind)) for node in nodes for kind in KINDS]
    # Secrets are asked for in vain, so that four answers are the whole.
    while watch.answers < arguments.nodes * 4:
        await asyncio.sleep(0.05)
        for task in tasks:
            if task.done():
                task.result()
        if time.monotonic() > began + 60:
            raise StartError(f"the nodes have had {watch.answers} answers of {arguments.nodes * 4}")
    result = {"nodes": arguments.nodes, "until all have everything, s": time.monotonic() - began}
    for name, share in (("common", arguments.nodes), ("s7", sum(node.group == 1 for node in nodes))):
        before, start = process.cpu_time(), time.monotonic()
        times, others = [], 0
        for number in range(arguments.changes):
            heard, more = await change(watch, name, number + 1, share)
            if len(heard) != share:
                raise StartError(f"{len(heard)} of {share} nodes heard of a change of {name}")
            times += heard
            others += more
        spent = process.cpu_time().seconds - before.seconds
        label = "common" if name == "common" else "scoped"
        quantiles = statistics.quantiles(times, n=100)
        result |= {f"{label}, nodes that hear": share, f"{label}, p50, ms": quantiles[49],
                   f"{label}, p99, ms": quantiles[98], f"{label}, others that hear": others,
                   f"{label}, CPU of a change, ms": spent * 1000 / arguments.changes,
                   f"{label}, CPU, percent": spent * 100 / (time.monotonic() - start)}
    before, start = process.cpu_time(), time.monotonic()
    await asyncio.sleep(arguments.idle)
    result["at rest, CPU, percent"] = (process.cpu_time().seconds - before.seconds) * 100 / (time.monotonic() - start)
    result["resident, MiB"] = process.resident_kib() / 1024
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=500, help="how many nodes follow (500)")
    parser.add_argument("--stock", type=int, default=50, help="how many of them ask as a stock Envoy does (50)")
    parser.add_argument("--changes", type=int, default=20, help="changes of each service (20)")
    parser.add_argument("--idle", type=float, default=5, help="seconds at rest (5)")
    parser.add_argument("--apus", default=".build/release/apus", help="the binary (.build/release/apus)")
    arguments = parser.parse_args()
    os.makedirs(os.path.join(WORK, "logs"), exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        tokens = os.path.join(directory, "tokens")
        with open(tokens, "w") as file:
            file.write(f"simulator {TOKEN}\n")
        command = [arguments.apus, "control", "--store", os.path.join(directory, "store"), "--listen",
                   f"127.0.0.1:{PORT}", "--token-file", tokens, "--log-level", "warning"]
        os.sched_setaffinity(0, {1})
        with Process("control", command, 0) as process:
            process.wait_until_listening(PORT)
            result = asyncio.run(simulate(arguments, process))
    for name, value in result.items():
        print(f"{name:32} {value:10.1f}" if isinstance(value, float) else f"{name:32} {value:10}")


if __name__ == "__main__":
    main()
