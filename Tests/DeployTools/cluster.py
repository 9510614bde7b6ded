"""Runs the overlays of deploy/kubernetes as a node would: each pod in a network namespace, started by its own manifest.

    cluster.py APUS_BINARY

Containers run as the user that they name and without privileges, with the arguments, files and ports of the manifests;
probes ask what the manifests say, native sidecars come first and go last, and what is asked of the mesh is answered.
What is not here: NetworkPolicies, limits, and an API but for what a control plane asks of one. Needs root.
"""

from common import ROOT, Complaint, require, run, unshared

import http.client
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time

import yaml

import injection
import policy
from api import API

BRIDGE = "10.98.0."
# Seconds that a pod of the manifests pauses before it ends, at least.
PAUSE = 5
# How long it is waited at most. The edge pauses for balancers, of which there are none here.
LONGEST_PAUSE = 10
# Where a service account's token and the API's authorities are.
ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
# Seconds that only bound a hang.
PATIENCE = 120


class Pod:
    """One pod of a Deployment."""

    def __init__(self, cluster, deployment, number):
        self.cluster, self.number = cluster, number
        self.name = deployment["metadata"]["name"]
        self.namespace = deployment["metadata"]["namespace"]
        self.spec = deployment["spec"]["template"]["spec"]
        self.address = f"{BRIDGE}{number}"
        self.network = f"pod-{number}"
        self.folder = f"{cluster.work}/{self.network}"
        self.processes = []
        # Known before there is anything of it, so that it is ended whatever fails.
        cluster.made.append(self)
        os.mkdir(self.folder)
        os.chmod(self.folder, 0o755)
        run("ip", "netns", "add", self.network)
        run("ip", "link", "add", self.network, "type", "veth", "peer", "name", "eth0", "netns", self.network)
        run("ip", "link", "set", self.network, "master", "bridge0", "up")
        for words in [
                ["link", "set", "lo", "up"], ["addr", "add", f"{self.address}/24", "dev", "eth0"],
                ["link", "set", "eth0", "up"]]:
            run("ip", "-n", self.network, *words)
        claims = [{"name": claim["metadata"]["name"], "emptyDir": {}}
                  for claim in deployment["spec"].get("volumeClaimTemplates", [])]
        self.volumes = {volume["name"]: self.volume(volume) for volume in self.spec.get("volumes", []) + claims}

    def volume(self, volume):
        """A folder with what a volume holds."""
        folder = f"{self.folder}/{volume['name']}"
        os.mkdir(folder)
        if "configMap" in volume:
            files = self.cluster.find("ConfigMap", self.namespace, volume["configMap"]["name"])["data"]
            for name, text in files.items():
                pathlib.Path(folder, name).write_text(self.placed(text))
        elif "secret" in volume:
            for name, text in self.cluster.secrets[volume["secret"]["secretName"]].items():
                pathlib.Path(folder, name).write_text(text)
                os.chmod(f"{folder}/{name}", volume["secret"]["defaultMode"])
        elif "projected" in volume:
            for source in volume["projected"]["sources"]:
                for name, text in self.projected(source):
                    pathlib.Path(folder, name).write_text(text)
        else:
            require("emptyDir" in volume, f"{volume} is of no known kind")
        group = self.spec["securityContext"]["fsGroup"]
        for path in [folder, *(str(path) for path in pathlib.Path(folder).iterdir())]:
            os.chown(path, -1, group)
        os.chmod(folder, 0o2770)
        return folder

    def projected(self, source):
        """Files of a projected volume."""
        if "serviceAccountToken" in source:
            wanted = source["serviceAccountToken"]
            token = self.cluster.api.token(
                self.namespace, self.spec["serviceAccountName"], wanted.get("audience", "kubernetes"))
            yield wanted["path"], token
        elif "configMap" in source:
            data = self.cluster.find("ConfigMap", self.namespace, source["configMap"]["name"])["data"]
            for item in source["configMap"]["items"]:
                yield item["path"], data[item["key"]]
        else:
            for item in source["downwardAPI"]["items"]:
                yield item["path"], self.field(item["fieldRef"]["fieldPath"])

    def field(self, path):
        return {
            "metadata.name": f"{self.name}-{self.number}", "metadata.namespace": self.namespace,
            "status.podIP": self.address, "status.hostIP": f"{BRIDGE}1", "spec.nodeName": "node",
            "spec.serviceAccountName": self.spec["serviceAccountName"]}[path]

    def environment(self, container):
        return {
            variable["name"]: variable["value"] if "value" in variable else self.field(
                variable["valueFrom"]["fieldRef"]["fieldPath"]) for variable in container.get("env", [])}

    def placed(self, text, container=None):
        """With the folders of this machine in the places of those of the image."""
        mounts = [
            (mount["mountPath"], mount["name"])
            for one in ([container] if container else policy.containers_of({"spec": self.spec}))
            for mount in one.get("volumeMounts", [])]
        # The longest first: /etc/apus-tls is not /etc/apus.
        for path, name in sorted(set(mounts), key=lambda pair: -len(pair[0])):
            text = re.sub(re.escape(path) + r"(?![\w-])", f"{self.folder}/{name}", text)
        return text.replace("/usr/local/bin/apus", self.cluster.apus)

    def command(self, container, words):
        own = container["securityContext"]
        for name, value in self.environment(container).items():
            words = [word.replace(f"$({name})", value) for word in words]
        require("$(" not in " ".join(words), f"{self.name}: a variable is not there: {words}")
        account = next((
            f"{self.folder}/{mount['name']}" for mount in container.get("volumeMounts", [])
            if mount["mountPath"] == ACCOUNT), None)
        # Where programs look for it by themselves; `ip netns exec` has a mount namespace of its own.
        before = ["bash", "-c", f'mount -t tmpfs none /run && mkdir -p {ACCOUNT} && mount --bind {account} {ACCOUNT} && '
                  'exec "$@"', "bash"] if account else []
        return [
            "ip", "netns", "exec", self.network, *before, "setpriv", f"--reuid={own['runAsUser']}",
            f"--regid={own['runAsGroup']}", f"--groups={self.spec['securityContext']['fsGroup']}",
            "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all",
            *(self.placed(word, container) for word in words)]

    def probe(self, container, probe):
        """Whether a probe holds now."""
        if "exec" in probe:
            return run(*self.command(container, probe["exec"]["command"]), check=False).returncode == 0
        asked = probe.get("httpGet") or probe["tcpSocket"]
        port = asked["port"]
        ports = {known["name"]: known["containerPort"] for known in container.get("ports", [])}
        port = ports.get(port, port)
        timeout = probe.get("timeoutSeconds", 1)
        connection = http.client.HTTPConnection(self.address, port, timeout=timeout)
        if asked.get("scheme") == "HTTPS":
            # A kubelet does not look whose certificate it is.
            connection = http.client.HTTPSConnection(
                self.address, port, timeout=timeout, context=ssl._create_unverified_context())
        try:
            connection.connect()
            if "tcpSocket" in probe:
                return True
            connection.request("GET", asked["path"])
            return 200 <= connection.getresponse().status < 400
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def start(self, container):
        log = open(f"{self.folder}/{container['name']}.log", "w")
        process = subprocess.Popen(
            self.command(container, ["/usr/local/bin/apus", *container["args"]]), stdout=log, stderr=log,
            env={**os.environ, **self.cluster.variables(), **self.environment(container)})
        self.processes.append((container, process))
        for name in ["startupProbe", "readinessProbe", "livenessProbe"]:
            if name == "readinessProbe" and "restartPolicy" in container and "startupProbe" not in container:
                require(False, f"{self.name}: nothing says when {container['name']} has started")
            if name in container:
                self.await_probe(container, process, name)

    def await_probe(self, container, process, name):
        for _ in range(600):
            if self.probe(container, container[name]):
                return
            require(process.poll() is None, f"{self.name}: {container['name']} ends: {self.said(container)}")
            time.sleep(0.1)
        require(False, f"{self.name}: the {name} of {container['name']} never holds: {self.said(container)}")

    def said(self, container):
        return pathlib.Path(self.folder, f"{container['name']}.log").read_text()[-3000:]

    def run(self):
        for container in self.spec.get("initContainers", []) + self.spec["containers"]:
            self.start(container)

    def stop(self, pauses=False):
        """As a kubelet does: containers, and when they are gone the sidecars, the last one first."""
        if pauses:
            pause = max(one["lifecycle"]["preStop"]["sleep"]["seconds"] for one in self.spec["containers"])
            time.sleep(min(pause, LONGEST_PAUSE))
        sidecars = [one["name"] for one in self.spec.get("initContainers", [])]
        ordered = [one for one in self.processes if one[0]["name"] not in sidecars]
        ordered += [one for one in reversed(self.processes) if one[0]["name"] in sidecars]
        for container, process in ordered:
            before = container.get("lifecycle", {}).get("preStop", {}).get("exec")
            if before:
                run(*self.command(container, before["command"]))
            # What is started is setpriv, which became the program.
            process.send_signal(signal.SIGTERM)
            # That it is within the grace is policy.py's to say; here a machine may be slow.
            try:
                code = process.wait(timeout=self.spec["terminationGracePeriodSeconds"] + PATIENCE)
            except subprocess.TimeoutExpired:
                raise Complaint(
                    f"{self.name}: {container['name']} does not end: {self.said(container)}") from None
            require(code == 0, f"{self.name}: {container['name']} ends with {code}: {self.said(container)}")


