"""How often each way through a program was taken, as LLVM's tools write it as text."""

COUNTERS = "# Counter Values:"
SITES = "# NumValueSites:"


def serving(text, least):
    """The functions some way of which was taken at least so often, in the order of their names. What is known by the
    path of a file, as parts without a name of their own are, is left out."""
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if not line.startswith((":", "#")))
    functions = []
    for chunk in "\n".join(lines[start:]).split("\n\n"):
        function = chunk.splitlines()
        if function and "/" not in function[0] and most(function) >= least:
            functions.append(without_paths(function))
    return "\n".join(lines[:start] + ["\n".join(function) + "\n" for function in sorted(functions)]) + "\n"


def counters(function):
    """Where the counters of a function's lines begin and end."""
    place = function.index(COUNTERS)
    return place + 1, place + 1 + int(function[place - 1])


def most(function):
    start, end = counters(function)
    return max(map(int, function[start:end]))


def without_paths(function):
    """The lines of a function, of whose targets of indirect calls those are left out that a path names. LLVM's own
    reader takes the `$` of Swift's names for a count of bits unless that count stands there."""
    _, end = counters(function)
    kept, rest = function[:end] + ["$0"], iter(function[end:])
    for line in rest:
        kept.append(line)
        if line != SITES:
            continue
        sites = next(rest)
        kept.append(sites)
        for _ in range(int(sites)):
            targets = [next(rest) for _ in range(int(next(rest)))]
            named = [target for target in targets if "/" not in target]
            kept += [str(len(named))] + named
    return kept
