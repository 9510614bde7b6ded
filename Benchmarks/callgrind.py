#!/usr/bin/env python3
"""Counts what a request costs in user mode: instructions, allocations, retains and releases, and where they go.

    Benchmarks/callgrind.py                           builds Apus with symbols into .build-symbols, then counts
    Benchmarks/callgrind.py --scenario get-100-log --requests 5000 --top 60
    Benchmarks/callgrind.py --peer haproxy            the same count for a peer

The proxy runs under valgrind's callgrind, which counts only between the two stops of the load generator: connections
are open and pools are warm before, so the figures are those of steady state. Counts do not depend on the machine's
load, and vary between runs by less than one in a hundred.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from bench import SCENARIOS  # noqa: E402
from harness import environment, peers  # noqa: E402
from harness.callgrind_profile import Profile  # noqa: E402
from harness.environment import PROXY_CORE, PROXY_PORT, REPOSITORY, WORK  # noqa: E402
from harness.load import Generator, origin  # noqa: E402
from harness.processes import Process, StartError  # noqa: E402

SYMBOLS = os.path.join(REPOSITORY, ".build-symbols")
#: What `order.py` writes.
ORDER = os.path.join(REPOSITORY, "Sources", "apus", "serving.order")

#: What a request should not do, by the names of the C library and the Swift runtime.
WATCHED = (
    "malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "free",
    "swift_slowAlloc", "swift_allocObject", "swift_deallocObject", "swift_deallocClassInstance",
    "swift_retain", "swift_release", "swift_bridgeObjectRetain", "swift_bridgeObjectRelease",
    "swift_isUniquelyReferenced_nonNull_native", "swift_beginAccess", "swift_dynamicCast", "swift_initStackObject",
    "memcpy", "memmove", "memset", "memchr",
)


def main():
    arguments = parse()
    if not arguments.peer and not arguments.apus:
        arguments.apus = os.path.join(SYMBOLS, "release", "apus")
        if not environment.reentered():
            build()
    chosen, missing = peers.choose([arguments.peer or "apus"], arguments.apus)
    for tool in ("valgrind", "callgrind_control"):
        if not shutil.which(tool):
            missing.append(f"{tool} is missing: apt-get install valgrind")
    if missing:
        sys.exit("\n".join(missing))
    environment.enter()
    scenario = SCENARIOS[arguments.scenario]
    try:
        dump, requests = count(chosen[0], scenario, arguments.requests)
    except StartError as problem:
        sys.exit(str(problem))
    finally:
        environment.remove_logs()
    profile = Profile(dump)
    names = demangled(profile.self_cost)
    print(report(chosen[0], arguments, scenario, profile, requests, names), end="")
    with open(arguments.json, "w") as file:
        json.dump({
            "peer": chosen[0].name, "scenario": arguments.scenario, "requests": requests,
            "instructions": profile.instructions / requests,
            "calls": {name: profile.calls[name] / requests for name in watched(profile)},
            "self": {names[name]: cost / requests for name, cost in profile.self_cost.most_common(200)},
        }, file, indent=1)
    print(f"{dump} is for callgrind_annotate; every figure: {arguments.json}", file=sys.stderr)


def build():
    """The release binary with its symbols kept; it runs the same instructions."""
    if subprocess.run(["make", "build", f"SCRATCH={SYMBOLS}"], cwd=REPOSITORY, env=dict(os.environ, APUS_SYMBOLS="1"),
                      stdout=sys.stderr).returncode:
        sys.exit("the build failed; or name a binary with symbols: --apus PATH")
    # Function names are all that is read, and valgrind 3.19 gives up on some of the compiler's debug sections.
    binary = os.path.join(SYMBOLS, "release", "apus")
    if shutil.which("objcopy") and subprocess.run(["objcopy", "--strip-debug", binary]).returncode:
        sys.exit("objcopy failed")


def count(peer, scenario, requests):
    """(the dump's path, the requests it covers)."""
    output = os.path.join(WORK, "callgrind.out")
    for name in os.listdir(WORK):
        if name.startswith("callgrind.out"):
            os.remove(os.path.join(WORK, name))
    command = peer.command(scenario.setup)
    if peer.name == "nginx":
        command += ["-g", "master_process off;"]  # The process that serves is then the one that is watched.
    valgrind = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={output}"]
    with open(environment.log_path(peer.name + ".stdout"), "wb") as log:
        process = Process("callgrind", valgrind + command, PROXY_CORE, stdout=log)
    with origin(), process:
        process.wait_until_listening(PROXY_PORT, patience=60)
        # Long enough for every connection to carry some requests, so that pools and buffers have their size.
        with Generator(scenario.load.command() + ["-w", "4", "-n", str(requests)]) as generator:
            generator.wait("BEGIN")
            time.sleep(0.5)  # What is still under way is answered first, here and at the end: as much in as out.
            control(process, "-i", "on")
            control(process, "-z")
            generator.proceed()
            generator.wait("END")
            time.sleep(0.5)
            control(process, "-d")
            generator.proceed()
            result = generator.result()
        process.require_running()
    if result["bad"] or result["errors"]:
        raise StartError(f"{result['bad'] + result['errors']} of {result['requests']} requests failed")
    return newest_dump(output), result["requests"]


def newest_dump(output):
    numbers = [int(match[1]) for name in os.listdir(WORK)
               if (match := re.fullmatch(re.escape(os.path.basename(output)) + r"\.(\d+)", name))]
    if not numbers:
        raise StartError("callgrind wrote no dump")
    return f"{output}.{max(numbers)}"


def control(process, *order):
    """Callgrind takes its orders between two system calls, so each one must be over before the load goes on."""
    done = subprocess.run(["callgrind_control", *order, str(process.pid)], capture_output=True, text=True)
    if "OK." not in done.stdout:
        raise StartError(f"callgrind_control {' '.join(order)}: {(done.stdout + done.stderr).strip()}")


def watched(profile):
    """The watched names that were called, and every other function of the runtime that counts references."""
    extra = sorted(name for name in profile.calls if re.fullmatch(r"swift_(retain|release|alloc)\w*", name))
    return [name for name in dict.fromkeys((*WATCHED, *extra)) if profile.calls[name]]


def demangled(names):
    """{symbol: readable name}; symbols stay as they are without a Swift toolchain."""
    names = list(names)
    swift = shutil.which("swift", path=os.environ.get("PATH", "") + ":/opt/swift/usr/bin")
    if not swift:
        return dict(zip(names, names))
    done = subprocess.run([swift, "demangle", "--simplified"], input="\n".join(names), capture_output=True, text=True)
    lines = done.stdout.splitlines()
    return dict(zip(names, lines if len(lines) == len(names) else names))


def report(peer, arguments, scenario, profile, requests, names):
    lines = [
        f"{peer.version()}, {arguments.scenario}: {scenario.title}. {requests:,} requests.",
        "",
        f"**{profile.instructions / requests:,.0f} user instructions a request.**",
        "",
        "| function | calls a request |",
        "|---|---:|",
    ]
    lines += [f"| {name} | {profile.calls[name] / requests:.2f} |" for name in watched(profile)]
    lines += ["", "| instructions a request | share | calls | function |", "|---:|---:|---:|---|"]
    for name, cost in profile.self_cost.most_common(arguments.top):
        text = names[name] if len(names[name]) <= 140 else names[name][:139] + "…"
        lines.append(f"| {cost / requests:,.1f} | {cost / profile.instructions:.1%} "
                     f"| {profile.calls[name] / requests:.2f} | {text.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default="get-100", choices=[n for n in SCENARIOS if "paced" not in n])
    parser.add_argument("--requests", type=int, default=3000, help="counted (3000)")
    parser.add_argument("--top", type=int, default=40, help="functions listed (40)")
    parser.add_argument("--peer", choices=("haproxy", "nginx", "relay"), help="count this one instead of Apus")
    parser.add_argument("--apus", help="a binary with symbols; default: build one")
    parser.add_argument("--json", default=os.path.join(WORK, "callgrind.json"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
