#!/usr/bin/env python3
"""Makes cases.json of a checkout of https://github.com/yaml/yaml-test-suite (MIT): record.py SRC_FOLDER

A case is a text, and what it must be read as: a value, or a refusal with a word of its message. Values come from the
suite's own events, with scalars as Envoy 1.40 has them, and PyYAML must agree wherever it reads the text at all.
"""
import glob
import json
import os
import re
import sys

import yaml

# PyYAML takes YAML 1.1 by its own rules here: "?x" in brackets is a key, ":" ends an anchor, and "!" means nothing.
PYYAML_DIFFERS = {"652Z", "HM87-01", "S4JQ", "UKK6-02", "Y2GN"}
# The suite takes the end of the text for the end of a line.
PYYAML_JUDGES = {"JEF9-02", "L24T-01"}
# Texts that the suite calls wrong and PyYAML or Envoy reads: what is in brackets or quotes need not be indented.
LENIENT = {
    "9C9N": {"flow": ["a", "b", "c"]},
    "DK95-01": {"foo": "bar baz"},
    "QB6E": {"quoted": "a b c"},
    "VJP3-00": {"k": {"k": "v"}},
    "Y79Y-00": {"foo": "", "bar": 1},
    "Y79Y-03": [["foo", "foo"]],
}
# What is outside the subset besides what its refusal names: a tab where a line begins, a text of lines without any
# indentation, a colon on the line below its key with the value right behind it, a directive of another document.
OUTSIDE = {
    "5MUD": '"," or "}"',
    "6CA3": "found a tab",
    "DK3J": "end of the document",
    "DK95-00": "found a tab",
    "FP8R": "end of the document",
    "K3WX": '"," or "}"',
    "Q5MG": "found a tab",
    "W4TN": "directive",
}
NULLS = ("", "~", "null", "Null", "NULL")
BOOLEANS = {"y": True, "n": False, "yes": True, "no": False, "true": True, "false": False, "on": True, "off": False}
BOOLEANS = {form: value for word, value in BOOLEANS.items() for form in (word, word.upper(), word.capitalize())}


class Refused(Exception):
    pass


def scalar(text, is_plain):
    if not is_plain:
        return text
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    match = re.fullmatch(r"([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]+|0|[1-9][0-9]*)", text)
    if not match:
        return text
    digits = match[2]
    base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10
    value = int(digits, base) * (-1 if match[1] == "-" else 1)
    if -(2**31) <= value < 2**31:
        return value
    return str(value) if -(2**63) <= value < 2**63 else text


def key_text(text, is_plain):
    return "null" if is_plain and text in NULLS else text


def from_events(tree):
    """The value of a tree of events; raises Refused for what is outside the subset."""
    lines = [line.strip("\n").lstrip(" ") for line in tree.split("\n") if line.strip()]
    documents = [part.split("-DOC")[0].split("\n", 1)[1].strip() for part in tree.split("+DOC")[1:]]
    if any(document != "=VAL :" for document in documents[1:]):
        # Which of its faults is named is open when there are several.
        raise Refused("" if "<" in tree else "one document")
    anchors = {}
    place = 0

    def node(as_key=False):
        nonlocal place
        line = lines[place]
        place += 1
        kind, rest = line[:4], line[4:].lstrip(" ") if line[:4] != "=VAL" else line[5:]
        if kind in ("+MAP", "+SEQ"):
            rest = re.sub(r"^(\{\}|\[\])\s*", "", rest)
        anchor = tag = None
        while rest[:1] in ("&", "<"):
            word, _, rest = rest.partition(" ")
            if word[0] == "&":
                anchor = word[1:]
            else:
                tag = word
        if kind == "=ALI":
            value = anchors[rest[1:]]
            if as_key:
                if not isinstance(value[1], str):
                    raise Refused("text as key")
                return value[1]
            return value[0]
        if tag not in (None, "<!>"):
            raise Refused("no tag")
        if kind == "=VAL":
            text = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "\\": "\\", "0": "\0"}[m[1]],
                          rest[1:])
            is_plain = rest[:1] == ":" and tag is None
            value = (scalar(text, is_plain), key_text(text, is_plain))
        elif as_key:
            raise Refused("text as key")
        elif kind == "+SEQ":
            items = []
            while lines[place] != "-SEQ":
                items.append(node())
            place += 1
            value = (items, None)
        else:
            members = {}
            while lines[place] != "-MAP":
                key = node(as_key=True)
                members[key] = node()
            place += 1
            value = (members, None)
        if anchor is not None:
            anchors[anchor] = value
        return value[1] if as_key else value[0]

    while lines[place][:4] not in ("+MAP", "+SEQ", "=VAL", "=ALI", "-DOC", "-STR"):
        place += 1
    return None if lines[place][0] == "-" else node()


class Plain(yaml.SafeLoader):
    """Resolves nothing."""


Plain.yaml_implicit_resolvers = {}


def from_pyyaml(text):
    """PyYAML's value in a tuple; None when it does not read the text."""
    try:
        documents = list(yaml.compose_all(text, Loader=Plain))
    except yaml.YAMLError:
        return None
    return (convert(documents[0]) if documents and documents[0] is not None else None,)


def convert(node):
    if isinstance(node, yaml.ScalarNode):
        return scalar(node.value, node.style is None)
    if isinstance(node, yaml.SequenceNode):
        return [convert(item) for item in node.value]
    return {key_text(key.value, key.style is None): convert(value) for key, value in node.value}


def plain_text(text):
    text = text.replace("␣", " ").replace("⇔", "\ufeff").replace("↵", "").replace("∎\n", "").replace("←", "\r")
    return re.sub("—*»", "\t", text)


def expected(name, case, text):
    if name in LENIENT:
        return {"value": LENIENT[name]}
    if name in OUTSIDE:
        return {"refused": OUTSIDE[name]}
    if case.get("fail"):
        return {"refused": ""}
    for line in text.split("\n"):
        if line.startswith("%") and not re.match(r"%YAML\s+1\.[12](\s|$)", line):
            if not re.search(r"^[^%#\s]", text.split(line)[0], re.M):
                return {"refused": "directive"}
    try:
        value = from_events(plain_text(case["tree"]))
    except Refused as reason:
        return {"refused": str(reason)}
    other = from_pyyaml(text)
    if name in PYYAML_JUDGES:
        return {"value": other[0]}
    if other is not None and name not in PYYAML_DIFFERS and other[0] != value:
        sys.exit(f"{name}: PyYAML reads {other[0]!r}, the events say {value!r}")
    return {"value": value}


cases = []
for file in sorted(glob.glob(os.path.join(sys.argv[1], "*.yaml"))):
    name = os.path.basename(file)[:-5]
    parts = yaml.safe_load(open(file, encoding="utf8"))
    earlier = {}
    for number, part in enumerate(parts):
        case = {**earlier, **part}
        earlier = {key: value for key, value in case.items() if key != "fail"}
        if case.get("skip"):
            continue
        full = name if len(parts) == 1 else f"{name}-{number:02}"
        text = plain_text(case["yaml"])
        cases.append({"name": full, "yaml": text, **expected(full, case, text)})
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "cases.json"), "w", encoding="utf8") as out:
    lines = [json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases]
    out.write("[\n" + ",\n".join(lines) + "\n]\n")
print(len(cases), "cases,", sum("value" in case for case in cases), "of them in the subset")
