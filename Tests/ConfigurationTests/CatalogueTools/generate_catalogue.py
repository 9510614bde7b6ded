#!/usr/bin/env python3
"""Writes Sources/Configuration/Catalogue/Generated from the descriptors that an Envoy binary carries.

Usage, from the top of the repository:

    python3 Tests/ConfigurationTests/CatalogueTools/generate_catalogue.py /path/to/envoy

Envoy registers the serialized FileDescriptorProto of every .proto file that it is linked with. They lie in the binary
as data, so that this script finds exactly the types that this Envoy accepts, whatever its documentation says. Only
names, kinds and numbers are kept. Taken are all v3 packages of envoy, xds.core, xds.type, xds.data and udpa.type, the
types of google.protobuf that have a JSON form of their own, and whatever else their fields refer to. Needs nothing but
Python 3.9.

The text is described in Sources/Configuration/Catalogue/CatalogueText.swift.
"""

import collections
import os
import re
import subprocess
import sys

OUTPUT = "Sources/Configuration/Catalogue/Generated"
WANTED_PACKAGES = re.compile(r"envoy\.(.+\.)?v3$|xds\.(core|type|data)\..*|udpa\.type\.v1$")
WANTED_TYPES = re.compile(
    r"google\.protobuf\.(\w+Value|Any|Duration|Empty|FieldMask|Struct|Timestamp)$")
MAXIMUM_LINES = 600
ABBREVIATIONS = 10

# descriptor.proto, FieldDescriptorProto.Type, to the letters of the text.
SCALARS = {1: "d", 2: "f", 3: "j", 4: "k", 5: "i", 6: "k", 7: "u", 8: "b", 9: "s", 12: "y", 13: "u", 15: "i", 16: "j",
           17: "i", 18: "j"}
MESSAGE, ENUM = 11, 14
REPEATED = 3


class Malformed(Exception):
    """The bytes are not a protobuf message."""


def varint(data, at):
    value = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    raise Malformed


def one_field(data, at):
    """The number, value and end of the field that begins at `at`."""
    tag, at = varint(data, at)
    number, wire = tag >> 3, tag & 7
    if wire == 0:
        value, at = varint(data, at)
    elif wire == 2:
        size, at = varint(data, at)
        value, at = data[at:at + size], at + size
    elif wire in (1, 5):
        size = 8 if wire == 1 else 4
        value, at = data[at:at + size], at + size
    else:
        raise Malformed
    if number == 0 or at > len(data):
        raise Malformed
    return number, value, at


def message(data):
    """All fields of a message: number to the list of its values."""
    fields, at = collections.defaultdict(list), 0
    while at < len(data):
        number, value, at = one_field(data, at)
        fields[number].append(value)
    return fields


def text(fields, number):
    return bytes(fields[number][-1]).decode() if fields[number] else ""


def number(fields, number):
    return fields[number][-1] if fields[number] else 0


# descriptor.proto, FileDescriptorProto: field number to wire type. The serializer writes fields in this order.
FILE_FIELDS = {1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: 2, 7: 2, 8: 2, 9: 2, 10: 0, 11: 0, 12: 2, 14: 0, 15: 2}


def file_at(data, start):
    """The bytes of the file descriptor that begins at `start`: as many fields as follow in ascending order."""
    at, last = start, 0
    while True:
        try:
            tag, _ = varint(data, at)
            found, _, end = one_field(data, at)
        except Malformed:
            break
        if FILE_FIELDS.get(found) != tag & 7 or found < last or (found == 1 and last == 1):
            break
        at, last = end, found
    return data[start:at]


def files(data):
    """Every file descriptor in the binary: name to fields."""
    found = {}
    for match in re.finditer(rb"(?=\x0a([\x07-\x7f])([A-Za-z0-9_./-]{1,121}\.proto))", data):
        if match.group(1)[0] > len(match.group(2)):
            continue
        try:
            file = message(file_at(data, match.start()))
            name = text(file, 1)
            if not name.endswith(".proto") or not (file[4] or file[5]):
                continue
            # Some files lie there twice, with and without the JSON names.
            if name in found and shape(found[name]) != shape(file):
                raise SystemExit(f"two descriptors of {name} disagree")
            found.setdefault(name, file)
        except (Malformed, UnicodeDecodeError):
            continue
    return found


