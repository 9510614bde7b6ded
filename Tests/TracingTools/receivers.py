"""Two proxies behind each other tell of requests, and what they tell is judged by receivers that others wrote.

    receivers.py needs KIND         prints what this machine lacks for it
    receivers.py KIND APUS          otlp or zipkin; says what is wrong and ends with 1

otlp: each report is read by the schema of OpenTelemetry's package, strictly, and then by the collector rotel, which says
what it has understood. zipkin: each report is held to the rules that Zipkin publishes for version 2 of its API.
"""

import base64
import http.client
import http.server
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

# Where .ci/run installs the receivers, in the versions that are held.
RECEIVERS = os.environ.get("APUS_RECEIVERS", "/opt/apus-receivers")
sys.path.insert(1, RECEIVERS)
ROTEL = f"{RECEIVERS}/rotel/rotel-agent"

# Seconds that only bound a hang.
LONGEST = 60


class Complaint(Exception):
    """What is wrong, for people."""


def require(holds, text):
    if not holds:
        raise Complaint(text)


def eventually(what, ask):
    """The first answer that is one; a complaint when there is none in time."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.02)
    raise Complaint(f"waited in vain: {what}")


# Servers


class Server(http.server.ThreadingHTTPServer):
    """Answers every request by `answer(path, headers, body)`, which gives a status and a body."""

    daemon_threads = True

    def __init__(self, answer):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def serve(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.headers.get("transfer-encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        try:
            status, answer = self.server.answer(self.path, self.headers, body)
        except OSError as error:
            status, answer = 502, str(error).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = serve

    def log_message(self, *arguments):
        pass


def closed_port():
    """A port that refuses connections, and the socket that keeps it so."""
    holder = socket.socket()
    holder.bind(("127.0.0.1", 0))
    return holder.getsockname()[1], holder


# Proxies


def cluster(name, port):
    address = {"socket_address": {"address": "127.0.0.1", "port_value": port}}
    endpoints = [{"lb_endpoints": [{"endpoint": {"address": address}}]}]
    return {"name": name, "load_assignment": {"cluster_name": name, "endpoints": endpoints}}


def configuration(name, provider, upstream, collector, gone):
    extensions = "type.googleapis.com/envoy.extensions.filters"
    anywhere = {"socket_address": {"address": "127.0.0.1", "port_value": 0}}
    routes = [
        {"match": {"prefix": "/gone"}, "route": {"cluster": "gone"}},
        {"match": {"prefix": "/"}, "route": {"cluster": "upstream"}},
    ]
    manager = {
        "@type": f"{extensions}.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "in",
        "tracing": {
            "spawn_upstream_span": True,
            "provider": {"name": "tracer", "typed_config": provider},
            "custom_tags": [{"tag": 'quoted "tag" é', "literal": {"value": 'a "value"\\ é \u0001'}}],
        },
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}]},
        "http_filters": [{"name": "router", "typed_config": {"@type": f"{extensions}.http.router.v3.Router"}}],
    }
    runtime = {"tracing.zipkin.min_flush_spans": 1, "tracing.opentelemetry.min_flush_spans": 1}
    filters = [{"name": "hcm", "typed_config": manager}]
    return {
        "node": {"id": name, "cluster": name},
        "admin": {"address": anywhere},
        "layered_runtime": {"layers": [{"name": "static", "static_layer": runtime}]},
        "static_resources": {
            "listeners": [{"name": "in", "address": anywhere, "filter_chains": [{"filters": filters}]}],
            "clusters": [cluster("upstream", upstream), cluster("collector", collector), cluster("gone", gone)],
        },
    }


class Proxy:
    """A proxy of one listener; ended with `stop`."""

    def __init__(self, apus, folder, name, settings):
        file, self.address = f"{folder}/{name}.json", f"{folder}/{name}.address"
        with open(file, "w", encoding="utf-8") as output:
            json.dump(settings, output)
        self.log = f"{folder}/{name}.log"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [apus, "proxy", "-c", file, "--admin-address-path", self.address, "--disable-hot-restart"],
                stdout=log, stderr=log)
        self.admin = eventually(f"{name} is ready", self.ready)
        self.port = int(get(self.admin, "/listeners")[1].split(":")[-1])

    def ready(self):
        if self.process.poll() is not None:
            with open(self.log, encoding="utf-8") as log:
                raise Complaint(f"a proxy ended: {log.read()[-2000:]}")
        try:
            with open(self.address, encoding="utf-8") as file:
                port = int(file.read().rsplit(":", 1)[1])
            return port if get(port, "/ready")[0] == 200 else None
        except (OSError, IndexError, ValueError):
            return None

    def counted(self, name):
        for line in get(self.admin, "/stats")[1].splitlines():
            if line.startswith(name + ":"):
                return int(line.split(": ")[1])
        return 0

    def stop(self):
        # Nothing is left to be served.
        self.process.kill()
        self.process.wait()


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


# Spans: what both kinds are judged by


def judge(spans, seen, names):
    """Holds spans to one another: dictionaries of trace, id, parent, kind, service, error. `seen` is the span that the
    upstream was told of, and `names` are the services of the two proxies."""
    whole = [span for span in spans if span["trace"] == seen["trace"]]
    require(len(whole) == 4, f"four spans of one trace expected, found {whole} among {spans}")

    def only(service, kind):
        found = [span for span in whole if (span["service"], span["kind"]) == (service, kind)]
        require(len(found) == 1, f"one {kind} span of {service} expected, found {found}")
        return found[0]

    front, back = names
    first, call = only(front, "SERVER"), only(front, "CLIENT")
    second, last = only(back, "SERVER"), only(back, "CLIENT")
    require(not first["parent"], f"the first span has a parent: {first}")
    require(call["parent"] == first["id"], f"the call belongs to another span: {call} {first}")
    if second.get("shared"):
        require(second["id"] == call["id"], f"the second proxy shares another span: {second} {call}")
    else:
        require(second["parent"] == call["id"], f"the second proxy has another parent: {second} {call}")
    require(last["parent"] == second["id"], f"the last call belongs to another span: {last} {second}")
    require(seen["span"] == last["id"], f"the upstream was told of another span: {seen} {last}")
    require(not any(span["error"] for span in whole), f"nothing went wrong: {whole}")


def judge_failure(spans, names):
    """Of the request to nowhere: one trace more, whose spans are errors."""
    failed = [span for span in spans if span["error"]]
    require(len({span["trace"] for span in failed}) == 1, f"one failed trace expected: {failed}")
    require({span["service"] for span in failed} == set(names), f"both proxies saw it fail: {failed}")


def serve(apus, provider, collect, seen_by):
    """Sends a request that goes well and one that fails through two proxies; what the upstream was told, and the
    proxies' counters. `collect` answers reports."""
    told = []

    def upstream(path, headers, body):
        told.append(seen_by(headers))
        return 200, b"ok"

    gone, holder = closed_port()
    servers = [Server(upstream), Server(collect)]
    proxies = []
    with tempfile.TemporaryDirectory() as folder, holder:
        try:
            port = servers[0].port
            for name in ["back", "front"]:
                settings = configuration(name, provider(name), port, servers[1].port, gone)
                if name == "front":
                    # The failure is the second proxy's.
                    settings["static_resources"]["listeners"][0]["filter_chains"][0]["filters"][0]["typed_config"][
                        "route_config"]["virtual_hosts"][0]["routes"].pop(0)
                proxies.append(Proxy(apus, folder, name, settings))
                port = proxies[-1].port
            require(get(port, "/fine")[0] == 200, "a request failed")
            require(get(port, "/gone")[0] == 503, "a request to nowhere went well")
            yield told[0], proxies
        finally:
            for proxy in proxies:
                proxy.stop()
            for server in servers:
                server.shutdown()
                server.server_close()


