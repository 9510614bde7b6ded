#!/usr/bin/env python3
"""An injected pod at work: the containers of one, started by their arguments in networks of their own.

    check_pod.py APUS MODE 4|6

A pod and a client have a network each, and a wire between them. The rules are made by the init container's arguments, the
proxy runs as uid 1337 by its own (as root where the mode asks for that), and the application is a small server that
answers probes and metrics. Needs root; whoever starts this gives it a network namespace of its own.
"""
import concurrent.futures
import http.client
import http.server
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import grpc

# A pod, its client, and somebody behind that.
ADDRESSES = {4: ("10.99.0.1", "10.99.0.2", "10.99.7.7"), 6: ("fd00:99::1", "fd00:99::2", "fd00:77::7")}
MANIFEST = {
    "apiVersion": "v1", "kind": "Pod",
    "metadata": {
        "name": "web", "namespace": "shop", "labels": {"app": "web"},
        "annotations": {"prometheus.io/scrape": "true", "prometheus.io/port": "8080", "prometheus.io/path": "/metrics"},
    },
    "spec": {"containers": [{
        "name": "side", "image": "side:1",
        "startupProbe": {"tcpSocket": {"port": 8080}, "periodSeconds": 1},
        "livenessProbe": {"tcpSocket": {"port": 8081}, "periodSeconds": 1},
    }, {
        "name": "calls", "image": "calls:1",
        "startupProbe": {"grpc": {"port": 9001, "service": "good"}, "periodSeconds": 1},
        "livenessProbe": {"grpc": {"port": 9001, "service": "bad"}, "periodSeconds": 1},
    }, {
        "name": "web", "image": "web:1", "ports": [{"name": "http", "containerPort": 8080}],
        # Long, since a busy machine holds the application up.
        "livenessProbe": {"httpGet": {"path": "/live?deep=1", "port": "http"}, "timeoutSeconds": 60},
        "readinessProbe": {"httpGet": {"path": "/broken", "port": 8080}, "timeoutSeconds": 60},
    }]},
}


def run(*words):
    subprocess.run(words, check=True, timeout=60)


class Application(http.server.BaseHTTPRequestHandler):
    """Says who asks, and for what."""

    def do_GET(self):
        status = 500 if self.path == "/broken" else 200
        text = "app_requests_total 7\n# EOF\n" if self.path == "/metrics" else f"{self.path} {self.client_address[0]}\n"
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def do_POST(self):
        """As a control plane that has nothing for this proxy."""
        question = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if question.get("version_info"):
            time.sleep(5)
        text = json.dumps({"version_info": "1", "resources": []})
        self.send_response(200)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """Takes both families."""
    address_family = socket.AF_INET6


def serve(port):
    server = Server(("::", port), Application)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def serve_calls(port):
    """Health of the services `good` and `bad` (grpc.health.v1), in its own bytes."""
    def check(request, _):
        return b"\x08\x01" if request.endswith(b"good") else b"\x08\x02"
    handlers = {"Check": grpc.unary_unary_rpc_method_handler(check)}
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("grpc.health.v1.Health", handlers)])
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    return server


def ask(address, port, path):
    connection = http.client.HTTPConnection(address, port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: expected {wanted!r}, found {found!r}")


def until(what, condition):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.02)
    sys.exit(f"{what} does not come")


def client():
    """The other end of the wire: asks the pod what it is told to, and answers the pod."""
    serve(9000)
    print("ready", flush=True)
    for line in sys.stdin:
        address, port, path = line.split()
        try:
            print(json.dumps(ask(address, int(port), path)), flush=True)
        except OSError as error:
            print(json.dumps([0, str(error)]), flush=True)


