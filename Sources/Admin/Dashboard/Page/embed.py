#!/usr/bin/env python3
"""Makes Swift texts of the page's files, in ../Generated. Run it after each change of one."""

import pathlib

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "Generated"
HEAD = """// swift-format-ignore-file
// Made of Sources/Admin/Dashboard/Page/%s by embed.py there; edit that instead.

extension DashboardText {
    static let %s: StaticString = ##\"\"\"
"""


def write(name: str, file: pathlib.Path) -> None:
    text = file.read_text()
    assert '"""##' not in text and "\\##" not in text, file
    assert text.endswith("\n"), file
    # The line feed before the closing quotes is no part of the text.
    type_name = name[0].upper() + name[1:]
    (OUT / f"DashboardText+{type_name}.swift").write_text(HEAD % (file.name, name) + text + '\n"""##\n}\n')


def main() -> None:
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob("*.swift"):
        old.unlink()
    # Parts that both pages share come first, and each page's own last.
    shared, dashboard, control = (sorted(HERE.glob(f"{page}-*.js")) for page in ("shared", "dashboard", "control"))
    write("html", HERE / "dashboard.html")
    write("style", HERE / "dashboard.css")
    names = {}
    for path in shared + dashboard + control:
        page, *words = path.stem.split("-")
        names[path] = ("script" if page == "dashboard" else page) + "".join(word.capitalize() for word in words)
        write(names[path], path)
    (OUT / "DashboardText.swift").write_text(
        "// swift-format-ignore-file\n"
        "// Made by Sources/Admin/Dashboard/Page/embed.py; edit that instead.\n\n"
        "/// The files of the pages.\n"
        "enum DashboardText {\n"
        "    /// The parts of the proxy's script, in their order.\n"
        f"    static let scripts: [StaticString] = [{', '.join(names[path] for path in shared + dashboard)}]\n"
        "    /// The same of the control plane's.\n"
        f"    static let controlScripts: [StaticString] = [{', '.join(names[path] for path in shared + control)}]\n"
        "}\n")


if __name__ == "__main__":
    main()