def shape(file):
    """What two copies of a file have in common."""
    types = Types()
    types.read_file(file)
    return types.messages, types.enums


class Types:
    def __init__(self):
        self.messages = {}  # full name: (package, [field])
        self.enums = {}  # full name: (package, [(name, number)])
        self.maps = {}  # full name of the entry: the field of its value

    def read_file(self, file):
        package = text(file, 2)
        for each in file[4]:
            self.read_message(package, package, message(each))
        for each in file[5]:
            self.read_enum(package, package, message(each))

    def read_message(self, package, scope, descriptor):
        name = f"{scope}.{text(descriptor, 1)}"
        oneofs = [text(message(each), 1) for each in descriptor[8]]
        fields = [self.field(message(each), oneofs) for each in descriptor[2]]
        if number(message(number(descriptor, 7) or b""), 7):
            self.maps[name] = fields[1]
        else:
            self.messages[name] = (package, fields)
        for each in descriptor[3]:
            self.read_message(package, name, message(each))
        for each in descriptor[4]:
            self.read_enum(package, name, message(each))

    def read_enum(self, package, scope, descriptor):
        values = []
        for each in map(message, descriptor[2]):
            value = number(each, 2)
            values.append((text(each, 1), value - (1 << 64) if value >> 63 else value))
        self.enums[f"{scope}.{text(descriptor, 1)}"] = (package, values)

    def field(self, descriptor, oneofs):
        name, kind = text(descriptor, 1), number(descriptor, 5)
        if kind not in SCALARS and kind not in (MESSAGE, ENUM):
            raise SystemExit(f"{name}: unknown kind {kind}")
        json_name = text(descriptor, 10)
        if json_name and json_name != re.sub("_(.?)", lambda match: match.group(1).upper(), name):
            raise SystemExit(f"{name}: unusual JSON name {json_name}")
        # A proto3 `optional` stands in a oneof of its own that nobody wrote.
        is_in_oneof = bool(descriptor[9]) and not number(descriptor, 17)
        return {"name": name, "kind": kind, "repeated": number(descriptor, 4) == REPEATED,
                "type": text(descriptor, 6).lstrip("."), "oneof": oneofs[number(descriptor, 9)] if is_in_oneof else None}

    def references(self, name):
        for field in self.messages[name][1]:
            if field["kind"] in (MESSAGE, ENUM):
                if field["type"] in self.maps:
                    field = self.maps[field["type"]]
                if field["kind"] in (MESSAGE, ENUM):
                    yield field["type"]

    def closure(self):
        """The wanted types and everything that they refer to."""
        wanted = {name for table in (self.messages, self.enums) for name in table
                  if WANTED_PACKAGES.match(table[name][0]) or WANTED_TYPES.match(name)}
        rest = list(wanted)
        while rest:
            name = rest.pop()
            if name in self.enums:
                continue
            if name not in self.messages:
                raise SystemExit(f"{name} is missing")
            for other in self.references(name):
                if other not in wanted:
                    wanted.add(other)
                    rest.append(other)
        return wanted