class Cluster:
    """What one overlay makes."""

    def __init__(self, apus, work, overlay, secrets, further=(), api=None):
        self.apus, self.secrets, self.api = apus, secrets, api
        self.work = f"{work}/{overlay}"
        os.mkdir(self.work)
        os.chmod(self.work, 0o755)
        text = run("kubectl", "kustomize", f"{ROOT}/deploy/kubernetes/overlays/{overlay}").stdout
        self.things = [*yaml.safe_load_all(text), *further]
        # An address of its own: else it has the lowest of its ports', which changes as pods come, and a pod that takes
        # two such changes for one another sends to the old address for half a minute.
        run("ip", "link", "add", "bridge0", "address", "02:00:00:00:00:01", "type", "bridge")
        run("ip", "addr", "add", f"{BRIDGE}1/24", "dev", "bridge0")
        run("ip", "link", "set", "bridge0", "up")
        deployments = [thing for thing in self.things if thing["kind"] in ("Deployment", "StatefulSet")]
        # The control plane first: whoever waits for it starts all the same, only later.
        deployments.sort(key=lambda thing: thing["metadata"]["name"] != "control-plane")
        # Those that services lead to; and all that there ever were. Pods are replaced side by side: what they share
        # is changed under the lock.
        self.pods, self.made, self.number = [], [], 1
        self.lock = threading.Lock()
        self.hosts = os.open("/etc/hosts", os.O_WRONLY)
        try:
            self.pods = [self.make(deployment) for deployment in deployments]
            self.name_services()
            self.together(Pod.run, [self.pods[:1], self.pods[1:]])
        except BaseException:
            self.kill()
            raise

    def variables(self):
        """What pods are told of the API."""
        if not self.api:
            return {}
        return {"KUBERNETES_SERVICE_HOST": f"{BRIDGE}1", "KUBERNETES_SERVICE_PORT": str(self.api.port)}

    def find(self, kind, namespace, name):
        for thing in self.things:
            described = thing["metadata"]
            if (thing["kind"], described.get("namespace"), described["name"]) == (kind, namespace, name):
                return thing
        raise Complaint(f"there is no {kind} {namespace}/{name}")

    def make(self, deployment):
        with self.lock:
            self.number += 1
            number = self.number
        return Pod(self, deployment, number)

    def replace(self, pod):
        """Another pod in the place of one, as a rollout does it: first the new one is ready, then the old one goes."""
        new = self.make(self.find("Deployment", pod.namespace, pod.name))
        new.run()
        with self.lock:
            self.pods[self.pods.index(pod)] = new
            self.name_services()
        pod.stop(pauses=True)

    def name_services(self):
        """Names of services lead to their pods, as those of headless services do."""
        lines = ["127.0.0.1 localhost"]
        for thing in self.things:
            if thing["kind"] == "Service":
                name = f"{thing['metadata']['name']}.{thing['metadata']['namespace']}.svc"
                lines += [f"{pod.address:15} {name} {name}.cluster.local" for pod in self.pods if (
                    pod.name, pod.namespace) == (
                        thing["spec"]["selector"]["app.kubernetes.io/name"], thing["metadata"]["namespace"])]
        # Each name keeps its place, so that who reads while this is written finds its old or its new address.
        os.pwrite(self.hosts, ("\n".join(lines) + "\n").ljust(4000, "\n").encode(), 0)

    def together(self, what, groups):
        """Does something with all pods of a group at once, and with the next group when that is done."""
        problems = []

        def guarded(pod):
            try:
                what(pod)
            except Exception as problem:  # Told by the thread that waits.
                problems.append(problem)

        for group in groups:
            threads = [threading.Thread(target=guarded, args=[pod]) for pod in group]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            if problems:
                raise problems[0]

    def pod(self, name):
        return next(pod for pod in self.pods if pod.name == name)

    def curl(self, *words, within=None):
        place = ["ip", "netns", "exec", within.network] if within else []
        done = run(
            *place, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "20", *words, check=False)
        return done.stdout

    def expect(self, code, *words, within=None):
        deadline = time.monotonic() + PATIENCE
        while (found := self.curl(*words, within=within)) != code and time.monotonic() < deadline:
            time.sleep(0.1)
        if found == code:
            return
        logs = "".join(pod.said(container) for pod in self.pods for container, _ in pod.processes)
        require(False, f"{' '.join(words)}: {found}, and not {code}\n{logs[-4000:]}")

    def kill(self):
        """Ends what is there, perhaps a half of a cluster; what led here is not hidden by what is not there."""
        os.close(self.hosts)
        for pod in self.made:
            for _, process in pod.processes:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        for pod in self.made:
            run("ip", "netns", "del", pod.network, check=False)
        run("ip", "link", "del", "bridge0", check=False)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                # Others first: the control plane is asked while they drain.
                self.together(Pod.stop, [self.pods[1:], self.pods[:1]])
        finally:
            self.kill()


