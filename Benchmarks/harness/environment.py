"""Where a measurement runs: its directory, its cores, its private network, and the C tools."""

import fcntl
import glob
import os
import platform
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = os.environ.get("APUS_BENCH_DIR", "/tmp/apus-bench")
TOOLS = os.path.join(WORK, "bin")
# Inside a private network namespace nobody else can hold these.
PROXY_PORT, ADMIN_PORT, PAIR_PORT, ORIGIN_PORT, SINK_PORT = 20000, 20001, 20100, 29000, 29001

_CORES = sorted(os.sched_getaffinity(0))
PROXY_CORE = _CORES[0]
LOAD_CORE = _CORES[1 % len(_CORES)]
# The origin shares the load generator's core unless there is a third one.
ORIGIN_CORE = _CORES[2] if len(_CORES) > 2 else LOAD_CORE

_INSIDE = "APUS_BENCH_NAMESPACE"


def enter():
    """Prepares this process: call it first in `main`. It may start the program again in a new network namespace."""
    _enter_namespace()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.makedirs(os.path.join(WORK, "logs"), exist_ok=True)
    _build_tools()
    if len(_CORES) < 2:
        print("note: one core only; the proxy shares it with the load, and only CPU time compares", file=sys.stderr)
    os.sched_setaffinity(0, {LOAD_CORE})


def reentered():
    """Whether `enter` has already started this program again."""
    return _INSIDE in os.environ


def _enter_namespace():
    if reentered():
        _configure_network()
        return
    # Root makes one directly; others may be allowed to inside a user namespace.
    for unshare in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        if shutil.which("unshare") and subprocess.run(unshare + ["true"], capture_output=True).returncode == 0:
            os.environ[_INSIDE] = "1"
            os.execvp("unshare", unshare + [sys.executable] + sys.argv)
    print("note: no private network namespace here; sharing this machine's loopback and ports", file=sys.stderr)


def _configure_network():
    set_flags, up_and_running = 0x8914, 0x1 | 0x40
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, set_flags, struct.pack("16sh14x", b"lo", up_and_running))
    for name, value in (("ip_local_port_range", "30000 65000"), ("tcp_tw_reuse", "1")):
        try:
            with open(f"/proc/sys/net/ipv4/{name}", "w") as file:
                file.write(value)
        except OSError as problem:
            print(f"note: {name} stays as it is: {problem}", file=sys.stderr)


def _build_tools():
    os.makedirs(TOOLS, exist_ok=True)
    sources = os.path.join(REPOSITORY, "Benchmarks", "tools")
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    for name in ("origin", "relay", "load"):
        source, binary = os.path.join(sources, name + ".c"), os.path.join(TOOLS, name)
        if os.path.exists(binary) and os.path.getmtime(binary) > os.path.getmtime(source):
            continue
        if not compiler:
            sys.exit("a C compiler is missing: apt-get install gcc libc6-dev")
        libraries = ["-lssl", "-lcrypto"] if name == "load" else []
        command = [compiler, "-O2", "-Wall", "-Wextra", "-o", binary, source, *libraries]
        if subprocess.run(command).returncode:
            sys.exit(f"{name} does not build; it may want: apt-get install libc6-dev libssl-dev")


def tool(name):
    """The path of a C tool of this directory."""
    return os.path.join(TOOLS, name)


def log_path(name):
    """The access log of a peer."""
    return os.path.join(WORK, "logs", f"{name}.access.log")


def remove_logs():
    """Access logs grow by megabytes a second: call it after each measurement."""
    for path in glob.glob(os.path.join(WORK, "logs", "*.access.log")):
        os.remove(path)


def machine():
    """What a reader must know of this machine to judge a figure."""
    model = ""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    return {
        "cpu": model or platform.machine(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "system": _system_name(),
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
    }


def _system_name():
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.system()