class Writer:
    def __init__(self, types):
        self.types = types
        self.wanted = types.closure()
        counts = collections.Counter()
        for name in self.wanted & types.messages.keys():
            for other in types.references(name):
                if self.package(other) != self.package(name):
                    counts[self.package(other)] += len(self.package(other))
        self.abbreviations = [package for package, _ in counts.most_common(ABBREVIATIONS)]

    def package(self, name):
        return (self.types.messages.get(name) or self.types.enums[name])[0]

    def relative(self, name):
        relative = name[len(self.package(name)) + 1:]
        # The reader finds the package by its lower-case parts.
        if not relative[0].isupper() or any(part[0].isupper() for part in self.package(name).split(".")):
            raise SystemExit(f"{name}: unusual case")
        return relative

    def reference(self, name, package):
        if self.package(name) == package:
            return self.relative(name)
        if self.package(name) in self.abbreviations:
            return f"{self.abbreviations.index(self.package(name))}{self.relative(name)}"
        self.relative(name)
        return name

    def field(self, field, package):
        mark = "*" if field["repeated"] else ""
        name = field["name"]
        if field["kind"] == MESSAGE and field["type"] in self.types.maps:
            mark, field = "%", self.types.maps[field["type"]]
        if field["kind"] in SCALARS:
            return f"{name}:{mark}{SCALARS[field['kind']]}"
        letter = "m" if field["kind"] == MESSAGE else "e"
        return f"{name}:{mark}{letter}{self.reference(field['type'], package)}"

    def message_line(self, name):
        package, fields = self.types.messages[name]
        words, oneof = [self.relative(name)], None
        for field in fields:
            if field["oneof"] != oneof:
                if oneof:
                    words.append(")")
                if field["oneof"]:
                    words.append("(" + field["oneof"])
                oneof = field["oneof"]
            words.append(self.field(field, package))
        return " ".join(words + ([")"] if oneof else []))

    def enum_line(self, name):
        words, expected = ["=" + self.relative(name)], 0
        for value, number in self.types.enums[name][1]:
            words.append(value if number == expected else f"{value}={number}")
            expected = number + 1
        return " ".join(words)

    def packages(self):
        """The lines of every package, in the order of names."""
        lines = collections.defaultdict(list)
        for name in sorted(self.wanted):
            line = self.message_line(name) if name in self.types.messages else self.enum_line(name)
            lines[self.package(name)].append(line)
        return sorted(lines.items())

    def write(self, version):
        shards, index = [[]], []
        for package, lines in self.packages():
            if len(shards[-1]) + len(lines) > MAXIMUM_LINES:
                shards.append([])
            offset = sum(len(line) + 1 for line in shards[-1])
            length = sum(len(line) + 1 for line in lines) - 1
            index.append(f"{package} {len(shards) - 1} {offset} {length}")
            shards[-1] += lines
        os.makedirs(OUTPUT, exist_ok=True)
        for old in os.listdir(OUTPUT):
            os.remove(os.path.join(OUTPUT, old))
        self.write_file("CatalogueIndex", version, "CatalogueText", "index", [" ".join(self.abbreviations)] + index,
                        "The abbreviated packages, then every package with its shard, offset and length.")
        for place, lines in enumerate(shards):
            self.write_file(f"CatalogueShard{place}", version, "CatalogueText", f"shard{place}", lines,
                            f"The types of a part of the packages: shard {place}.")
        cases = "".join(f"        case {place}: shard{place}\n" for place in range(len(shards)))
        with open(f"{OUTPUT}/CatalogueShards.swift", "w") as file:
            file.write(head(version) + "extension CatalogueText {\n    /// The text of a shard.\n"
                       "    static func shard(_ number: Int) -> String {\n        switch number {\n" + cases +
                       "        default: \"\"\n        }\n    }\n}\n")

    def write_file(self, file_name, version, type_name, name, lines, documentation):
        with open(f"{OUTPUT}/{file_name}.swift", "w") as file:
            file.write(f"{head(version)}extension {type_name} {{\n    /// {documentation}\n"
                       f"    static var {name}: String {{\n\"\"\"\n" + "\n".join(lines) + "\n\"\"\"\n    }\n}\n")


def head(version):
    return ("// swift-format-ignore-file\n"
            f"// Generated from the descriptors of Envoy {version} by\n"
            "// Tests/ConfigurationTests/CatalogueTools/generate_catalogue.py; edit that instead.\n\n")


def main():
    if len(sys.argv) != 2:
        raise SystemExit("usage: generate_catalogue.py /path/to/envoy")
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    told = subprocess.run([sys.argv[1], "--version"], capture_output=True, check=True, text=True).stdout
    version = re.search(r"/(\d+\.\d+\.\d+)/", told).group(1)
    types = Types()
    found = files(data)
    for name in sorted(found):
        types.read_file(found[name])
    writer = Writer(types)
    writer.write(version)
    messages = len(writer.wanted & types.messages.keys())
    print(f"{len(found)} files, {messages} messages, {len(writer.wanted) - messages} enumerations")


if __name__ == "__main__":
    main()