# OpenTelemetry


def hex_to_base64(value):
    """A report with its ids in base64: OTLP writes them in hex, and the JSON of Protocol Buffers does not."""
    if isinstance(value, list):
        return [hex_to_base64(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for key, item in value.items():
        if key in ("traceId", "spanId", "parentSpanId"):
            digits = 32 if key == "traceId" else 16
            require(re.fullmatch(f"[0-9a-f]{{{digits}}}", item), f"{key}: {digits} digits expected, found {item}")
            require(int(item, 16), f"{key} is zero")
            item = base64.b64encode(bytes.fromhex(item)).decode()
        result[key] = hex_to_base64(item)
    return result


def read_by_schema(body):
    """The spans of a report, as OpenTelemetry's own schema reads it. A field that it does not have is a mistake."""
    from google.protobuf import json_format
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    try:
        request = json_format.ParseDict(hex_to_base64(json.loads(body)), ExportTraceServiceRequest())
    except json_format.ParseError as error:
        raise Complaint(f"{error}: {body[:2000]}") from error
    spans = []
    for resource in request.resource_spans:
        names = [tag.value.string_value for tag in resource.resource.attributes if tag.key == "service.name"]
        require(len(names) == 1, f"one service.name expected, found {names}")
        for span in (span for scope in resource.scope_spans for span in scope.spans):
            require(0 < span.start_time_unix_nano <= span.end_time_unix_nano, f"times of {span}")
            tags = [tag.key for tag in span.attributes]
            require(len(tags) == len(set(tags)), f"a tag twice: {tags}")
            require('quoted "tag" é' in tags or span.kind == 3, f"a tag is missing: {tags}")
            spans.append({
                "trace": span.trace_id.hex(), "id": span.span_id.hex(), "parent": span.parent_span_id.hex(),
                "kind": {2: "SERVER", 3: "CLIENT"}.get(span.kind), "service": names[0],
                "error": span.status.code == 2})
    return spans


class Rotel:
    """The collector rotel, which writes down what it understands."""

    def __init__(self, folder):
        self.output = f"{folder}/rotel.out"
        ports = [closed_port() for _ in range(2)]
        self.port = ports[1][0]
        for _, holder in ports:
            holder.close()
        with open(self.output, "w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                [ROTEL, "start", "--pid-file", f"{folder}/pid", "--log-file", f"{folder}/log", "--otlp-grpc-endpoint",
                 f"127.0.0.1:{ports[0][0]}", "--otlp-http-endpoint", f"127.0.0.1:{self.port}", "--exporter",
                 "blackhole", "--debug-log", "traces", "--debug-log-verbosity", "detailed"],
                stdout=output, stderr=output)
        eventually("rotel listens", self.listens)

    def listens(self):
        require(self.process.poll() is None, f"rotel ended: {self.said()}")
        try:
            socket.create_connection(("127.0.0.1", self.port), 5).close()
            return True
        except OSError:
            return False

    def said(self):
        with open(self.output, encoding="utf-8", errors="replace") as output:
            return output.read()

    def spans(self):
        """Traces, ids and parents in its words."""
        pattern = r"Trace ID\s*: (\w*)\s+Parent ID\s*: (\w*)\s+ID\s*: (\w*)"
        return [(trace, span, parent) for trace, parent, span in re.findall(pattern, self.said())]

    def post(self, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request("POST", path, body, {"content-type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def stop(self):
        self.process.kill()
        self.process.wait()


def otlp(apus):
    bodies, wrong = [], []

    def provider(name):
        uri = {"uri": "http://otlp.example/v1/traces", "cluster": "collector", "timeout": "5s"}
        return {
            "@type": "type.googleapis.com/envoy.config.trace.v3.OpenTelemetryConfig", "service_name": name,
            "http_service": {"http_uri": uri}}

    def seen_by(headers):
        _, trace, span, flags = headers["traceparent"].split("-")
        require(flags == "01", f"not sampled: {flags}")
        return {"trace": trace, "span": span}

    with tempfile.TemporaryDirectory() as folder:
        rotel = Rotel(folder)

        def collect(path, headers, body):
            status, answer = rotel.post(path, body)
            if (path, headers["content-type"], status) != ("/v1/traces", "application/json", 200):
                wrong.append(f"{path} {headers['content-type']} {status} {answer[:500]} to {body[:2000]}")
            bodies.append(body)
            return status, answer

        try:
            for seen, proxies in serve(apus, provider, collect, seen_by):
                spans = eventually("eight spans", lambda: wrong or (
                    lambda found: found if len(found) >= 8 else None)([s for b in list(bodies) for s in read_by_schema(b)]))
                require(not wrong, f"refused: {wrong}")
                judge(spans, seen, ["front", "back"])
                judge_failure(spans, ["front", "back"])
                understood = eventually("rotel says so", lambda: len(rotel.spans()) >= 8 and rotel.spans())
                sent = {(span["trace"], span["id"], span["parent"]) for span in spans}
                require(set(understood) == sent, f"rotel has understood {understood}, and not {sent}")
                for proxy in proxies:
                    eventually("all are counted", lambda: proxy.counted("tracing.opentelemetry.spans_sent") == 4)
        finally:
            rotel.stop()


# Zipkin


ID = re.compile("[0-9a-f]{16}")
TRACE = re.compile("[0-9a-f]{16}|[0-9a-f]{32}")


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_endpoint(value):
    known = {"serviceName": str, "ipv4": str, "ipv6": str, "port": int}
    return isinstance(value, dict) and all(isinstance(item, known.get(key, ())) for key, item in value.items())


def is_annotation(value):
    return (isinstance(value, dict) and set(value) == {"timestamp", "value"} and is_whole(value["timestamp"])
            and isinstance(value["value"], str))


# What Zipkin's description of its API says of each field of a span.
RULES = {
    "traceId": lambda value: isinstance(value, str) and TRACE.fullmatch(value),
    "id": lambda value: isinstance(value, str) and ID.fullmatch(value),
    "parentId": lambda value: isinstance(value, str) and ID.fullmatch(value),
    "name": lambda value: isinstance(value, str),
    "kind": lambda value: value in ("CLIENT", "SERVER", "PRODUCER", "CONSUMER"),
    "timestamp": lambda value: is_whole(value) and 10**15 < value < 10**16,
    "duration": lambda value: is_whole(value) and value >= 1,
    "debug": lambda value: isinstance(value, bool),
    "shared": lambda value: isinstance(value, bool),
    "localEndpoint": is_endpoint,
    "remoteEndpoint": is_endpoint,
    "annotations": lambda value: isinstance(value, list) and all(map(is_annotation, value)),
    "tags": lambda value: isinstance(value, dict) and all(isinstance(tag, str) for tag in value.values()),
}


def read_zipkin(body):
    """The spans of a report, each held to the rules."""
    report = json.loads(body)
    require(isinstance(report, list), f"a list of spans expected, found {body[:500]}")
    spans = []
    for span in report:
        for key, value in span.items():
            require(key in RULES, f"Zipkin has no field {key}: {span}")
            require(RULES[key](value), f"{key} is {value!r}: {span}")
        for key in ["traceId", "id", "timestamp", "duration", "localEndpoint"]:
            require(key in span, f"{key} is missing: {span}")
        require(span.get("kind") == "CLIENT" or 'quoted "tag" é' in span["tags"], f"a tag is missing: {span}")
        spans.append({
            "trace": span["traceId"], "id": span["id"], "parent": span.get("parentId"), "kind": span.get("kind"),
            "service": span["localEndpoint"].get("serviceName"), "error": "error" in span["tags"],
            "shared": span.get("shared", False)})
    return spans


def zipkin(apus):
    for is_wide, is_shared in [(False, True), (True, False)]:
        bodies, wrong = [], []

        def provider(name):
            return {
                "@type": "type.googleapis.com/envoy.config.trace.v3.ZipkinConfig", "collector_cluster": "collector",
                "collector_endpoint": "/api/v2/spans", "collector_endpoint_version": "HTTP_JSON",
                "trace_id_128bit": is_wide, "shared_span_context": is_shared}

        def seen_by(headers):
            require(headers["x-b3-sampled"] == "1", "not sampled")
            return {"trace": headers["x-b3-traceid"], "span": headers["x-b3-spanid"]}

        def collect(path, headers, body):
            if (path, headers["content-type"]) != ("/api/v2/spans", "application/json"):
                wrong.append(f"{path} {headers['content-type']}")
            bodies.append(body)
            return 202, b""

        for seen, proxies in serve(apus, provider, collect, seen_by):
            spans = eventually("eight spans", lambda: wrong or (
                lambda found: found if len(found) >= 8 else None)([s for b in list(bodies) for s in read_zipkin(b)]))
            require(not wrong, f"sent elsewhere: {wrong}")
            require(len(seen["trace"]) == (32 if is_wide else 16), f"a trace of another width: {seen}")
            judge(spans, seen, ["front", "back"])
            judge_failure(spans, ["front", "back"])
            for proxy in proxies:
                eventually("all are counted", lambda: proxy.counted("tracing.zipkin.spans_sent") == 4)


def main():
    if sys.argv[1] == "needs":
        if sys.argv[2] == "otlp":
            if not os.access(ROTEL, os.X_OK):
                print("rotel")
            if not importlib.util.find_spec("opentelemetry") or not importlib.util.find_spec("google.protobuf"):
                print("opentelemetry-proto")
        return 0
    try:
        {"otlp": otlp, "zipkin": zipkin}[sys.argv[1]](sys.argv[2])
    except Complaint as complaint:
        print(complaint)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
