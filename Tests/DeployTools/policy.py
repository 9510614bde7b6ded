"""What a cluster and a careful reviewer ask of Kubernetes objects, as far as objects alone can tell.

`complaints` holds pods to Pod Security's profile `restricted`, and all objects to the rules that linters such as
kube-score and kube-linter have: limits, probes, spread, budgets, policies, and references that lead somewhere.

Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

import re

VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
SYSCTLS = {
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
}
WORKLOADS = {"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"}
CLUSTER_WIDE = {"Namespace", "ClusterRole", "ClusterRoleBinding"}
QUANTITIES = {"m": 1e-3, "": 1, "k": 1e3, "M": 1e6, "G": 1e9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}


def name_of(thing):
    namespace = thing["metadata"].get("namespace", "")
    return f"{thing['kind']} {namespace + '/' if namespace else ''}{thing['metadata']['name']}"


def pod_of(thing):
    """The template of an object's pods, or nothing."""
    if thing["kind"] not in WORKLOADS:
        return None
    if thing["kind"] == "Pod":
        return thing
    spec = thing["spec"]
    return spec["jobTemplate"]["spec"]["template"] if thing["kind"] == "CronJob" else spec["template"]


def containers_of(pod):
    spec = pod["spec"]
    return spec.get("initContainers", []) + spec.get("containers", []) + spec.get("ephemeralContainers", [])


def quantity(text):
    text = str(text)
    digits = text.rstrip("mkMGi")
    return float(digits) * QUANTITIES[text[len(digits):]]


# --- Pod Security, restricted


def restricted(pod):
    spec = pod["spec"]
    whole = spec.get("securityContext") or {}
    for field in ["hostNetwork", "hostPID", "hostIPC"]:
        if spec.get(field):
            yield f"{field} is set"
    for sysctl in whole.get("sysctls", []):
        if sysctl["name"] not in SYSCTLS:
            yield f"the sysctl {sysctl['name']} is none of the safe ones"
    for volume in spec.get("volumes", []):
        kinds = set(volume) - {"name"}
        if not kinds <= VOLUMES:
            yield f"the volume {volume['name']} is a {', '.join(sorted(kinds - VOLUMES))}"
    if whole.get("runAsUser") == 0:
        yield "the pod runs as root"
    for container in containers_of(pod):
        yield from (f"{container['name']}: {text}" for text in restricted_container(container, whole))


def restricted_container(container, whole):
    own = container.get("securityContext") or {}
    if own.get("privileged"):
        yield "it is privileged"
    if own.get("allowPrivilegeEscalation") is not False:
        yield "allowPrivilegeEscalation is not false"
    if own.get("runAsNonRoot", whole.get("runAsNonRoot")) is not True:
        yield "runAsNonRoot is not true"
    if own.get("runAsUser", whole.get("runAsUser")) == 0:
        yield "it runs as root"
    profile = (own.get("seccompProfile") or whole.get("seccompProfile") or {}).get("type")
    if profile not in ("RuntimeDefault", "Localhost"):
        yield f"seccompProfile is {profile}"
    capabilities = own.get("capabilities") or {}
    if "ALL" not in capabilities.get("drop", []):
        yield "not all capabilities are dropped"
    if not set(capabilities.get("add", [])) <= {"NET_BIND_SERVICE"}:
        yield f"it adds {', '.join(capabilities['add'])}"
    if own.get("procMount", "Default") != "Default":
        yield "procMount is set"
    for port in container.get("ports", []):
        if port.get("hostPort"):
            yield f"it takes the host's port {port['hostPort']}"


# --- What reviewers ask


