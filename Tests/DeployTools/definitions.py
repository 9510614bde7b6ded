"""Holds the definitions of our own kinds (deploy/kubernetes/crds) to what the program reads.

`definitions.yaml` says everything that they know, and the program takes it. What they refuse at each field, the program
refuses too, with the words and the bounds that they have.
"""

from common import ROOT, require, run

import copy
import json
import pathlib
import re
import tempfile

import jsonschema
import yaml

FOLDER = f"{ROOT}/deploy/kubernetes/crds"
SAMPLE = f"{ROOT}/Tests/DeployTools/definitions.yaml"
# More of what they have to know.
DOCUMENTS = ["configs/mesh/*.yaml", "deploy/demo/mesh/*.yaml", "deploy/kubernetes/**/mesh.yaml"]


def schemas():
    """The schemas of our kinds, by kind."""
    found = {}
    for path in sorted(pathlib.Path(FOLDER).glob("*.yaml")):
        thing = yaml.safe_load(path.read_text())
        if thing["kind"] != "CustomResourceDefinition":
            continue
        names, group = thing["spec"]["names"], thing["spec"]["group"]
        require(thing["metadata"]["name"] == f"{names['plural']}.{group}", f"{path} has another name")
        require(path.stem == names["plural"], f"{path} defines {names['plural']}")
        versions = thing["spec"]["versions"]
        require([version["name"] for version in versions] == ["v1"], f"{path}: only v1 is read")
        found[names["kind"]] = versions[0]["schema"]["openAPIV3Schema"]
    return found


def closed(schema):
    """As an API server takes it that refuses what it does not know."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(part) for key, part in schema.items() if key != "x-kubernetes-preserve-unknown-fields"}
    if "properties" in schema and isinstance(schema["properties"], dict) and schema.get("type") == "object":
        result["additionalProperties"] = False
    return result


def checked(kind, schema):
    whole = closed(schema)
    whole["properties"]["metadata"] = {"type": "object"}
    jsonschema.Draft7Validator.check_schema(whole)
    return jsonschema.Draft7Validator(whole)


def documents(path, kinds):
    with open(path) as file:
        return [
            thing for thing in yaml.safe_load_all(file)
            if thing and thing.get("kind") in kinds and thing.get("apiVersion") == "apus.dev/v1"]


def at(thing, path):
    """What stands at a path of a thing, of lists the first element; nothing where there is none."""
    for key in path:
        if not thing or (not isinstance(thing, list) and key not in thing):
            return None
        thing = thing[0] if key == 0 else thing[key]
    return thing


def places(schema, path=("spec",)):
    """Each place of a schema with its path; 0 stands for an element."""
    yield path, schema
    for name, part in schema.get("properties", {}).items():
        yield from places(part, (*path, name))
    if "items" in schema:
        yield from places(schema["items"], (*path, 0))


def put(thing, path, value):
    inner = at(thing, path[:-1])
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value


def mistakes(schema, path, value):
    """What a schema refuses in the place of a value: that, and what the program is to say of it."""
    kind = schema.get("type")
    if "enum" in schema:
        yield "nothing-of-these", " or ".join(f'"{word}"' for word in schema["enum"])
    elif kind == "string":
        yield {}, "expected a duration" if "(h|m|s|ms)" in schema.get("pattern", "") else "expected a text"
        if "pattern" in schema:
            yield "!", "expected "
        if schema.get("minLength"):
            yield "", "a text of at least one byte"
    elif kind == "integer":
        bounds = f"a whole number from {schema['minimum']} to {schema['maximum']}"
        yield schema["minimum"] - 1, bounds
        yield schema["maximum"] + 1, bounds
    elif kind == "boolean":
        yield "yes", "expected true or false"
    elif kind == "array":
        yield value * (schema["maxItems"] + 1), f"a list of at most {schema['maxItems']}"
        if schema.get("minItems"):
            yield [], ""
    elif "additionalProperties" in schema:
        yield {"a": 1}, "expected a text"
    elif not schema.get("x-kubernetes-preserve-unknown-fields"):
        yield {**value, "unknown": 1}, 'found "unknown"'
        for name in schema.get("required", []):
            yield {key: part for key, part in value.items() if key != name}, f'expected "{name}"'
    for one in schema.get("anyOf", []):
        yield {key: part for key, part in value.items() if [key] not in [
            other["required"] for other in schema["anyOf"]]}, f'expected "{schema["anyOf"][0]["required"][0]}"'
        break


def refused(apus, folder):
    """What a control plane says of wrong documents, by the number of the file."""
    done = run(apus, "control", "--documents", folder, "--listen", "127.0.0.1:0", check=False)
    said = {}
    for line in done.stderr.splitlines():
        match = re.match(r"(\d+)\.json:\d+:\d+: (.*)", line)
        if match:
            said.setdefault(int(match[1]), []).append(match[2])
    return said


def check_definitions(apus, check_documents):
    found = schemas()
    require(set(found) == {"AuthorizationPolicy", "EnvoyResources", "TrafficPolicy", "Workload"}, f"{sorted(found)}")
    validators = {kind: checked(kind, schema) for kind, schema in found.items()}
    samples = {}
    for pattern in [SAMPLE, *DOCUMENTS]:
        paths = [pathlib.Path(pattern)] if pattern == SAMPLE else sorted(pathlib.Path(ROOT).glob(pattern))
        require(paths, f"{pattern} is nowhere")
        for path in paths:
            for thing in documents(path, found):
                for error in validators[thing["kind"]].iter_errors(thing):
                    require(False, f"{path}: {thing['kind']} {thing['metadata']['name']}: {error.message}")
                if pattern == SAMPLE:
                    samples.setdefault(thing["kind"], []).append(thing)
    count = 0
    with tempfile.TemporaryDirectory() as work:
        pathlib.Path(work, "sample.yaml").write_text(pathlib.Path(SAMPLE).read_text())
        check_documents(apus, "definitions.yaml", work)
    expected = {}
    with tempfile.TemporaryDirectory() as work:
        for kind, schema in found.items():
            for path, place in places(schema["properties"]["spec"]):
                name = f"{kind}: {'.'.join(map(str, path))}"
                sample = next((one for one in samples[kind] if at(one, path) is not None), None)
                require(sample, f"definitions.yaml does not say {name}")
                for value, said in mistakes(place, path, at(sample, path)):
                    wrong = copy.deepcopy(sample)
                    put(wrong, path, value)
                    require(list(validators[kind].iter_errors(wrong)), f"{name}: the definition takes {str(value)[:80]}")
                    count += 1
                    wrong["metadata"]["name"] = f"wrong-{count}"
                    pathlib.Path(work, f"{count}.json").write_text(json.dumps(wrong))
                    expected[count] = (name, str(value)[:80], said)
        said = refused(apus, work)
    problems = [
        f"{name}: of {value} the program does not say '{words}': {said.get(number, [])[:5]}"
        for number, (name, value, words) in expected.items()
        if not any(words in line for line in said.get(number, []))]
    require(not problems, "\n".join(problems))
    return count