class Load(threading.Thread):
    """Clients who ask the gateways that there are, each request over a connection of its own."""

    asked = "edge"

    def __init__(self, cluster, path):
        super().__init__(daemon=True)
        self.cluster, self.path, self.over = cluster, path, threading.Event()
        self.answered, self.lost = 0, []

    def connection(self, address):
        return http.client.HTTPConnection(address, 8080, timeout=30)

    def request(self, connection):
        connection.request("GET", self.path, headers={"connection": "close"})

    def check(self, body):
        pass

    def run(self):
        while not self.over.wait(0.01):
            asked, address = time.monotonic(), self.cluster.pod(self.asked).address
            connection = self.connection(address)
            try:
                connection.connect()
            except OSError as problem:
                connection.close()
                # A pod that goes serves for a pause yet. Who comes later with an old address was held up himself.
                is_late = time.monotonic() - asked > PAUSE and self.cluster.pod(self.asked).address != address
                if not (is_late and isinstance(problem, ConnectionRefusedError)):
                    self.lost.append(f"{address}{self.path}: {problem!r}")
                continue
            try:
                self.request(connection)
                reply = connection.getresponse()
                body = reply.read()
                if reply.status == 200:
                    self.check(body)
                    self.answered += 1
                else:
                    self.lost.append(f"{address}{self.path}: {reply.status} {body[:200]}")
            except (OSError, http.client.HTTPException, Complaint) as problem:
                self.lost.append(f"{address}{self.path}: {problem!r}")
            finally:
                connection.close()


