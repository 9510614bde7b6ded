"""Holds deploy/kubernetes and deploy/helm to Kubernetes' schemas, to our own policy, and to each other.

    manifests.py APUS_BINARY
"""

from common import ROOT, require, run

import base64
import copy
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import helm_python
import kubernetes_validate
import yaml

import definitions
import policy

KUSTOMIZATIONS = [
    "base", "overlays/edge", "overlays/control-plane", "overlays/gateway-api", "overlays/demo", "overlays/injector",
    "overlays/authority",
]
# Kinds that others define: the program reads them as it reads documents.
FOREIGN = {"gateway.networking.k8s.io/v1"}
# As the C library reads it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The oldest version that has preStop's pause on, and the newest that the schemas know of those in use.
VERSIONS = ["1.30", "1.32", "1.34"]


def rendered(folder, place=f"{ROOT}/deploy/kubernetes"):
    text = run("kubectl", "kustomize", f"{place}/{folder}").stdout
    return list(yaml.load_all(text, LOADER))


# --- Schemas and policy


VALID = set()


def check_schemas(place, things):
    for thing in things:
        # Overlays have much in common.
        text = json.dumps(thing, sort_keys=True)
        if text in VALID:
            continue
        VALID.add(text)
        for version in VERSIONS if thing["apiVersion"] not in FOREIGN else []:
            try:
                kubernetes_validate.validate(thing, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                require(False, f"{place}: {policy.name_of(thing)}: {version}: {error.message}")


def check_policy(place, things):
    found = policy.complaints(things)
    require(not found, f"{place}:\n" + "\n".join(found))


def only(things, kind, name):
    return next(thing for thing in things if (thing["kind"], thing["metadata"]["name"]) == (kind, name))


def container(things, name="edge"):
    return only(things, "Deployment", name)["spec"]["template"]["spec"]["containers"][0]


def pod(things, name="edge"):
    return only(things, "Deployment", name)["spec"]["template"]["spec"]


def without(kind, name):
    def remove(things):
        things.remove(only(things, kind, name))
    return remove


# What is broken, and a part of what must be said of it. The policy is worth as much as it finds.
MISTAKES = [
    ("hostNetwork is set", lambda t: pod(t).update(hostNetwork=True)),
    ("hostPID is set", lambda t: pod(t).update(hostPID=True)),
    ("hostIPC is set", lambda t: pod(t).update(hostIPC=True)),
    ("is a hostPath", lambda t: pod(t)["volumes"].append({"name": "host", "hostPath": {"path": "/"}})),
    ("the sysctl kernel.msgmax", lambda t: pod(t)["securityContext"].update(
        sysctls=[{"name": "kernel.msgmax", "value": "1"}])),
    ("the pod runs as root", lambda t: pod(t)["securityContext"].update(runAsUser=0)),
    ("it is privileged", lambda t: container(t)["securityContext"].update(privileged=True)),
    ("allowPrivilegeEscalation", lambda t: container(t)["securityContext"].pop("allowPrivilegeEscalation")),
    ("runAsNonRoot is not true", lambda t: container(t)["securityContext"].update(runAsNonRoot=False)),
    ("apus: it runs as root", lambda t: container(t)["securityContext"].update(runAsUser=0)),
    ("seccompProfile is Unconfined", lambda t: container(t)["securityContext"].update(
        seccompProfile={"type": "Unconfined"})),
    ("not all capabilities", lambda t: container(t)["securityContext"]["capabilities"].update(drop=["NET_RAW"])),
    ("it adds NET_ADMIN", lambda t: container(t)["securityContext"]["capabilities"].update(add=["NET_ADMIN"])),
    ("procMount", lambda t: container(t)["securityContext"].update(procMount="Unmasked")),
    ("the host's port 8080", lambda t: container(t)["ports"][0].update(hostPort=8080)),
    ("no limits of memory", lambda t: container(t)["resources"]["limits"].pop("memory")),
    ("no requests of ephemeral-storage", lambda t: container(t)["resources"]["requests"].pop("ephemeral-storage")),
    ("more memory than it may", lambda t: container(t)["resources"]["requests"].update(memory="1Gi")),
    ("has no version", lambda t: container(t).update(image="registry.example/apus:latest")),
    ("imagePullPolicy", lambda t: container(t).update(imagePullPolicy="IfNotPresent")),
    ("root is not read-only", lambda t: container(t)["securityContext"].pop("readOnlyRootFilesystem")),
    ("image's affair", lambda t: container(t)["securityContext"].pop("runAsGroup")),
    ("is not asked for", lambda t: container(t).pop("livenessProbe")),
    ("liveness is readiness", lambda t: container(t).update(livenessProbe=container(t)["readinessProbe"])),
    ("asks the port nowhere", lambda t: container(t)["readinessProbe"]["httpGet"].update(port="nowhere")),
    ("the variable POD_NAME", lambda t: container(t).pop("env")),
    ("a token of the API", lambda t: pod(t).pop("automountServiceAccountToken")),
    ("account of everybody", lambda t: pod(t).pop("serviceAccountName")),
    ("tells of all services", lambda t: pod(t).pop("enableServiceLinks")),
    ("nothing spreads", lambda t: pod(t).pop("topologySpreadConstraints")),
    ("counts other pods", lambda t: pod(t)["topologySpreadConstraints"][0].update(
        labelSelector={"matchLabels": {"app": "other"}})),
    ("keep apart", lambda t: pod(t).pop("affinity")),
    ("there is no volume", lambda t: pod(t).update(volumes=[])),
    ("until the news has spread", lambda t: container(t).pop("lifecycle")),
    ("it is killed after 30 s", lambda t: pod(t).update(terminationGracePeriodSeconds=30)),
    ("leads to no pod", lambda t: only(t, "Service", "edge")["spec"].update(selector={"app": "other"})),
    ("which no pod has", lambda t: only(t, "Service", "edge")["spec"]["ports"][0].update(targetPort=1)),
    ("lets no node be emptied", lambda t: only(t, "PodDisruptionBudget", "edge")["spec"].update(maxUnavailable=0)),
    ("no PodDisruptionBudget", without("PodDisruptionBudget", "edge")),
    ("would undo the scaling", lambda t: only(t, "Deployment", "edge")["spec"].update(replicas=2)),
    ("one replica is none", without("HorizontalPodAutoscaler", "edge")),
    ("one replica is none", lambda t: only(t, "HorizontalPodAutoscaler", "edge")["spec"].update(minReplicas=1)),
    ("it scales nothing", without("Deployment", "edge")),
    ("takes pods away", lambda t: only(t, "Deployment", "edge")["spec"].pop("strategy")),
    ("no NetworkPolicy denies", without("NetworkPolicy", "default-deny")),
    ("it is about no pod", lambda t: only(t, "NetworkPolicy", "edge")["spec"].update(
        podSelector={"matchLabels": {"app": "other"}})),
    ("there is no service account", without("ServiceAccount", "edge")),
    ("there is no ServiceAccount control-plane", without("ServiceAccount", "control-plane")),
    ("there is no ConfigMap", lambda t: t.remove(next(
        thing for thing in t if thing["kind"] == "ConfigMap" and thing["metadata"]["name"].startswith("edge")))),
    ("allows everything", lambda t: only(t, "ClusterRole", "apus-control-plane")["rules"][0].update(verbs=["*"])),
    ("may change whatever there is", lambda t: only(t, "ClusterRole", "apus-control-plane")["rules"][0]["verbs"].append("patch")),
    ("allows secrets", lambda t: only(t, "ClusterRole", "apus-control-plane")["rules"][0]["resources"].append(
        "secrets")),
    ("select its own pods", lambda t: only(t, "Deployment", "edge")["spec"].update(
        selector={"matchLabels": {"app": "other"}})),
    ("Pod Security is not enforced", lambda t: only(t, "Namespace", "apus-system")["metadata"].pop("labels")),
    ("it has no namespace", lambda t: only(t, "Service", "edge")["metadata"].pop("namespace")),
    ("it is there twice", lambda t: t.append(copy.deepcopy(only(t, "Service", "edge")))),
]


def webhook(things, number=0):
    return only(things, "MutatingWebhookConfiguration", "apus-injector")["webhooks"][number]


def injector(things):
    return only(things, "Deployment", "apus-injector")["spec"]["template"]


# The same of the overlay with the injector and a control plane that has volumes.
MISTAKES_OF_INJECTION = [
    ("pods of apus-system wait for it", lambda t: webhook(t)["namespaceSelector"]["matchExpressions"].pop()),
    ("pods of kube-system wait for it", lambda t: webhook(t, 1)["namespaceSelector"]["matchExpressions"].pop()),
    ("Deployment apus-system/apus-injector might be given a proxy", lambda t: injector(t)["metadata"]["labels"].pop(
        "sidecar.istio.io/inject")),
    ("there is no service", lambda t: webhook(t)["clientConfig"]["service"].update(name="other")),
    ("there is no service", lambda t: webhook(t)["clientConfig"]["service"].update(port=444)),
    ("may wait longer than 10 s", lambda t: webhook(t).update(timeoutSeconds=30)),
    ("until the news has spread", lambda t: injector(t)["spec"]["containers"][0].pop("lifecycle")),
    ("the variable APUS_IMAGE", lambda t: injector(t)["spec"]["containers"][0].pop("env")),
    ("there is no volume state", lambda t: only(t, "StatefulSet", "control-plane")["spec"].pop("volumeClaimTemplates")),
    ("reaches no pod", lambda t: only(t, "StatefulSet", "control-plane")["spec"].update(
        updateStrategy={"type": "OnDelete"})),
]


def check_mistakes(things, mistakes):
    for said, change in mistakes:
        broken = copy.deepcopy(things)
        change(broken)
        found = policy.complaints(broken)
        require(any(said in text for text in found), f"nobody says '{said}' where it is so: {found}")


# --- Injection

# Pods by the labels of their namespaces and their own, and whether the injector is asked for them, as with Istio.
ASKED = [
    ("shop", {"istio-injection": "enabled"}, {}, 1),
    ("shop", {"istio-injection": "enabled"}, {"sidecar.istio.io/inject": "true"}, 1),
    ("shop", {"istio-injection": "enabled"}, {"sidecar.istio.io/inject": "false"}, 0),
    ("shop", {"istio-injection": "enabled"}, {"apus.dev/inject": "false"}, 0),
    ("shop", {"istio-injection": "disabled"}, {"sidecar.istio.io/inject": "true"}, 0),
    ("shop", {}, {}, 0),
    ("shop", {}, {"sidecar.istio.io/inject": "true"}, 1),
    ("shop", {}, {"apus.dev/inject": "true"}, 1),
    ("shop", {}, {"apus.dev/inject": "true", "sidecar.istio.io/inject": "true"}, 1),
    ("shop", {}, {"apus.dev/inject": "false", "sidecar.istio.io/inject": "true"}, 0),
    ("kube-system", {"istio-injection": "enabled"}, {"sidecar.istio.io/inject": "true"}, 0),
]


def check_asked(things):
    webhooks = only(things, "MutatingWebhookConfiguration", "apus-injector")["webhooks"]
    for namespace, labels, own, expected in ASKED:
        found = [one["name"] for one in webhooks if policy.asked(one, namespace, labels, own)]
        require(len(found) == expected, f"for a pod {own} of {namespace} {labels} these are asked: {found}")


def check_roots(things):
    """What keeps the roots is about the namespaces and the ConfigMap that the injector is about."""
    bundle = yaml.safe_load(file_text("deploy/kubernetes/roots.yaml"))
    target = bundle["spec"]["target"]
    labels = target["namespaceSelector"]["matchLabels"]
    require(policy.asked(webhook(things), "shop", labels, {}), f"no proxies are given to namespaces of {labels}")
    pod = injected(sys.argv[1], things)
    maps = [volume["configMap"]["name"] for volume in pod["volumes"] if "configMap" in volume]
    require(maps == [bundle["metadata"]["name"]], f"an injected pod mounts {maps}")
    proxy = next(one for one in pod["initContainers"] if one["name"] == "apus-proxy")
    require(any(word.endswith("/" + target["configMap"]["key"]) for word in proxy["args"]), "it reads another key")


def injected(apus, things):
    """A pod to whose proxy connections are led, as the injector of these objects makes it."""
    one = injector(things)["spec"]["containers"][0]
    values = {variable["name"]: variable["value"] for variable in one["env"]}
    flags = [re.sub(r"\$\((\w+)\)", lambda match: values[match[1]], word) for word in one["args"][1:]]
    known = flags_of(apus, "inject")
    pod = {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"},
        "spec": {"containers": [{"name": "web", "image": "web:1"}]}}
    text = run(
        apus, "inject", "--interception-mode=redirect",
        *(flag for flag in flags if flag.partition("=")[0] in known), input=yaml.dump(pod)).stdout
    return yaml.safe_load(text)["spec"]


# --- Images


def images_of(apus, things):
    """All images that objects name, and those that their injector gives to pods."""
    found = set()
    for thing in things:
        pod = policy.pod_of(thing)
        found |= {one["image"] for one in policy.containers_of(pod)} if pod else set()
    if any(thing["metadata"]["name"] == "apus-injector" for thing in things):
        found |= {one["image"] for one in injected(apus, things)["initContainers"]}
    return found


def check_images(apus):
    """One place names the images of all: another name there, and no other is left."""
    with tempfile.TemporaryDirectory() as work:
        place = f"{work}/kubernetes"
        shutil.copytree(f"{ROOT}/deploy/kubernetes", place)
        file = f"{place}/components/image/kustomization.yaml"
        with open(file) as text:
            component = yaml.safe_load(text)
        component["images"] = [
            {"name": name, "newName": f"elsewhere.example/{name}", "digest": "sha256:" + "1" * 64}
            for name in ["apus", "apus-init"]]
        with open(file, "w") as text:
            yaml.dump(component, text)
        expected = [f"elsewhere.example/{name}@sha256:" + "1" * 64 for name in ["apus", "apus-init"]]
        for folder in KUSTOMIZATIONS:
            found = images_of(apus, rendered(folder, place))
            others = found - set(expected)
            require(not others and expected[0] in found, f"{folder}: with another image there are {others}")
        require(found == set(expected), f"{folder} gives no image to pods")


# --- What the program itself says


def flags_of(apus, command):
    return set(re.findall(r"--[a-z0-9-]+", run(apus, "help", command).stdout))


def check_commands(apus, place, things):
    """Each container is started with flags that there are, and with files that there are."""
    for thing in things:
        for one in policy.containers_of(policy.pod_of(thing)) if policy.pod_of(thing) else []:
            commands = [one["args"]] + [
                probe["exec"]["command"][1:] for name, probe in one.items()
                if name.endswith("Probe") and "exec" in probe]
            for command, *words in commands:
                unknown = {word.partition("=")[0] for word in words} - flags_of(apus, command)
                require(not unknown, f"{place}: {policy.name_of(thing)}: apus {command} has no {unknown}")
                mounts = [mount["mountPath"] for mount in one.get("volumeMounts", [])]
                for path in re.findall(r"=(/\S+)", " ".join(words)):
                    require(any(path.startswith(mount) for mount in mounts), f"{place}: nothing is mounted at {path}")


def check_configurations(apus, place, things, work):
    for thing in things:
        if thing["kind"] != "ConfigMap":
            continue
        for name, text in thing["data"].items():
            folder = tempfile.mkdtemp(dir=work)
            file = f"{folder}/{name}"
            with open(file, "w") as out:
                # The certificate of the edge is the operator's, and made for this check.
                out.write(text.replace("/etc/apus-tls", work))
            if name == "bootstrap.yaml":
                run(apus, "validate", file)
            else:
                check_documents(apus, place, folder)


def check_foreign(apus, place, things, work):
    """What others define, as documents."""
    found = [thing for thing in things if thing["apiVersion"] in FOREIGN]
    if found:
        folder = tempfile.mkdtemp(dir=work)
        with open(f"{folder}/mesh.yaml", "w") as out:
            yaml.dump_all(found, out)
        check_documents(apus, place, folder)


def check_documents(apus, place, folder):
    """Whether a control plane publishes them."""
    address = f"{folder}/.address"
    process = subprocess.Popen(
        [apus, "control", "--documents", folder, "--listen", "127.0.0.1:0", "--address-path", address],
        stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(600):
            if os.path.exists(address) and os.path.getsize(address) or process.poll() is not None:
                break
            time.sleep(0.1)
        if process.poll() is None:
            with open(address) as file:
                run(apus, "ready", "--admin", file.read(), "--timeout", "60")
    finally:
        process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=60)[1]
    require(process.returncode == 0 and "warning" not in said, f"{place}: the documents: {said}")


def make_certificate(work):
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
        "-subj", "/CN=edge", "-keyout", f"{work}/tls.key", "-out", f"{work}/tls.crt")


