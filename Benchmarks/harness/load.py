"""Runs the load generator against a proxy, and charges the proxy for exactly the requests between its two stops."""

import dataclasses
import json
import subprocess
import time

from harness.environment import LOAD_CORE, ORIGIN_CORE, ORIGIN_PORT, PROXY_CORE, PROXY_PORT, log_path, tool
from harness.processes import Process, StartError, core_busy_seconds

#: Ten request headers, as a browser's call of an API carries them.
HEADERS = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
    "accept": "application/json, text/plain, */*",
    "accept-language": "en-US,en;q=0.9",
    "accept-encoding": "gzip, deflate, br",
    "authorization": "Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwiaWF0IjoxNTE2MjM5MDIyfQ."
                     "dGhpcyBpcyBub3QgYSByZWFsIHNpZ25hdHVyZSwgYnV0IGl0IGlzIGFzIGxvbmcgYXMgb25lIHdvdWxkIGJl",
    "cookie": "session=8f14e45fceea167a5a36dedd4bea2543; theme=dark; lang=en",
    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "referer": "https://app.example.com/dashboard/users",
    "x-client-version": "4.2.1",
}
PATH = "/api/v1/users/12345/b/{size}?fields=name,email,roles"


@dataclasses.dataclass(frozen=True)
class Load:
    """What is sent."""

    size: int = 100
    connections: int = 64
    #: Whether what is charged for is MiB that came, in place of requests.
    by_volume: bool = False
    arguments: tuple = ()
    host: str = "api.example.com"

    def command(self):
        """The load generator's arguments, without those that say how long."""
        command = [tool("load"), "-p", str(PROXY_PORT), "-c", str(self.connections), "-u", PATH.format(size=self.size)]
        for name, value in {"host": self.host, **HEADERS}.items():
            command += ["-H", f"{name}: {value}"]
        return command + list(self.arguments)


def origin():
    """The upstream of every measurement, already listening."""
    process = Process("origin", [tool("origin"), str(ORIGIN_PORT)], ORIGIN_CORE)
    process.wait_until_listening(ORIGIN_PORT)
    return process


def start(peer, setup):
    """A peer, already listening."""
    name = peer.name if setup.port == PROXY_PORT else f"{peer.name}-{setup.port}"
    with open(log_path(f"{name}.stdout"), "wb") as output:  # HAProxy logs here.
        process = Process(name, peer.command(setup), PROXY_CORE, stdout=output)
    try:
        process.wait_until_listening(setup.port)
    except BaseException:
        process.stop()
        raise
    return process


class Generator:
    """The load generator, stopped at its BEGIN."""

    def __init__(self, arguments):
        self._process = Process("load", arguments, LOAD_CORE, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stop()

    def wait(self, word):
        """Returns when the generator has printed this word; it sends nothing until `proceed`."""
        line = self._process.stdout.readline().decode().strip()
        if line != word:
            self._process.require_running()
            raise StartError(f"load said {line!r} where {word} was due")

    def proceed(self):
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()

    def result(self):
        line = self._process.stdout.readline()
        if not line:
            self._process.require_running()
            raise StartError("load ended without a result")
        return json.loads(line)


def measure(proxy, load, seconds, warm_up):
    """One measurement: the generator's result with the proxy's CPU time beside it."""
    with Generator(load.command() + ["-d", str(seconds), "-w", str(warm_up)]) as generator:
        generator.wait("BEGIN")
        before = _Reading(proxy)
        generator.proceed()
        generator.wait("END")
        after = _Reading(proxy)
        generator.proceed()
        result = generator.result()
    proxy.require_running()
    requests = max(1, result["requests"])
    units = max(1, result["bytes"] / (1 << 20)) if load.by_volume else requests
    wall = after.wall - before.wall
    cpu = after.cpu.seconds - before.cpu.seconds
    ticks = max(1, after.cpu.ticks - before.cpu.ticks)
    result.update({
        "cpu_us": cpu * 1e6 / units,
        "user_share": (after.cpu.user_ticks - before.cpu.user_ticks) / ticks,
        "requests_per_second": requests / result["seconds"],
        "units_per_second": units / result["seconds"],
        "bytes_per_answer": result["bytes"] / requests,
        "proxy_busy": cpu / wall,
        # What other programs took of the proxy's core: they empty its caches.
        "foreign_share": max(0.0, (after.busy - before.busy - cpu) / wall),
        "rss_kib": proxy.resident_kib(),
    })
    return result


class _Reading:
    def __init__(self, proxy):
        # The requests still under way at a stop are answered first: as many are charged at the end as at the start.
        time.sleep(0.005)
        self.wall = time.monotonic()
        self.cpu = proxy.cpu_time()
        self.busy = core_busy_seconds(PROXY_CORE)