class Admissions(Load):
    """API servers who ask the injectors that there are about a pod."""

    asked = "apus-injector"

    def __init__(self, cluster, pod, authority):
        super().__init__(cluster, "/inject")
        self.pod, self.authority = pod, authority

    def connection(self, address):
        return injection.ServiceConnection(address, self.authority)

    def request(self, connection):
        connection.request("POST", "/inject?timeout=5s", injection.review(self.pod), {
            "content-type": "application/json", "connection": "close"})

    def check(self, body):
        injection.injected(self.pod, 200, body)


def check_rollout(cluster, load, pods):
    """Pods are replaced, old beside new, and nobody notices."""
    for one in load:
        one.start()
    try:
        cluster.together(cluster.replace, [pods])
    finally:
        for one in load:
            one.over.set()
    for one in load:
        one.join()
    lost = [text for one in load for text in one.lost]
    answered = sum(one.answered for one in load)
    require(not lost and answered > 100, f"{len(lost)} of {len(lost) + answered} requests are lost: {lost[:5]}")
    return answered


def application():
    """Something behind the edge of overlays/edge."""
    text = pathlib.Path(f"{ROOT}/deploy/kubernetes/overlays/demo/shop.yaml").read_text()
    deployment = next(
        thing for thing in yaml.safe_load_all(text)
        if thing["kind"] == "Deployment" and thing["metadata"]["name"] == "web")
    deployment["metadata"].update(name="app", namespace="default")
    spec = deployment["spec"]["template"]["spec"]
    del spec["initContainers"], spec["volumes"]
    container = spec["containers"][0]
    container["args"] = ["echo", "--address=0.0.0.0:8080", "--name=app"]
    for probe in ["readinessProbe", "livenessProbe"]:
        container[probe]["httpGet"]["port"] = 8080
    service = {
        "kind": "Service", "metadata": {"name": "app", "namespace": "default"},
        "spec": {"selector": {"app.kubernetes.io/name": "app"}}}
    return [deployment, service]


