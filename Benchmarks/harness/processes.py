"""Processes that a measurement starts, and what the kernel tells of them."""

import glob
import os
import signal
import socket
import subprocess
import time
from typing import NamedTuple

from harness.environment import WORK


class StartError(Exception):
    """A process ended, or never listened; the text is for the reader of the report."""


class CPUTime(NamedTuple):
    """CPU time of a process tree since its start: exact seconds, and the kernel's ticks to split them by."""

    seconds: float
    user_ticks: int
    ticks: int


class Process:
    """One started program, pinned to a core. Leaving its `with` block ends it and its children."""

    def __init__(self, name, command, core, stdin=subprocess.DEVNULL, stdout=None, environment=None):
        self.name = name
        self._error_path = os.path.join(WORK, "logs", f"{name}.err")
        here = os.sched_getaffinity(0)
        with open(self._error_path, "wb") as errors:
            # The child inherits the core; a function run in the child would cost a slow fork of this interpreter.
            os.sched_setaffinity(0, {core})
            try:
                self.began = time.monotonic()
                self._popen = subprocess.Popen(
                    command, stdin=stdin, stdout=stdout if stdout is not None else errors, stderr=errors,
                    env=environment, start_new_session=True)
            finally:
                os.sched_setaffinity(0, here)
        self.pid = self._popen.pid
        self.stdin, self.stdout = self._popen.stdin, self._popen.stdout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """SIGTERM to the whole tree, then SIGKILL to what is left after half a second."""
        family = self.family()
        if self._popen.poll() is None:
            _signal(family, signal.SIGTERM)
            try:
                self._popen.wait(0.5)
            except subprocess.TimeoutExpired:
                pass
        _signal(family, signal.SIGKILL)
        self._popen.wait()
        for pipe in (self.stdin, self.stdout):
            if pipe:
                pipe.close()

    def end(self, patience=40):
        """SIGTERM to the process alone, which ends as it likes to."""
        self._popen.terminate()
        try:
            self._popen.wait(patience)
        except subprocess.TimeoutExpired:
            raise StartError(f"{self.name} does not end") from None

    def require_running(self):
        """Throws what the process said last, if it has ended."""
        if self._popen.poll() is None:
            return
        with open(self._error_path, errors="replace") as file:
            lines = [line.strip() for line in file if line.strip()]
        raise StartError(f"{self.name} ended with {self._popen.returncode}: {lines[-1] if lines else 'no message'}")

    def wait_until_listening(self, port, patience=20):
        """Returns once a connection to the port succeeds."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            self.require_running()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.005)
        raise StartError(f"{self.name} does not listen on port {port}")

    def wait_for_answer(self, port, path="/b/100", host="api.example.com", patience=60):
        """Milliseconds from the start of the process until it answered a request with 200."""
        request = f"GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n".encode()
        while time.monotonic() < self.began + patience:
            self.require_running()
            try:
                with socket.create_connection(("127.0.0.1", port), 5) as peer:
                    peer.sendall(request)
                    if peer.recv(64).startswith(b"HTTP/1.1 200"):
                        return (time.monotonic() - self.began) * 1000
            except OSError:
                pass
            time.sleep(0.0005)
        raise StartError(f"{self.name} did not answer with 200")

    def family(self):
        """This process and all that descend from it."""
        found, unseen = [], [self.pid]
        while unseen:
            pid = unseen.pop()
            found.append(pid)
            for path in glob.glob(f"/proc/{pid}/task/*/children"):
                unseen += [int(child) for child in _read(path).split()]
        return found

    def cpu_time(self):
        """CPU time of every living thread of the tree so far."""
        nanoseconds = user = system = 0
        for pid in self.family():
            for path in glob.glob(f"/proc/{pid}/task/*/schedstat"):
                nanoseconds += int((_read(path).split() or ["0"])[0])
            fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
            if fields:
                user += int(fields[11])
                system += int(fields[12])
        return CPUTime(nanoseconds / 1e9, user, user + system)

    def resident_kib(self, field="Rss"):
        """Resident memory of the whole tree now; pages that two processes share count twice in `Rss`."""
        total = 0
        for pid in self.family():
            for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
                if line.startswith(field + ":"):
                    total += int(line.split()[1])
        return total

    def reset_peak(self):
        """Starts `peak_kib` anew."""
        for pid in self.family():
            with open(f"/proc/{pid}/clear_refs", "w") as file:
                file.write("5")

    def peak_kib(self):
        """The most resident memory since `reset_peak`, as the kernel recorded it."""
        total = 0
        for pid in self.family():
            for line in _read(f"/proc/{pid}/status").splitlines():
                if line.startswith("VmHWM:"):
                    total += int(line.split()[1])
        return total


class Together:
    """Several processes that are charged as one."""

    def __init__(self, processes):
        self._processes = processes

    def require_running(self):
        for process in self._processes:
            process.require_running()

    def cpu_time(self):
        return CPUTime(*map(sum, zip(*(process.cpu_time() for process in self._processes))))

    def resident_kib(self):
        return sum(process.resident_kib() for process in self._processes)


def core_busy_seconds(core):
    """Time that this core has spent on anything since boot."""
    for line in _read("/proc/stat").splitlines():
        if line.startswith(f"cpu{core} "):
            user, nice, system, _, _, interrupts, soft = [int(field) for field in line.split()[1:8]]
            return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""  # The thread or process ended between two reads.


def _signal(pids, number):
    for pid in reversed(pids):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass
