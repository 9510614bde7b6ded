#!/usr/bin/env python3
"""Writes the order in which the linker lays out what serves: Sources/apus/serving.order.

    Benchmarks/order.py                  builds Apus with symbols into .build-symbols, then watches it serve
    Benchmarks/order.py --apus PATH      watches this binary, which has symbols

A program of 14 MB runs half a megabyte of itself while it serves. Where the linker leaves those functions, each one
brings the 64 KiB around it into memory; side by side they take a quarter of the pages. Each kind of traffic runs under
valgrind's callgrind, and its functions follow those of the kinds before it, the dearest first. A name that a later
build does not have any more is passed over by the linker: run this again when much has moved.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import http2  # noqa: E402
from callgrind import ORDER, SYMBOLS, build, control, newest_dump  # noqa: E402
from harness import environment, peers, streaming  # noqa: E402
from harness.callgrind_profile import Profile  # noqa: E402
from harness.environment import ADMIN_PORT, PAIR_PORT, PROXY_CORE, SINK_PORT, WORK  # noqa: E402
from harness.load import Generator, Load, origin  # noqa: E402
from harness.processes import Process, StartError  # noqa: E402

BODY = 8 << 20


def requests(*arguments, size=100):
    """Some connections that carry a hundred requests together, and end."""
    load = Load(size=size, connections=8, arguments=arguments)
    with Generator(load.command() + ["-w", "1", "-n", "100"]) as generator:
        for word in ("BEGIN", "END"):
            generator.wait(word)
            generator.proceed()
        generator.result()


def multiplexed(count, body=0):
    """So many of them over HTTP/2."""
    http2.load(http2.Scenario("", size=1024, body=body), count)


def scrape():
    """What Prometheus and probes ask."""
    for path in ("/ready", "/stats/prometheus", "/stats?usedonly"):
        with urllib.request.urlopen(f"http://127.0.0.1:{ADMIN_PORT}{path}", timeout=60) as response:
            response.read()


def plain():
    requests()
    requests("-x")
    requests(size=10240)
    streaming.download(BODY, 4 * BODY)


PAIR = (peers.Setup(port=PAIR_PORT, certificate="ecdsa", mutual=True, log=True),
        peers.Setup(sink_port=PAIR_PORT, certificate_up="client", h2_up=True, log=True))

def kinds(streams=640):
    """Title, setups of proxies in a row, whether the origin speaks HTTP/2, and what is done; requests of HTTP/2 are
    `streams`."""
    return (
        ("HTTP/1.1", (peers.Setup(log=True),), False, plain),
        ("an upload", (peers.Setup(log=True, sink_port=SINK_PORT),), False, lambda: streaming.upload(BODY, 4 * BODY)),
        ("a sidecar's file", (peers.Setup(log=True, sidecar=True),), False, requests),
        ("HTTP/2 to HTTP/1.1", (peers.Setup(log=True, h2_down=True),), False, lambda: multiplexed(streams)),
        ("HTTP/2 to HTTP/2", (peers.Setup(log=True, h2_down=True, h2_up=True),), True,
         lambda: multiplexed(streams, body=1024)),
        ("TLS", (peers.Setup(log=True, certificate="ecdsa"),), False, lambda: (requests("-t"), requests("-t", "-x"))),
        ("two sidecars over mutual TLS", PAIR, False, requests),
        ("TCP", (peers.Setup(tcp=True),), False, plain),
        ("admin", (peers.Setup(log=True),), False, scrape),
    )


def main():
    arguments = parse()
    if not arguments.apus:
        arguments.apus = os.path.join(SYMBOLS, "release", "apus")
        if not environment.reentered():
            build()
    for tool in ("valgrind", "callgrind_control", "h2load", "nghttpd"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: apt-get install valgrind nghttp2-client nghttp2-server")
    environment.enter()
    apus = peers.Apus(arguments.apus)
    order = {}
    for title, setups, h2_up, traffic in kinds():
        before = len(order)
        try:
            for profile in watch(apus, setups, h2_up, traffic):
                order.update(dict.fromkeys(own(profile, apus.binary())))
        except StartError as problem:
            sys.exit(f"{title}: {problem}")
        finally:
            environment.remove_logs()
        print(f"{title}: {len(order) - before} functions more", file=sys.stderr)
    with open(ORDER, "w") as file:
        file.write("".join(name + "\n" for name in order))
    print(f"{ORDER}: {len(order)} functions", file=sys.stderr)


def watch(apus, setups, h2_up, traffic):
    """A profile of each proxy, from just before the traffic to just after its connections ended."""
    for name in os.listdir(WORK):
        if name.startswith("order.out"):
            os.remove(os.path.join(WORK, name))
    outputs = [os.path.join(WORK, f"order.out-{index}") for index in range(len(setups))]
    commands = [["valgrind", "--tool=callgrind", "--instr-atstart=no", "--demangle=no", f"--callgrind-out-file={output}"]
                + apus.command(setup) for setup, output in zip(setups, outputs)]
    with started(setups, commands, h2_up) as proxies:
        time.sleep(1)  # The pages that the start took go; what it did last is not what serves.
        for process in proxies:
            control(process, "-i", "on")
        traffic()
        time.sleep(1)
        for process in proxies:
            control(process, "-d")
            process.require_running()
    return [Profile(newest_dump(output)) for output in outputs]


@contextlib.contextmanager
def started(setups, commands, h2_up, environment=None):
    """Proxies in a row and their origin, which speaks HTTP/2 or not."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(http2.h2_origin(1024) if h2_up else origin())
        proxies = []
        for setup, command in zip(setups, commands):
            process = stack.enter_context(
                Process(f"watched-{setup.port}", command, PROXY_CORE, stdout=subprocess.DEVNULL,
                        environment=environment))
            process.wait_until_listening(setup.port, patience=60)
            proxies.append(process)
        yield proxies


def own(profile, binary):
    """The program's own functions, the dearest first."""
    program = os.path.realpath(binary)
    names = [name for name, _ in profile.self_cost.most_common() if profile.objects.get(name) == program]
    return [name for name in names if not name.startswith(("0x", "(below"))]


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apus", help="a binary with symbols; default: build one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