def workload():
    """A pod without a proxy, before it is made."""
    deployment = application()[0]
    pod = deployment["spec"]["template"]
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {
        "name": "web", "namespace": "shop", "labels": {"app": "web"}}, "spec": pod["spec"]}
    container = pod["spec"]["containers"][0]
    # Where others are called, 8080, is its proxy's.
    container["args"] = ["echo", "--address=0.0.0.0:9090", "--name=web"]
    for probe in ["readinessProbe", "livenessProbe"]:
        container[probe]["httpGet"]["port"] = 9090
    return pod


def cluster_of(number):
    """What a cluster says of that pod, and of a service that it calls: itself."""
    named = {"name": f"web-{number}", "namespace": "shop"}
    return {
        "namespaces": [{"metadata": {"name": "shop"}}],
        "pods": [{
            "metadata": {**named, "resourceVersion": "1", "labels": {"app": "web"}},
            "spec": {"serviceAccountName": "web"}, "status": {"phase": "Running", "podIP": f"{BRIDGE}{number}"}}],
        "services": [{
            "metadata": {"name": "web", "namespace": "shop", "resourceVersion": "1"},
            "spec": {"clusterIP": "10.0.0.9", "ports": [{"name": "http", "port": 8080, "targetPort": 9090}]}}],
        "endpointslices": [{
            "metadata": {"name": "web-1", "namespace": "shop", "resourceVersion": "1",
                         "labels": {"kubernetes.io/service-name": "web"}},
            "addressType": "IPv4", "ports": [{"name": "http", "port": 9090, "protocol": "TCP"}],
            "endpoints": [{"addresses": [f"{BRIDGE}{number}"], "conditions": {"ready": True}}]}]}


def check_authority(apus, work, secrets):
    """An injected pod gets its identity, and by that what it calls; the injector is replaced, and none is refused."""
    # Behind the control plane and the injector.
    number = 4
    api = API(work, cluster_of(number))
    maps = [{
        "kind": "ConfigMap", "metadata": {"name": "kube-root-ca.crt", "namespace": "apus-system"},
        "data": {"ca.crt": secrets["edge-tls"]["ca.crt"]}}]
    authority = f"{work}/ca.crt"
    try:
        with Cluster(apus, work, "authority", secrets, maps, api) as cluster:
            # What pods of the namespace mount, the control plane makes.
            deadline = time.monotonic() + PATIENCE
            while ("shop", "apus-roots") not in api.maps:
                require(time.monotonic() < deadline, "the roots are in no ConfigMap of the namespace")
                time.sleep(0.1)
            roots = api.maps["shop", "apus-roots"]
            require(roots["data"] == {"bundle.pem": secrets["apus-root"]["tls.crt"]}, f"other roots: {roots}")
            cluster.things.append({**roots, "metadata": {**roots["metadata"], "namespace": "shop"}})
            made = injection.inject(workload(), cluster.pod("apus-injector").address, authority)
            pod = cluster.make({
                "metadata": {"name": "web", "namespace": "shop"},
                "spec": {"template": {"spec": {**made["spec"], "serviceAccountName": "web"}}}})
            require(pod.number == number, f"the pod has another address: {pod.number}")
            pod.run()
            cluster.pods.append(pod)
            cluster.expect("200", "-H", "host: web", "http://127.0.0.1:8080/", within=pod)
            said = run("ip", "netns", "exec", pod.network, "curl", "-s", "--max-time", "20",
                       "http://127.0.0.1:15000/certs").stdout
            require("spiffe://cluster.local/ns/shop/sa/web" in said, f"it has another identity: {said}")
            require(api.reviews > 0 and api.asked_by == {"system:serviceaccount:apus-system:control-plane"},
                    f"{api.reviews} tokens were judged, and {api.asked_by} asked the API")
            control = cluster.pod("control-plane").address
            place = ["--cacert", authority, "--connect-to", f"control-plane.apus-system.svc:443:{control}:18000"]
            require(cluster.curl(*place, "https://control-plane.apus-system.svc/ready") == "403",
                    "who shows no certificate is answered")
            require(cluster.curl(*place, "-d", "", "https://control-plane.apus-system.svc/v1/certificates") == "401",
                    "who shows no token is answered")
            return check_rollout(
                cluster, [Admissions(cluster, workload(), authority) for _ in range(4)],
                [cluster.pod("apus-injector")])
    finally:
        api.close()