# --- Helm


def file_text(path):
    with open(f"{ROOT}/{path}") as file:
        return file.read()


# What of the chart is what of kustomize.
def charted():
    return {
        "base": {},
        "overlays/edge": {
            "controlPlane": {"enabled": False},
            "edge": {
                "certificateSecret": "edge-tls",
                "bootstrap": file_text("deploy/kubernetes/overlays/edge/bootstrap.yaml")},
        },
        "overlays/gateway-api": {"controlPlane": {"followCluster": True, "gatewayClass": "apus"}},
        "overlays/injector": {
            "edge": {"enabled": False}, "controlPlane": {"enabled": False}, "injector": {"enabled": True}},
        "overlays/authority": {
            "edge": {"enabled": False}, "injector": {"enabled": True},
            "controlPlane": {
                "followCluster": True, "tlsSecret": "control-plane-tls", "authority": {"rootSecret": "apus-root"}},
        },
        "overlays/control-plane": {"edge": {"enabled": False}, "controlPlane": {"tlsSecret": "control-plane-tls"}},
    }


def plain(things):
    """Objects by kind and name, without the hashes that both tools make in their own ways."""
    hashed = re.compile(r"^(edge|control-plane)-[0-9a-z]{10}$")

    def walk(value):
        if isinstance(value, dict):
            return {key: walk(part) for key, part in value.items()}
        if isinstance(value, list):
            parts = [walk(part) for part in value]
            # Kustomize puts what it adds first, and the order of mounts and volumes means nothing.
            named = parts and all(isinstance(part, dict) and "name" in part for part in parts)
            return sorted(parts, key=lambda part: part["name"]) if named else parts
        return hashed.sub(r"\1-HASH", value) if isinstance(value, str) else value

    # Definitions are files that Helm installs as they stand.
    return {
        (thing["kind"], walk(thing["metadata"]["name"])): walk(thing) for thing in things
        if thing["kind"] != "CustomResourceDefinition"}


