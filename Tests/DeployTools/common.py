"""What the checkers of deploy/ have in common."""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Complaint(Exception):
    """What is wrong, for people."""


def require(holds, text):
    if not holds:
        raise Complaint(text)


def run(*command, check=True, timeout=300, **options):
    """Runs a program to its end; its words are the complaint when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, **options)
    if check and done.returncode != 0:
        raise Complaint(f"{' '.join(command[:6])}: exit {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done


def _hook(kind, value, trace):
    if issubclass(kind, Complaint):
        print(value, file=sys.stderr)
    else:
        sys.__excepthook__(kind, value, trace)


sys.excepthook = _hook