def certificates(work):
    """An authority, and a certificate of it for the names of the manifests."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    run("openssl", "req", "-x509", *key, "-subj", "/CN=authority", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        "-keyout", f"{work}/ca.key", "-out", f"{work}/ca.crt")
    run("openssl", "req", "-x509", *key, "-subj", "/CN=here", "-CA", f"{work}/ca.crt", "-CAkey", f"{work}/ca.key",
        "-addext", "subjectAltName=DNS:control-plane.apus-system.svc,DNS:apus-injector.apus-system.svc,"
        f"DNS:shop.example,IP:{BRIDGE}1", "-addext",
        "basicConstraints=critical,CA:FALSE", "-keyout", f"{work}/tls.key", "-out", f"{work}/tls.crt")
    return {name: pathlib.Path(work, name).read_text() for name in ["tls.crt", "tls.key", "ca.crt"]}


def inside(apus, work):
    # A file of our own in the place of the machine's, in this mount namespace.
    open(f"{work}/hosts", "w").close()
    run("mount", "--bind", f"{work}/hosts", "/etc/hosts")
    files = certificates(work)
    root = {"tls.crt": files["ca.crt"], "tls.key": pathlib.Path(work, "ca.key").read_text()}
    secrets = {"edge-tls": files, "control-plane-tls": files, "apus-injector-tls": files, "apus-root": root}
    with Cluster(apus, work, "demo", secrets) as cluster:
        edge, web = cluster.pod("edge"), cluster.pod("web")
        cluster.expect("200", f"http://{edge.address}:8080/web")
        cluster.expect("200", f"http://{edge.address}:8080/cart")
        cluster.expect("404", f"http://{edge.address}:8080/nowhere")
        cluster.expect("200", f"http://{edge.address}:15021/stats/prometheus")
        cluster.expect("200", "-H", "host: cart", "http://127.0.0.1:8080/", within=web)
        require(cluster.curl(f"http://{web.address}:9081/") == "000", "the application is reached beside its proxy")
        require(cluster.curl(f"http://{edge.address}:9901/") == "000", "the admin interface is open to the network")
        answered = check_rollout(
            cluster, [Load(cluster, path) for path in ["/web", "/cart", "/web", "/cart"]], list(cluster.pods))
    with Cluster(apus, work, "edge", secrets, application()) as cluster:
        edge = cluster.pod("edge")
        place = ["--cacert", f"{work}/ca.crt", "--connect-to", f"shop.example:443:{edge.address}:8443"]
        cluster.expect("200", *place, "https://shop.example/")
        cluster.expect("301", "-H", "host: shop.example", f"http://{edge.address}:8080/x")
    with Cluster(apus, work, "control-plane", secrets) as cluster:
        address = cluster.pod("control-plane").address
        place = ["--cacert", f"{work}/ca.crt", "--connect-to", f"control-plane.apus-system.svc:443:{address}:18000",
                 "https://control-plane.apus-system.svc/ready"]
        cluster.expect("200", "--cert", f"{work}/tls.crt", "--key", f"{work}/tls.key", *place)
        require(cluster.curl(*place) == "000", "who shows no certificate is answered")
    admitted = check_authority(apus, work, secrets)
    print("four overlays are started by their manifests, are ready, answer, and end politely; "
          f"{answered} requests during a rollout of the mesh and {admitted} admissions during one of the injector, "
          "none lost")


def main():
    apus = os.path.realpath(sys.argv[1])
    if len(sys.argv) > 2:
        return inside(apus, sys.argv[2])
    # Below /tmp itself: the containers' user must reach it.
    with tempfile.TemporaryDirectory(dir="/tmp") as work:
        os.chmod(work, 0o755)
        copy = f"{work}/apus"
        shutil.copy(apus, copy)
        os.chmod(copy, 0o755)
        done = unshared(
            sys.executable, os.path.abspath(__file__), copy, work, network_names=True, check=False)
        require(done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:])
        print(done.stdout.strip())


main()
