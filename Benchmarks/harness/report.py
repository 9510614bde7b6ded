"""Turns measurements into the table that people read."""

import statistics

#: Of these two, the one with the lower median cost is what the goal is measured against.
BEST_OF = ("haproxy", "nginx")


def document(conditions, scenarios):
    """The whole report in Markdown: the machine, what ran, then one table for each scenario."""
    machine = conditions["machine"]
    lines = [
        f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}, Linux {machine['kernel']}, {machine['date']}.",
        "; ".join(conditions["versions"].values()) + ".",
        f"{conditions['rounds']} interleaved rounds of {conditions['seconds']:g} s, one worker each; "
        "medians, and for ratios the median of the rounds' own ratios with their range.",
    ]
    if conditions["missing"]:
        lines.append(f"Left out: {'; '.join(conditions['missing'])}.")
    for name, (title, cells) in scenarios.items():
        lines += ["", f"### {name}", "", title + ".", ""] + table(cells)
    return "\n".join(lines) + "\n"


def table(cells):
    """The table of one scenario; `cells` is {peer: [measurement or None]}."""
    rows = {peer: rounds for peer, rounds in cells.items() if any(rounds)}
    costs = {peer: median(rounds, "cpu_us") for peer, rounds in rows.items()}
    best = min((peer for peer in BEST_OF if peer in costs), key=costs.get, default=None)
    lines = [
        "| proxy | CPU µs a request | user | of the better of HAProxy and nginx | of Envoy | requests/s "
        "| p50 µs | p99 µs | RSS MiB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for peer, rounds in sorted(rows.items(), key=lambda row: costs[row[0]]):
        measured = [cell["cpu_us"] for cell in rounds if cell]
        lines.append("| " + " | ".join([
            peer,
            f"{costs[peer]:.1f} ({min(measured):.1f}–{max(measured):.1f})",
            f"{median(rounds, 'user_share'):.0%}",
            ratio(rounds, cells.get(best)) if peer != best else "1",
            ratio(rounds, cells.get("envoy")) if peer != "envoy" else "1",
            f"{median(rounds, 'requests_per_second'):,.0f}",
            f"{median(rounds, 'p50_us'):,.0f}",
            f"{median(rounds, 'p99_us'):,.0f}",
            f"{median(rounds, 'rss_kib') / 1024:.1f}",
        ]) + " |")
    disturbed = max((cell["foreign_share"] for rounds in rows.values() for cell in rounds if cell), default=0)
    if disturbed > 0.05:
        lines += ["", f"Other programs took up to {disturbed:.0%} of the proxy's core in a round."]
    return lines


def ratio(rounds, base):
    """`median (lowest–highest)` of the rounds in which both were measured."""
    found = ratios(rounds, base)
    return f"{statistics.median(found):.2f} ({min(found):.2f}–{max(found):.2f})" if found else "–"


def ratios(rounds, base):
    """The cost beside that of `base`, for each round in which both were measured."""
    return [a["cpu_us"] / b["cpu_us"] for a, b in zip(rounds, base or []) if a and b]


def median(rounds, key):
    """The median of a figure over the rounds that were measured."""
    return statistics.median(cell[key] for cell in rounds if cell)
