"""Holds the guides, and what they and the README link to, to what is there.

    guides.py APUS

What pages name of the repository has to be in it. Of each page in deploy/guides, in a directory and a network namespace of its own: a block of YAML with a name is written
down and read by the program, and commands behind `$` run one after the other. What stands below a command must be in what
it says; a command that ends with `&` goes on beside the others, until the page is over.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile

from common import ROOT, Complaint, require

GUIDES = f"{ROOT}/deploy/guides"
# Pages whose links are followed.
PAGES = ["README.md", "ARCHITECTURE.md", "SECURITY.md", "LEXICON.md", "deploy/README.md", "Benchmarks/README.md"]
FOLDERS = ["deploy/guides", "configs/reference"]
# Seconds that only bound a hang.
LONGEST = 60


def anchors(text):
    """What a page's headings are called in links."""
    headings = re.findall(r"^#+ +(.*)$", text, re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def check_links(pages):
    texts = {}

    def text(path):
        if path not in texts:
            with open(path, encoding="utf-8") as file:
                texts[path] = file.read()
        return texts[path]

    wrong = []
    for page in pages:
        prose = re.sub(r"^```.*?^```", "", text(page), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            found = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
            if not os.path.exists(found):
                wrong.append(f"{os.path.relpath(page, ROOT)}: {target} is not there")
            elif anchor and anchor not in anchors(text(found)):
                wrong.append(f"{os.path.relpath(page, ROOT)}: {target} has no such heading")
    require(not wrong, "\n".join(wrong))


def check_paths(pages):
    """Commands and prose name what is there."""
    wrong = []
    for page in pages:
        with open(page, encoding="utf-8") as file:
            named = re.findall(r"(?<![\w./-])(?:deploy|configs|Benchmarks)/[\w./-]*\w", file.read())
        wrong += [f"{os.path.relpath(page, ROOT)}: {path} is not there" for path in sorted(set(named))
                  if not os.path.exists(f"{ROOT}/{path}")]
    require(not wrong, "\n".join(wrong))


def blocks(text):
    """The kind, name and text of each fenced block."""
    for head, body in re.findall(r"^```(.*?)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        kind, _, name = head.partition(" ")
        yield kind, name, body


def commands(body):
    """Each command with the lines that its output must have."""
    result = []
    for line in body.splitlines():
        if line.startswith("$ "):
            result.append((line[2:], []))
        else:
            require(result, f"no command before: {line}")
            result[-1][1].append(line)
    return result


def try_guide(apus, page):
    """Writes the files of a page and runs its commands."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(apus, f"{folder}/apus")
        environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
        background = []
        try:
            for kind, name, body in blocks(text):
                if kind == "yaml" and name:
                    with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                        file.write(body)
                elif kind == "console":
                    for command, expected in commands(body):
                        run(command, expected, folder, environment, background)
        except Complaint as complaint:
            raise Complaint(f"{os.path.basename(page)}: {complaint}") from complaint
        finally:
            for process in background:
                process.send_signal(signal.SIGKILL)
                process.wait()


def run(command, expected, folder, environment, background):
    if command.endswith(" &"):
        with open(f"{folder}/background.log", "ab") as log:
            background.append(subprocess.Popen(
                shlex.split(command[:-2]), cwd=folder, env=environment, stdout=log, stderr=log))
        return
    try:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired as error:
        raise Complaint(f"{command}: takes longer than {LONGEST} s") from error
    said = done.stdout.decode(errors="replace")
    require(done.returncode == 0, f"{command}: ends with {done.returncode}: {said[-2000:]}")
    for line in expected:
        require(line in said, f"{command}: expected {line!r}, found {said[-2000:]}")


def main():
    apus = os.path.abspath(sys.argv[1])
    if len(sys.argv) == 3:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        try_guide(apus, sys.argv[2])
        return 0
    folders = [f"{ROOT}/{folder}/{name}" for folder in FOLDERS for name in sorted(os.listdir(f"{ROOT}/{folder}"))]
    check_links([f"{ROOT}/{page}" for page in PAGES] + folders)
    check_paths([f"{ROOT}/{page}" for page in PAGES] + folders)
    for name in sorted(os.listdir(GUIDES)):
        done = subprocess.run(
            ["unshare", "-n", sys.executable, os.path.abspath(__file__), apus, f"{GUIDES}/{name}"], check=False)
        if done.returncode:
            return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Complaint as complaint:
        print(complaint)
        sys.exit(1)