# Values that the schema must refuse.
BAD_VALUES = [
    {"edge": {"enabled": "yes"}}, {"edge": {"replicas": 3}}, {"edge": {"drainSeconds": -1}},
    {"image": {"digest": "sha256:12"}}, {"image": {"pullPolicy": "Sometimes"}}, {"controlPlane": {"replicas": 0}},
    {"controlPlane": {"documents": {"mesh.txt": ""}}}, {"edge": {"resources": {"limits": {"cpu": "much"}}}},
    {"edge": {"service": {"type": "ClusterIP2"}}}, {"unknown": 1}, {"edge": {"pauseSeconds": 0}},
    {"controlPlane": {"authority": {"rootSecret": "apus-root"}}}, {"injector": {"authorities": "none"}},
    {"controlPlane": {"authority": {"trustDomain": "A b"}}}, {"injector": {"flags": ["redirect"]}},
    {"injector": {"tlsSecret": ""}},
]


def check_chart_values(chart):
    """What of the chart is not of kustomize: images, another namespace, and what the injector is given."""
    digest, pem = "sha256:" + "0" * 64, "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n"
    values = {
        "image": {"digest": digest}, "initImage": {"digest": digest},
        "controlPlane": {"tlsSecret": "a", "authority": {"rootSecret": "b", "storageClass": "fast"}},
        "injector": {
            "enabled": True, "authorities": pem, "flags": ["--interception-mode=redirect"]}}
    chart.validate_schema(values)
    texts = chart.render(values, name="a", namespace="b")
    things = [
        thing for path, text in texts.items() if path.endswith(".yaml") for thing in yaml.load_all(text, LOADER) if thing]
    check_schemas("the chart", things)
    found = images_of(sys.argv[1], things)
    require(found == {f"registry.example/{name}@{digest}" for name in ["apus", "apus-init"]}, f"other images: {found}")
    whole = "".join(texts.values())
    require("control-plane.b.svc" in whole and "apus-system" not in whole, "it asks in another namespace")
    for one in only(things, "MutatingWebhookConfiguration", "apus-injector")["webhooks"]:
        require(base64.b64decode(one["clientConfig"]["caBundle"]).decode() == pem, "the webhook has other authorities")
    require("--interception-mode=redirect" in injector(things)["spec"]["containers"][0]["args"], "flags are lost")
    claim = only(things, "StatefulSet", "control-plane")["spec"]["volumeClaimTemplates"][0]["spec"]
    require(claim["storageClassName"] == "fast", "the class of storage is lost")
    for path in sorted(os.listdir(f"{ROOT}/deploy/helm/apus/crds")):
        require(file_text(f"deploy/helm/apus/crds/{path}") == file_text(f"deploy/kubernetes/crds/{path}"),
                f"the chart's {path} is another than kustomize's")
    require(len(os.listdir(f"{ROOT}/deploy/helm/apus/crds")) == len(definitions.schemas()), "definitions are missing")


