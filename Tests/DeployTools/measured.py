"""A real Prometheus measures a loaded mesh, and a proxy to which everything happens that alerts are about.

    measured.py APUS_BINARY

Every panel of every dashboard must have data, the public alerts for Envoy must fire, each under its fault, and so must
ours. Needs root: the mesh is that of deploy/demo/mesh.sh, in a namespace of its own.
"""

from common import ROOT, Complaint, require, run, unshared

import http.client
import itertools
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import yaml

import public_alerts

ECHO, MAIN, SLOW, SECURE, LIMITED, SECOND, ADMIN, ADMIN_LIMITED, PROMETHEUS = range(21001, 21010)
CLOSED = 21099

# What our own alerts say when the faults of `cause` have happened; the others are the unit tests' of rules.py.
OURS = {
    "ApusDown", "ApusDrainsForLong", "ApusAnswersWithErrors", "ApusConnectionsRefused", "ApusClientsTooSlow",
    "ApusHandshakesFail", "ApusCertificateExpires", "ApusCertificateExpired", "ApusServiceHasNoEndpoints",
    "ApusServiceLosesEndpoints", "ApusServiceFails", "ApusServiceTimesOut", "ApusServiceNotReached", "ApusCircuitOpen",
    "ApusEndpointsEjected",
}

LABELS = {"envoy_cluster_name", "envoy_http_conn_manager_prefix", "envoy_response_code_class"}

# What is so from the beginning: two bad certificates, two clusters without all of their endpoints, a target that is
# away.
FROM_THE_BEGINNING = {
    "ApusDown", "ApusCertificateExpires", "ApusCertificateExpired", "ApusServiceHasNoEndpoints",
    "ApusServiceLosesEndpoints", "certificate expires", "no members", "members degraded", "health checks", "memory",
}

# What a machine that is busy with something else can set off.
OF_THE_MACHINE = {"ApusThreadStuck", "ApusServiceIsSlow"}


# --- Configurations


def typed(name, **more):
    return {"@type": f"type.googleapis.com/envoy.{name}", **more}


def address(port):
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


