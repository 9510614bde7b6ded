"""What a cluster and a careful reviewer ask of Kubernetes objects, as far as objects alone can tell.

`complaints` holds pods to Pod Security's profile `restricted`, and all objects to the rules that linters such as
kube-score and kube-linter have: limits, probes, spread, budgets, policies, and references that lead somewhere.
"""

import re

from pod_security import restricted

WORKLOADS = {"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"}
CLUSTER_WIDE = {
    "Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "GatewayClass",
    "MutatingWebhookConfiguration",
}
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


def reviewed_pod(pod, claimed):
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
    volumes = {volume["name"] for volume in spec.get("volumes", [])} | claimed
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
            if not {"get", "list", "watch", "create"}.issuperset(rule["verbs"]) and "resourceNames" not in rule:
                yield "it may change whatever there is of a kind"
    if kind in ("RoleBinding", "ClusterRoleBinding"):
        for subject in thing["subjects"]:
            if not any(
                    other["kind"] == subject["kind"] and other["metadata"]["name"] == subject["name"]
                    and other["metadata"].get("namespace") == subject.get("namespace") for other in things):
                yield f"there is no {subject['kind']} {subject['name']}"
    if kind == "MutatingWebhookConfiguration":
        yield from reviewed_webhooks(thing, things)
    elif namespace and kind == "GatewayClass":
        yield "it has a namespace"
    if kind in ("Deployment", "StatefulSet"):
        yield from reviewed_deployment(thing, beside)
    pod = pod_of(thing)
    if pod:
        claims = spec.get("volumeClaimTemplates", [])
        yield from reviewed_pod(pod, {claim["metadata"]["name"] for claim in claims})


def selects(selector, labels):
    """Whether a selector with expressions selects these labels; one that says nothing selects all."""
    for key, value in (selector.get("matchLabels") or {}).items():
        if labels.get(key) != value:
            return False
    for one in selector.get("matchExpressions") or []:
        found, values = labels.get(one["key"]), one.get("values") or []
        if not {
                "In": found in values, "NotIn": found not in values, "Exists": found is not None,
                "DoesNotExist": found is None}[one["operator"]]:
            return False
    return True


def asked(webhook, namespace, namespace_labels, pod_labels):
    """Whether an API server asks a webhook for a pod."""
    labels = {"kubernetes.io/metadata.name": namespace, **namespace_labels}
    return selects(webhook.get("namespaceSelector") or {}, labels) and selects(
        webhook.get("objectSelector") or {}, pod_labels)


def reviewed_webhooks(thing, things):
    for webhook in thing["webhooks"]:
        service = webhook["clientConfig"]["service"]
        found = [
            other for other in things if (
                other["kind"], other["metadata"].get("namespace"), other["metadata"]["name"]) == (
                    "Service", service["namespace"], service["name"])]
        if not any(port["port"] == service.get("port", 443) for other in found for port in other["spec"]["ports"]):
            yield f"{webhook['name']}: there is no service {service['name']} with that port"
        if webhook.get("timeoutSeconds", 10) > 10:
            yield f"{webhook['name']}: each pod may wait longer than 10 s for it"
        # Whatever labels they have: while it is away, what it stands on, and itself, has to be made.
        for namespace in [service["namespace"], "kube-system"]:
            if asked(webhook, namespace, {"istio-injection": "enabled"}, {}) or asked(
                    webhook, namespace, {}, {"sidecar.istio.io/inject": "true"}):
                yield f"{webhook['name']}: pods of {namespace} wait for it"
        for other in things:
            pod = pod_of(other)
            if pod and other["metadata"].get("namespace") == service["namespace"] and pod["metadata"].get(
                    "labels", {}).get("sidecar.istio.io/inject") != "false":
                yield f"{webhook['name']}: {name_of(other)} might be given a proxy"


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
    if thing["kind"] == "StatefulSet":
        if spec.get("updateStrategy", {}).get("type") != "RollingUpdate":
            yield "what is changed reaches no pod"
    elif spec.get("strategy", {}).get("rollingUpdate", {}).get("maxUnavailable") != 0:
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
            found += [f"{name}: not restricted: {text}" for text in restricted(pod["spec"])]
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
