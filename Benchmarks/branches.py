#!/usr/bin/env python3
"""Writes how often each way through the program is taken while it serves: Sources/apus/serving.profile.

    Benchmarks/branches.py               builds an Apus that counts into .build-branches, then watches it serve
    Benchmarks/branches.py --apus PATH   watches this binary, which counts

With it the compiler lays in a row what is taken, puts aside what is not, and draws in the functions that are called
most. The traffic is that of `order.py`, each kind for some seconds. A function that has changed since is compiled as
without: run this again when much has moved, and `order.py` after it.
"""

import argparse
import glob
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import environment, peers  # noqa: E402
from harness.branch_counts import serving  # noqa: E402
from harness.environment import REPOSITORY  # noqa: E402
from harness.processes import StartError  # noqa: E402
from order import kinds, multiplexed, plain, started  # noqa: E402

COUNTING = os.path.join(REPOSITORY, ".build-branches")
#: What is written.
BRANCHES = os.path.join(REPOSITORY, "Sources", "apus", "serving.profile")
#: Requests of HTTP/2, as many as HTTP/1.1 has in its seconds.
STREAMS = 64_000
#: What was taken less often belongs to starts.
LEAST = 1000


def main():
    arguments = parse()
    tools = toolchain()
    if not arguments.apus:
        arguments.apus = os.path.join(COUNTING, "release", "apus")
        if not environment.reentered():
            build(tools)
    environment.enter()
    apus = peers.Apus(arguments.apus)
    silent = (("HTTP/1.1, no log", (peers.Setup(),), False, plain),
              ("HTTP/2 to HTTP/2, no log", (peers.Setup(h2_down=True, h2_up=True),), True,
               lambda: multiplexed(STREAMS)))
    with tempfile.TemporaryDirectory() as directory:
        for title, setups, h2_up, traffic in kinds(STREAMS) + silent:
            try:
                watch(apus, setups, h2_up, traffic, directory)
            except StartError as problem:
                sys.exit(f"{title}: {problem}")
            finally:
                environment.remove_logs()
            print(title, file=sys.stderr)
        counts = glob.glob(os.path.join(directory, "*.profraw"))
        if not counts:
            sys.exit(f"{arguments.apus} does not count")
        text = subprocess.run([os.path.join(tools, "llvm-profdata"), "merge", "-sparse", "-text", "-o", "-", *counts],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
    with open(BRANCHES, "w") as file:
        file.write(serving(text, LEAST))


def toolchain():
    """The directory of the toolchain's programs."""
    path = os.environ.get("PATH", "") + ":/opt/swift/usr/bin"
    for directory in path.split(":"):
        swift = os.path.join(directory, "swift")
        found = os.path.dirname(os.path.realpath(swift))
        if os.access(swift, os.X_OK) and os.access(os.path.join(found, "llvm-profdata"), os.X_OK):
            return found
    sys.exit("there is no Swift toolchain with llvm-profdata")


def build(tools):
    """A release binary that counts."""
    library = glob.glob(os.path.join(tools, "..", "lib", "clang", "*", "lib", "linux",
                                     f"libclang_rt.profile-{os.uname().machine}.a"))
    if not library:
        sys.exit("the toolchain has no library for counting")
    flags = ("-Xswiftc", "-Xfrontend", "-Xswiftc", "-ir-profile-generate",
             "-Xlinker", os.path.realpath(library[0]), "-Xlinker", "-u__llvm_profile_runtime")
    if subprocess.run(["make", "build", f"SCRATCH={COUNTING}", f"GUIDED={' '.join(flags)}"], cwd=REPOSITORY,
                      stdout=sys.stderr).returncode:
        sys.exit("the build failed")


def watch(apus, setups, h2_up, traffic, directory):
    """Lets proxies serve one kind of traffic; each leaves its counts in the directory when it ends."""
    counts = dict(os.environ, LLVM_PROFILE_FILE=os.path.join(directory, "%p.profraw"))
    with started(setups, [apus.command(setup) for setup in setups], h2_up, counts) as proxies:
        traffic()
        for process in reversed(proxies):
            process.end()


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apus", help="a binary that counts; default: build one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