def main():
    apus, mode, family = sys.argv[1:]
    pod_address, client_address, far_address = ADDRESSES[int(family)]
    bits, host, nodad = ("24", "32", []) if family == "4" else ("64", "128", ["nodad"])
    injected = subprocess.run(
        [apus, "inject", "--interception-mode", mode, "--control-plane", "http://127.0.0.1:18000", "-o", "json"],
        input=json.dumps(MANIFEST).encode(), capture_output=True, timeout=60, check=True)
    pod = json.loads(injected.stdout)
    containers = {container["name"]: container for container in pod["spec"]["initContainers"]}
    words = {"POD_NAME": "web", "POD_NAMESPACE": "shop", "SERVICE_ACCOUNT": "web"}

    def arguments(name):
        for word in containers[name]["args"]:
            for key, value in words.items():
                word = word.replace(f"$({key})", value)
            yield word

    run("ip", "link", "set", "lo", "up")
    far = subprocess.Popen(
        ["unshare", "-n", sys.executable, __file__, "--client"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True)
    started = [far]
    try:
        expect("client", far.stdout.readline(), "ready\n")
        run("ip", "link", "add", "one", "type", "veth", "peer", "name", "two", "netns", str(far.pid))
        run("ip", "address", "add", f"{pod_address}/{bits}", "dev", "one", *nodad)
        run("ip", "link", "set", "one", "up")
        for line in (["link", "set", "lo", "up"], ["address", "add", f"{client_address}/{bits}", "dev", "two", *nodad],
                     ["address", "add", f"{far_address}/{host}", "dev", "lo"], ["link", "set", "two", "up"]):
            run("nsenter", "-n", "-t", str(far.pid), "ip", *line)
        run("ip", f"-{family}", "route", "add", f"{far_address}/{host}", "via", client_address)

        def from_outside(port, path):
            far.stdin.write(f"{pod_address} {port} {path}\n")
            far.stdin.flush()
            return json.loads(far.stdout.readline())

        serve(8080)
        serve(18000)
        calls = serve_calls(9001)
        if "apus-init" in containers:
            # Once more changes nothing.
            for _ in range(2):
                run(apus, *arguments("apus-init"))
        context = containers["apus-proxy"]["securityContext"]
        with tempfile.TemporaryDirectory() as place:
            os.chown(place, context["runAsUser"], context["runAsGroup"])
            command = [word.replace("/var/lib/apus", place) for word in arguments("apus-proxy")]
            command[command.index("--drain-time-s") + 1] = "0"
            proxy = subprocess.Popen(
                ["setpriv", "--reuid", str(context["runAsUser"]), "--regid", str(context["runAsGroup"]),
                 "--clear-groups", apus, *command])
            started.append(proxy)
            check(mode, family, pod, from_outside, apus)
            proxy.send_signal(signal.SIGTERM)
            expect("the proxy's end", proxy.wait(60), 0)
        calls.stop(0)
        if "apus-init" in containers:
            run(apus, "interception", "--clean", "--ipv6")
            for program in ("iptables-save", "ip6tables-save"):
                saved = subprocess.run([program], capture_output=True, text=True, check=True, timeout=60).stdout
                expect(f"what is left by {program}", [line for line in saved.split("\n") if "APUS" in line], [])
            rules = subprocess.run(["ip", "rule"], capture_output=True, text=True, check=True, timeout=60).stdout
            expect("rules of routing that are left", "lookup 133" in rules, False)
        print("ok")
    finally:
        for process in started:
            process.kill()


def seen(address):
    """As a server of both families sees it."""
    return address if ":" in address else f"::ffff:{address}"


def statistic(name):
    status, text = ask("127.0.0.1", 15000, f"/stats?filter={name}")
    return sum(int(line.split(": ")[1]) for line in text.splitlines() if ": " in line)


def check(mode, family, pod, from_outside, apus):
    pod_address, client_address, far_address = ADDRESSES[int(family)]
    until("the proxy", lambda: ask("127.0.0.1", 15021, "/healthz/ready")[0] in (200, 503))
    until("readiness", lambda: from_outside(15021, "/healthz/ready") == [200, "LIVE\n"])
    expect("apus request", subprocess.run(
        [apus, "request", "--wait", "60", "GET", "/ready"], capture_output=True, timeout=90).stdout, b"LIVE\n")
    def is_merged():
        status, page = from_outside(15020, "/stats/prometheus")
        expect("metrics", status, 200)
        expect("the proxy's metrics", "envoy_server_live" in page, True)
        return page.endswith("app_requests_total 7\n")

    # Without the application's where that is slow.
    until("the application's metrics", is_merged)
    expect("merged pages", statistic("^merged_metrics.success$"), 1)
    page = from_outside(15090, "/stats/prometheus")[1]
    expect("the proxy's own page", ("envoy_server_live" in page, "app_requests_total" in page), (True, False))
    side, calls, probes = (
        next(c for c in pod["spec"]["containers"] if c["name"] == name) for name in ("side", "calls", "web"))
    live, ready = (probes[name]["httpGet"] for name in ("livenessProbe", "readinessProbe"))
    if mode == "none":
        expect("probe", live, MANIFEST["spec"]["containers"][2]["livenessProbe"]["httpGet"])
        expect("inbound", from_outside(8080, "/in"), [200, f"/in {seen(client_address)}\n"])
        return
    # By the proxy, which asks the application itself.
    expect("probe", from_outside(live["port"], live["path"]), [200, f"/live?deep=1 {seen('127.0.0.1')}\n"])
    expect("failing probe", from_outside(ready["port"], ready["path"])[0], 500)
    for container in (side, calls):
        for name, status in (("startupProbe", 200), ("livenessProbe", 503)):
            probe = container[name]["httpGet"]
            until(f"{container['name']}.{name}", lambda p=probe, s=status: from_outside(p["port"], p["path"])[0] == s)
    expect("inbound", from_outside(8080, "/in"), [200, f"/in {seen('127.0.0.6' if family == '4' else '::6')}\n"])
    expect("inbound connections", statistic("^cluster.InboundPassthroughCluster.upstream_cx_total$"), 1)
    expect("outbound", ask(far_address, 9000, "/out"), (200, f"/out {seen(pod_address)}\n"))
    expect("outbound connections", statistic("^cluster.PassthroughCluster.upstream_cx_total$"), 1)
    expect("itself", ask("127.0.0.1", 8080, "/self"), (200, f"/self {seen('127.0.0.1')}\n"))
    # The application by its own service's address: behind the inbound side again.
    expect("hairpin", ask(pod_address, 8080, "/hair")[0], 200)
    # Nobody makes the proxy call itself.
    before = statistic("PassthroughCluster.upstream_cx_total$")
    for port in (15001, 15006):
        expect(f"port {port}", from_outside(port, "/loop")[0], 0)
    expect("calls of itself", statistic("PassthroughCluster.upstream_cx_total$"), before)
    expect("what was closed", statistic("^cluster.BlackHoleCluster.upstream_cx_none_healthy$"), 2)


if sys.argv[1] == "--client":
    client()
else:
    main()