def check_chart(kustomized):
    place = f"{ROOT}/deploy/helm/apus"
    with helm_python.Chart.load(place) as chart:
        for message in helm_python.lint(place, strict=True)["messages"]:
            require(message["severity"] in ("INFO", 0, 1), f"helm lint: {message}")
        for folder, values in charted().items():
            values = {**values, "namespace": {"create": True}}
            chart.validate_schema(values)
            texts = chart.render(values, name="apus", namespace="apus-system")
            things = [
                thing for path, text in texts.items() if path.endswith(".yaml")
                for thing in yaml.load_all(text, LOADER) if thing]
            ours, theirs = plain(things), plain(kustomized[folder])
            require(ours.keys() == theirs.keys(), f"{folder}: {sorted(ours.keys() ^ theirs.keys())}")
            for name, thing in ours.items():
                if thing != theirs[name]:
                    other = yaml.dump(theirs[name])
                    require(False, f"{folder}: {name}\nhelm:\n{yaml.dump(thing)}\nkustomize:\n{other}")
        check_chart_values(chart)
        for values in BAD_VALUES:
            try:
                chart.validate_schema(values)
                require(False, f"the schema lets {values} pass")
            except helm_python.HelmValuesError:
                pass


def main():
    apus = sys.argv[1]
    things = {folder: rendered(folder) for folder in KUSTOMIZATIONS}
    with tempfile.TemporaryDirectory() as work:
        make_certificate(work)
        for folder, objects in things.items():
            check_schemas(folder, objects)
            check_policy(folder, objects)
            # A program without that source is not what the overlay is for.
            if folder != "overlays/gateway-api" or "--kubernetes" in flags_of(apus, "control"):
                check_commands(apus, folder, objects)
            check_configurations(apus, folder, objects, work)
            check_foreign(apus, folder, objects, work)
    check_mistakes(things["base"], MISTAKES)
    check_mistakes(things["overlays/authority"], MISTAKES_OF_INJECTION)
    check_asked(things["overlays/injector"])
    check_roots(things["overlays/authority"])
    check_images(apus)
    wrong = definitions.check_definitions(apus, check_documents)
    check_chart(things)
    objects = sum(map(len, things.values()))
    print(f"{objects} objects, {len(MISTAKES) + len(MISTAKES_OF_INJECTION)} mistakes found, "
          f"{len(charted())} renderings alike, {wrong} wrong objects refused by definitions and program alike")


main()
