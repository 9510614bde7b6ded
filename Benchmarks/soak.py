#!/usr/bin/env python3
"""Sends Apus mixed traffic for a long time, and fails when an answer is wrong or memory or descriptors keep growing.

    Benchmarks/soak.py --seconds 600

Each round runs every kind of load for a moment, abandons some connections half way, then lets all go idle. Memory and
descriptors are read when nothing is under way; the first rounds may grow, the later ones may not.
"""

import argparse
import json
import os
import random
import socket
import statistics
import struct
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import environment, peers  # noqa: E402
from harness.environment import PROXY_PORT  # noqa: E402
from harness.load import Load, measure, origin, start  # noqa: E402
from harness.processes import StartError  # noqa: E402

LOADS = {
    "get": Load(),
    "get 1 MiB": Load(size=1 << 20, connections=16),
    "post": Load(arguments=("-X", "POST", "-b", "100000")),
    "connect": Load(arguments=("-x",)),
    "many": Load(connections=2000),
}
#: Memory may rise by this much from the early rounds to the late ones.
GROWTH_KIB = 2048


def main():
    arguments = parse()
    chosen, missing = peers.choose([arguments.peer], arguments.apus)
    if missing:
        sys.exit(missing[0])
    environment.enter()
    print(f"seed {arguments.seed}")
    try:
        rounds = soak(chosen[0], arguments)
    except StartError as problem:
        sys.exit(f"failed: {problem}")
    finally:
        environment.remove_logs()
    with open(arguments.json, "w") as file:
        json.dump(rounds, file, indent=1)
    complaints = judge(rounds)
    print("\n".join(complaints) or f"{len(rounds)} rounds: memory and descriptors hold, every answer was right")
    sys.exit(1 if complaints else 0)


def soak(peer, arguments):
    """The readings after each round."""
    chance, rounds = random.Random(arguments.seed), []
    with origin(), start(peer, peers.Setup(log=True)) as proxy:
        end = time.monotonic() + arguments.seconds
        while time.monotonic() < end or len(rounds) < 4:
            failed = requests = 0
            for load in LOADS.values():
                result = measure(proxy, load, arguments.round_seconds / len(LOADS), 0.1)
                requests += result["requests"]
                failed += result["bad"] + result["errors"]
            abandon(chance, 200)
            time.sleep(1)
            rounds.append({
                "requests": requests, "failed": failed, "rss_kib": proxy.resident_kib(),
                "descriptors": sum(descriptors(pid) for pid in proxy.family()),
            })
            proxy.require_running()
            truncate(environment.log_path(peer.name))
            print(f"{len(rounds):4}: {rounds[-1]}", flush=True)
    return rounds


def abandon(chance, count):
    """Connections that end in the middle of a request, or of an answer, politely or with a reset."""
    request = b"POST /b/1000000 HTTP/1.1\r\nhost: api.example.com\r\ncontent-length: 70000\r\n\r\n" + bytes(70000)
    for _ in range(count):
        with socket.create_connection(("127.0.0.1", PROXY_PORT), 5) as peer:
            peer.sendall(request[:chance.randrange(len(request) + 1)])
            if chance.random() < 0.5:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def descriptors(pid):
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def truncate(path):
    if os.path.exists(path):
        os.truncate(path, 0)


def judge(rounds):
    """What must not be: wrong answers, and growth from the third round on.

    Memory after a round follows the connections that it happened to need, up and down by some MiB: so medians are
    compared, that of the first third of the rounds with those of the last third and of the last eight, in which alone
    something may begin to grow.
    """
    complaints = [f"round {i + 1}: {r['failed']} requests failed" for i, r in enumerate(rounds) if r["failed"]]
    resident = [r["rss_kib"] for r in rounds[2:]]
    third = max(1, len(resident) // 3)
    early = statistics.median(resident[:third])
    late = max(statistics.median(resident[-third:]), statistics.median(resident[-8:]))
    if late > early + GROWTH_KIB:
        complaints.append(f"memory grew from {early:.0f} KiB to {late:.0f} KiB")
    last = rounds[-1]
    # Idle connections to the origin stay open: at most as many as the busiest load needed at once.
    bound = max(load.connections for load in LOADS.values()) + 100
    if last["descriptors"] > bound:
        complaints.append(f"{last['descriptors']} descriptors are open while all is idle; {bound} would do")
    return complaints


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--round-seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--peer", default="apus", help="another proxy, to try the soak itself")
    parser.add_argument("--apus", help="the binary (.build/release/apus)")
    parser.add_argument("--json", default=os.path.join(environment.WORK, "soak.json"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