def reviewed_container(container, is_init):
    resources = container.get("resources") or {}
    for kind in ["requests", "limits"]:
        for amount in ["cpu", "memory", "ephemeral-storage"]:
            if amount not in resources.get(kind, {}):
                yield f"no {kind} of {amount}"
    for amount, wanted in resources.get("requests", {}).items():
        limit = resources.get("limits", {}).get(amount)
        if limit is not None and quantity(wanted) > quantity(limit):
            yield f"it requests more {amount} than it may have"
    image = container["image"]
    tag = image.rpartition("/")[2].partition(":")[2]
    if "@sha256:" not in image and tag in ("", "latest"):
        yield f"the image {image} has no version"
    if container.get("imagePullPolicy") != "Always" and "@sha256:" not in image:
        yield "imagePullPolicy is not Always, so that an old image may be run"
    security = container.get("securityContext") or {}
    if security.get("readOnlyRootFilesystem") is not True:
        yield "its root is not read-only"
    if not security.get("runAsUser") or not security.get("runAsGroup"):
        yield "its user and group are the image's affair"
    serves = not is_init or container.get("restartPolicy") == "Always"
    if not serves:
        return
    ready, alive = container.get("readinessProbe"), container.get("livenessProbe")
    if not ready or not alive:
        yield "readiness or liveness is not asked for"
    elif {key: ready.get(key) for key in ("httpGet", "exec", "tcpSocket")} == {
            key: alive.get(key) for key in ("httpGet", "exec", "tcpSocket")}:
        yield "liveness is readiness, so that what waits is killed"
    variables = {variable["name"] for variable in container.get("env", [])}
    for name in re.findall(r"(?<!\$)\$\(([^)]*)\)", " ".join(container.get("args", []))):
        if name not in variables:
            yield f"the arguments name the variable {name}, which there is not"
    names = {port.get("name") for port in container.get("ports", [])}
    for probe in ["startupProbe", "readinessProbe", "livenessProbe"]:
        asked = container.get(probe) or {}
        port = (asked.get("httpGet") or asked.get("tcpSocket") or {}).get("port")
        if isinstance(port, str) and port not in names:
            yield f"the {probe} asks the port {port}, which there is not"
    mounted = [mount["mountPath"] for mount in container.get("volumeMounts", [])]
    if len(mounted) != len(set(mounted)):
        yield "two volumes are mounted at one place"


def reviewed_pod(pod):
    spec = pod["spec"]
    if spec.get("automountServiceAccountToken") is not False:
        yield "a token of the API is in the pod whether it needs one or not"
    if spec.get("serviceAccountName", "default") == "default":
        yield "it has the service account of everybody"
    if spec.get("enableServiceLinks") is not False:
        yield "the environment tells of all services"
    if not spec.get("topologySpreadConstraints"):
        yield "nothing spreads the pods"
    labels = pod["metadata"].get("labels", {})
    for constraint in spec.get("topologySpreadConstraints", []):
        if not matches(constraint.get("labelSelector"), labels):
            yield "a topologySpreadConstraint counts other pods"
    anti = (spec.get("affinity") or {}).get("podAntiAffinity") or {}
    terms = anti.get("requiredDuringSchedulingIgnoredDuringExecution", []) + [
        term["podAffinityTerm"] for term in anti.get("preferredDuringSchedulingIgnoredDuringExecution", [])]
    if not any(matches(term.get("labelSelector"), labels) for term in terms):
        yield "pods do not keep apart from each other"
    volumes = {volume["name"] for volume in spec.get("volumes", [])}
    initial = spec.get("initContainers", [])
    # Sidecars end when the others have.
    others, sidecars = 0, 0
    for container in containers_of(pod):
        for text in reviewed_container(container, container in initial):
            yield f"{container['name']}: {text}"
        for mount in container.get("volumeMounts", []):
            if mount["name"] not in volumes:
                yield f"{container['name']}: there is no volume {mount['name']}"
        pause = ((container.get("lifecycle") or {}).get("preStop") or {}).get("sleep", {}).get("seconds", 0)
        drain = next(
            (int(word.partition("=")[2]) for word in container.get("args", [])
             if word.startswith("--drain-time-s=")), 0)
        if "apus" in container["image"] and container not in initial and not pause:
            yield f"{container['name']}: nothing waits until the news has spread that it goes"
        if container in initial:
            sidecars += pause + drain
        else:
            others = max(others, pause + drain)
    longest = others + sidecars
    if spec.get("terminationGracePeriodSeconds", 30) <= longest:
        yield f"it is killed after {spec.get('terminationGracePeriodSeconds', 30)} s, and may end for {longest}"


def matches(selector, labels):
    """Whether a selector selects these labels; matchExpressions are not used here, and select nothing."""
    if selector is None or selector.get("matchExpressions"):
        return False
    return all(labels.get(key) == value for key, value in (selector.get("matchLabels") or {}).items())