def manager(prefix, routes, **more):
    return [{"filters": [{
        "name": "envoy.filters.network.http_connection_manager",
        "typed_config": typed(
            "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", stat_prefix=prefix,
            route_config={"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}]},
            http_filters=[{
                "name": "envoy.filters.http.router",
                "typed_config": typed("extensions.filters.http.router.v3.Router")}], **more)}]}]


def cluster(name, *ports, **more):
    return {
        "name": name, "type": "STATIC", "connect_timeout": "1s",
        "load_assignment": {"cluster_name": name, "endpoints": [
            {"lb_endpoints": [{"endpoint": {"address": address(port)}} for port in ports]}]}, **more}


def answer(path, status):
    return {"match": {"path": path}, "direct_response": {"status": status}}


def to(name, **more):
    return {"match": {"path": f"/{name}"}, "route": {"cluster": name, **more}}


def troubled(work):
    """A proxy on which every fault can be had."""
    chains = manager("secure", [answer("/", 200)])
    chains[0]["transport_socket"] = {
        "name": "envoy.transport_sockets.tls",
        "typed_config": typed("extensions.transport_sockets.tls.v3.DownstreamTlsContext", common_tls_context={
            "tls_certificates": [{
                "certificate_chain": {"filename": f"{work}/tls.crt"},
                "private_key": {"filename": f"{work}/tls.key"}}]})}
    check = {
        "timeout": "1s", "interval": "0.1s", "no_traffic_interval": "0.1s", "unhealthy_threshold": 1,
        "healthy_threshold": 1, "http_health_check": {"path": "/"}}
    return {
        "admin": {"address": address(ADMIN)},
        "static_resources": {
            "listeners": [
                {"name": "main", "address": address(MAIN), "filter_chains": manager("main", [
                    answer("/503", 503), answer("/404", 404), to("echo"), to("echo-slow", timeout="0.05s"), to("empty"),
                    to("refused"), to("ejecting"), to("tripped", timeout="0s")])},
                {"name": "slow", "address": address(SLOW), "filter_chains": manager(
                    "slow", [answer("/", 200)], request_timeout="0.2s")},
                {"name": "secure", "address": address(SECURE), "filter_chains": chains},
            ],
            "clusters": [
                cluster("echo", ECHO), cluster("echo-slow", ECHO), cluster("empty"), cluster("refused", CLOSED),
                cluster("half", ECHO, CLOSED, health_checks=[check]),
                cluster("ejecting", ECHO, outlier_detection={
                    "consecutive_5xx": 1, "interval": "0.5s", "max_ejection_percent": 100}),
                cluster("tripped", ECHO, circuit_breakers={"thresholds": [{"max_requests": 1}]}),
            ]},
    }


def limited(work):
    """A proxy with limits of connections, and a certificate that has expired."""
    configuration = troubled(work)
    listeners = configuration["static_resources"]["listeners"]
    secure = listeners[2]
    context = secure["filter_chains"][0]["transport_socket"]["typed_config"]["common_tls_context"]
    context["tls_certificates"][0]["certificate_chain"]["filename"] = f"{work}/expired.crt"
    secure["address"] = address(SECOND)
    main = {"name": "limited", "address": address(LIMITED), "filter_chains": manager("limited", [answer("/", 200)])}
    configuration["static_resources"] = {"listeners": [main, secure]}
    configuration["admin"] = {"address": address(ADMIN_LIMITED), "ignore_global_conn_limit": True}
    configuration["layered_runtime"] = {"layers": [{"name": "static", "static_layer": {
        "envoy.resource_limits.listener.limited.connection_limit": 2}}]}
    configuration["overload_manager"] = {"resource_monitors": [{
        "name": "envoy.resource_monitors.global_downstream_max_connections",
        "typed_config": typed(
            "extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig",
            max_active_downstream_connections=3)}]}
    return configuration


def prometheus_configuration(work, state):
    def job(name, targets, **more):
        return {
            "job_name": name, "metrics_path": "/stats/prometheus", "static_configs": [{"targets": targets}], **more}

    return {
        # A busy machine answers a question in more than a second.
        "global": {"scrape_interval": "3s", "scrape_timeout": "3s", "evaluation_interval": "1s"},
        "rule_files": [f"{work}/rules.yaml", f"{work}/public.yaml"],
        "scrape_configs": [
            job("apus", [f"10.97.0.{host}:15021" for host in (3, 4, 5)]),
            job("apus-control", ["10.97.0.2:18000"], scheme="https",
                tls_config={"ca_file": f"{state}/authority/bundle.pem"}),
            job("apus-faults", [f"127.0.0.1:{ADMIN}", f"127.0.0.1:{ADMIN_LIMITED}", f"127.0.0.1:{CLOSED}"]),
        ],
    }


def write_rules(work):
    """Our rules and the public ones; what they say is to be so for minutes need not be so here."""
    ours = yaml.safe_load(pathlib.Path(f"{ROOT}/deploy/monitoring/rules/apus.yaml").read_text())
    for group in ours["groups"]:
        group["interval"] = "1s"
        for rule in group["rules"]:
            rule.pop("for", None)
    public = {"groups": [{"name": "public", "interval": "1s", "rules": [
        {"alert": name, "expr": expr} for name, expr in public_alerts.ALERTS.items()]}]}
    for name, rules in [("rules", ours), ("public", public)]:
        pathlib.Path(f"{work}/{name}.yaml").write_text(yaml.dump(rules))
    return {rule["alert"]: rule["expr"] for group in ours["groups"] for rule in group["rules"]}


def make_certificates(work):
    """One that has three days, and one that was over yesterday."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=here"]
    run("openssl", "req", "-x509", *key, "-days", "3", "-keyout", f"{work}/tls.key", "-out", f"{work}/tls.crt")
    run("openssl", "req", "-new", "-key", f"{work}/tls.key", "-subj", "/CN=here", "-out", f"{work}/here.csr")
    os.mkdir(f"{work}/ca")
    pathlib.Path(f"{work}/ca/index").write_text("")
    pathlib.Path(f"{work}/ca/serial").write_text("01\n")
    pathlib.Path(f"{work}/ca.cnf").write_text(
        f"[ca]\ndefault_ca=it\n[it]\ndatabase={work}/ca/index\nserial={work}/ca/serial\nnew_certs_dir={work}/ca\n"
        "default_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n")
    run("openssl", "ca", "-batch", "-notext", "-config", f"{work}/ca.cnf", "-cert", f"{work}/tls.crt", "-keyfile",
        f"{work}/tls.key", "-startdate", "20200101000000Z", "-enddate", "20200102000000Z", "-in", f"{work}/here.csr",
        "-out", f"{work}/expired.crt")


# --- Faults


def get(port, path, host="127.0.0.1", method="GET"):
    """The status of an answer; 0: there is none."""
    connection = http.client.HTTPConnection(host, port, timeout=20)
    try:
        connection.request(method, path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def opens(kept, port, first=b"", seconds=20):
    """Whether something can be said over a new connection, which is kept then."""
    try:
        connection = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        kept.append(connection)
        connection.sendall(first)
        return True
    except OSError:
        return False


def is_refused(kept, port, first):
    """Whether a new connection is ended before anything is said to it; else it is kept."""
    try:
        connection = socket.create_connection(("127.0.0.1", port), timeout=1)
        kept.append(connection)
        connection.sendall(first)
        return connection.recv(1) == b""
    except (ConnectionResetError, BrokenPipeError):
        return True
    except OSError:
        return False


FAULTS = [
    ("/503", 20), ("/404", 30), ("/echo?status=503", 20), ("/echo-slow?delay=400", 10), ("/empty", 5), ("/refused", 20),
    ("/ejecting?status=503", 3)]


def begin():
    """Each fault once: some counters are told from their first time on, and a beginning is no growth for Prometheus."""
    for path, _ in FAULTS[:-1]:
        get(MAIN, path)


def cause(kept):
    """Every fault as often as an alert asks for."""
    for path, times in FAULTS:
        for _ in range(times):
            get(MAIN, path)
    # Refused by the limit of the listener, and by that of the proxy.
    for port, first in [(LIMITED, b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"), (SECOND, b"")]:
        until(f"nobody is refused at {port}", lambda: is_refused(kept, port, first))
    # Heads without their ends, and what is no TLS.
    for _ in range(10):
        until("slow clients are refused", lambda: opens(kept, SLOW, b"GET / HTTP/1.1\r\nhost: a\r\n"))
    until("what is no TLS is refused", lambda: opens(kept, SECURE, b"GET / HTTP/1.1\r\n\r\n"))
    # Held while it is looked at.
    until("a long request is refused", lambda: opens(
        kept, MAIN, b"GET /tripped?delay=600000 HTTP/1.1\r\nhost: a\r\n\r\n"))
    until("it does not drain", lambda: get(ADMIN_LIMITED, "/healthcheck/fail", method="POST") == 200)


class Load(threading.Thread):
    """Somebody who uses the mesh all the time."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over = threading.Event()

    def run(self):
        turns = itertools.count()
        while not self.over.wait(0.02):
            # The application ends its connection now and then, so that there are new ones.
            get(10080, "/?close=middle&size=10" if next(turns) % 5 == 0 else "/", host="10.97.0.3")
            get(10080, "/cart", host="10.97.0.3")


# --- Questions


def ask(path):
    connection = http.client.HTTPConnection("127.0.0.1", PROMETHEUS, timeout=20)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        body = reply.read()
        return json.loads(body) if reply.status in (200, 400, 422) else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def query(expr):
    """What Prometheus has; nothing as well while it does not answer, so that who waits asks again."""
    reply = ask("/api/v1/query?query=" + urllib.parse.quote(expr))
    require(reply is None or reply["status"] == "success", f"{expr}: {reply}")
    return reply["data"]["result"] if reply else []


def until(what, holds, seconds=240):
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        require(time.monotonic() < deadline, what() if callable(what) else what)
        time.sleep(0.2)
    return found


def firing():
    """What fires for the proxies with the faults; in the mesh, whose load has errors too, is another matter."""
    reply = ask("/api/v1/alerts")
    return {
        alert["labels"]["alertname"] for alert in (reply["data"]["alerts"] if reply else [])
        if alert["state"] == "firing" and alert["labels"].get("instance", "").startswith("127.0.0.1:")}


def measured():
    reply = ask("/api/v1/query?query=count(up==1)")
    found = reply["data"]["result"] if reply and reply["status"] == "success" else []
    return int(found[0]["value"][1]) if found else 0


def evaluations():
    """When each group of rules was last evaluated."""
    reply = ask("/api/v1/rules")
    return {(group["file"], group["name"]): group["lastEvaluation"] for group in (reply["data"]["groups"] if reply else [])}


def await_evaluation():
    """Returns when all rules have been evaluated from beginning to end: the second time is."""
    for _ in range(2):
        before = until("there are no rules", evaluations)
        until("rules are not evaluated", lambda: (now := evaluations()) and all(
            now[group] != before.get(group) for group in now))


def panels():
    """What each panel asks, with values for what a person would choose."""
    for file in sorted(pathlib.Path(f"{ROOT}/deploy/monitoring/grafana/dashboards").glob("*.json")):
        job = "apus-control" if "control" in file.name else "apus"
        for panel in json.loads(file.read_text())["panels"]:
            for target in panel["targets"]:
                expr = target["expr"].replace("$__rate_interval", "30s").replace("$job", job)
                yield f"{file.name}: {panel['title']}", re.sub(r"\$(service|instance)", ".*", expr)


def check_panels():
    count = 0
    for name, expr in panels():
        until(f"{name} has no data: {expr}", lambda: any(
            result["value"][1] not in ("NaN", "") for result in query(expr)))
        count += 1
    return count


# --- In the mesh


def inside(apus, work):
    state = os.environ["STATE"]
    processes, kept = [], []

    def start(name, *command):
        log = open(f"{work}/{name}.log", "w")
        processes.append(subprocess.Popen(command, stdout=log, stderr=log))

    try:
        make_certificates(work)
        rules = write_rules(work)
        start("echo", apus, "echo", "--port", str(ECHO), "--name", "echo")
        for name, configuration in [("troubled", troubled(work)), ("limited", limited(work))]:
            pathlib.Path(f"{work}/{name}.json").write_text(json.dumps(configuration))
            start(name, apus, "proxy", "-c", f"{work}/{name}.json", "--disable-hot-restart", "--drain-time-s", "0")
        pathlib.Path(f"{work}/prometheus.yaml").write_text(yaml.dump(prometheus_configuration(work, state)))
        start("prometheus", "prometheus", f"--config.file={work}/prometheus.yaml", f"--storage.tsdb.path={work}/data",
              f"--web.listen-address=127.0.0.1:{PROMETHEUS}")
        load = Load()
        load.start()
        # Counters must be known before they grow.
        until(lambda: f"not all are measured: {ask('/api/v1/targets')}", lambda: measured() == 6)
        await_evaluation()
        early = firing() - FROM_THE_BEGINNING - OF_THE_MACHINE
        require(not early, f"nothing has happened, and these fire: {early}")
        begin()
        until("no errors are counted", lambda: query(
            'envoy_cluster_upstream_rq_xx{envoy_cluster_name="echo",envoy_response_code_class="5"}'))
        cause(kept)
        wanted = (set(public_alerts.ALERTS) - set(public_alerts.NEVER)) | OURS
        fired = set()
        until(lambda: f"these do not fire: {sorted(wanted - fired)}", lambda: fired.update(firing()) or wanted <= fired)
        require(OURS <= set(rules), f"no such alerts: {OURS - set(rules)}")
        for name, expr in rules.items():
            for metric in set(re.findall(r"envoy_[a-z0-9_]+(?=[\[{ ]|$)", expr)) - LABELS:
                until(f"{name} is about {metric}, which there is not", lambda: query(f"count({metric})"))
        for name, expr in public_alerts.NEVER.items():
            until(f"{name}: there is nothing to compare: {expr}", lambda: query(expr))
        count = check_panels()
        load.over.set()
        print(f"{count} queries of panels have data; {len(wanted)} alerts fire, {len(OURS)} of them ours")
    except Complaint as complaint:
        logs = [f"{name}: {pathlib.Path(work, f'{name}.log').read_text()[-1000:]}" for name in ["troubled", "limited"]]
        raise Complaint("\n".join([str(complaint), *logs])) from None
    finally:
        for connection in kept:
            connection.close()
        for process in reversed(processes):
            process.send_signal(signal.SIGKILL if "prometheus" in process.args[0] else signal.SIGTERM)
        for process in processes:
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                # What led here is the complaint.
                process.kill()


def main():
    apus = os.path.realpath(sys.argv[1])
    if len(sys.argv) > 2:
        return inside(apus, sys.argv[2])
    with tempfile.TemporaryDirectory() as work:
        # What the mesh leaves when it is killed is in this folder too.
        done = unshared(
            f"{ROOT}/deploy/demo/mesh.sh", apus, sys.executable, os.path.abspath(__file__), apus, work,
            network_names=True, check=False, env=dict(os.environ, TMPDIR=work))
        require(done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:])
        print(done.stdout.strip())


main()
