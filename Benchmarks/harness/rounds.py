"""Rounds in which every proxy has its turn, and what is done about other programs meanwhile."""

import sys

from harness.processes import StartError


def interleaved(peers, rounds, cell):
    """{peer: [measurement or None]} of `cell(peer, number of the round)`: every peer once, then all again. Each round
    starts with another peer: none always follows the same neighbour."""
    cells = {peer.name: [] for peer in peers}
    for number in range(rounds):
        turn = number % max(1, len(peers))
        for peer in peers[turn:] + peers[:turn]:
            cells[peer.name].append(cell(peer, number + 1))
    return cells


def least_disturbed(peer, attempt, retries, foreign):
    """One measurement, repeated while other programs take more than this share of the proxy's core; the least disturbed
    one counts. None, and the reason told, when it fails."""
    best = None
    for _ in range(1 + retries):
        try:
            cell = attempt(peer)
        except (StartError, OSError) as problem:
            tell(f"  {peer.name}: {problem}")
            break
        if best is None or cell["foreign_share"] < best["foreign_share"]:
            best = cell
        if best["foreign_share"] <= foreign:
            break
    return best


def tell(text):
    """Progress, for who waits."""
    print(text, file=sys.stderr, flush=True)