def reviewed(thing, things):
    kind, spec = thing["kind"], thing.get("spec", {})
    namespace = thing["metadata"].get("namespace")
    if kind not in CLUSTER_WIDE and not namespace:
        yield "it has no namespace"
    beside = [other for other in things if other["metadata"].get("namespace") == namespace]
    pods = [(other, pod_of(other)) for other in beside if pod_of(other)]

    def selected(labels):
        return [
            pod for _, pod in pods if all(pod["metadata"].get("labels", {}).get(k) == v for k, v in labels.items())]

    if kind == "Service":
        found = selected(spec.get("selector") or {"": ""})
        if not found:
            yield "it leads to no pod"
        for pod in found:
            ports = [port for container in containers_of(pod) for port in container.get("ports", [])]
            for port in spec["ports"]:
                target = port.get("targetPort", port["port"])
                if not any(target in (known.get("name"), known["containerPort"]) for known in ports):
                    yield f"its port {port['port']} leads to the port {target}, which no pod has"
    if kind == "NetworkPolicy" and spec["podSelector"] and not selected(spec["podSelector"]["matchLabels"]):
        yield "it is about no pod"
    if kind == "PodDisruptionBudget":
        if not selected(spec["selector"]["matchLabels"]):
            yield "it is about no pod"
        if spec.get("maxUnavailable") == 0:
            yield "it lets no node be emptied"
    if kind == "HorizontalPodAutoscaler":
        aim = spec["scaleTargetRef"]
        found = [other for other in beside if (other["kind"], other["metadata"]["name"]) == (aim["kind"], aim["name"])]
        if not found:
            yield "it scales nothing"
        elif "replicas" in found[0]["spec"]:
            yield "what it scales says its replicas too, and each of its rollouts would undo the scaling"
        if spec.get("minReplicas", 1) < 2:
            yield "one replica is none while it moves"
    if kind == "Role" or kind == "ClusterRole":
        for rule in thing.get("rules", []):
            if "*" in rule["verbs"] + rule["resources"] + rule["apiGroups"]:
                yield "it allows everything of a kind"
            if "secrets" in rule["resources"]:
                yield "it allows secrets"
    if kind in ("RoleBinding", "ClusterRoleBinding"):
        for subject in thing["subjects"]:
            if not any(
                    other["kind"] == subject["kind"] and other["metadata"]["name"] == subject["name"]
                    and other["metadata"].get("namespace") == subject.get("namespace") for other in things):
                yield f"there is no {subject['kind']} {subject['name']}"
    if kind in ("Deployment", "StatefulSet"):
        yield from reviewed_deployment(thing, beside)
    pod = pod_of(thing)
    if pod:
        yield from reviewed_pod(pod)


def reviewed_deployment(thing, beside):
    spec, labels = thing["spec"], pod_of(thing)["metadata"].get("labels", {})
    if not matches(spec["selector"], labels):
        yield "it does not select its own pods"
    scaled = any(
        other["kind"] == "HorizontalPodAutoscaler"
        and other["spec"]["scaleTargetRef"]["name"] == thing["metadata"]["name"]
        for other in beside)
    if not scaled and spec.get("replicas", 1) < 2:
        yield "one replica is none while it moves"
    if spec.get("strategy", {}).get("rollingUpdate", {}).get("maxUnavailable") != 0:
        yield "a rollout takes pods away before others are there"
    if not any(
            other["kind"] == "PodDisruptionBudget" and matches(other["spec"]["selector"], labels) for other in beside):
        yield "no PodDisruptionBudget is about it"
    policies = [
        other for other in beside if other["kind"] == "NetworkPolicy" and matches(other["spec"]["podSelector"], labels)]
    for direction in ["Ingress", "Egress"]:
        if not any(direction in policy["spec"]["policyTypes"] for policy in policies):
            yield f"no NetworkPolicy bounds its {direction.lower()}"
    known = {(other["kind"], other["metadata"]["name"]) for other in beside}
    pod = pod_of(thing)["spec"]
    if ("ServiceAccount", pod.get("serviceAccountName")) not in known:
        yield f"there is no service account {pod.get('serviceAccountName')}"
    for volume in pod.get("volumes", []):
        if "configMap" in volume and ("ConfigMap", volume["configMap"]["name"]) not in known:
            yield f"there is no ConfigMap {volume['configMap']['name']}"
        if "configMap" in volume and not volume["configMap"]["name"][-10:].isalnum():
            yield f"the name of the ConfigMap {volume['configMap']['name']} does not follow what it holds"


def complaints(things):
    """Everything that is wrong with a set of objects that are installed together."""
    found = []
    seen = set()
    for thing in things:
        name = name_of(thing)
        if (thing["apiVersion"], name) in seen:
            found.append(f"{name}: it is there twice")
        seen.add((thing["apiVersion"], name))
        found += [f"{name}: {text}" for text in reviewed(thing, things)]
        pod = pod_of(thing)
        if pod:
            found += [f"{name}: not restricted: {text}" for text in restricted(pod)]
        if thing["kind"] == "Namespace":
            labels = thing["metadata"].get("labels", {})
            if labels.get("pod-security.kubernetes.io/enforce") != "restricted":
                found.append(f"{name}: Pod Security is not enforced")
            if not any(
                    other["kind"] == "NetworkPolicy" and other["metadata"].get("namespace") == thing["metadata"]["name"]
                    and other["spec"]["podSelector"] == {} and not other["spec"].get("ingress")
                    and not other["spec"].get("egress") for other in things):
                found.append(f"{name}: no NetworkPolicy denies what no other allows")
    return found
