#!/usr/bin/env python3
"""Writes the dashboards of grafana/dashboards. What they show is said here; their JSON is not edited by hand.

    deploy/monitoring/dashboards.py [--check]

With --check nothing is written, and the exit code says whether the files are what this would write.
"""

import json
import pathlib
import sys

PLACE = pathlib.Path(__file__).parent / "grafana" / "dashboards"

# What proxies call for themselves is no service: their admin interface, the control plane, the application beside them.
SERVICES = 'envoy_cluster_name!~"admin|xds_cluster|apus_identity|inbound/.*"'
TRAFFIC = 'envoy_http_conn_manager_prefix!~"admin|status"'
RATE = "$__rate_interval"


def share(part, whole):
    """A share in percent; 0 where nothing was asked."""
    return f"100 * ({part}) / (({whole}) > 0) or 0 * ({whole})"


def quantile(q, name, labels, by):
    return f"histogram_quantile({q}, sum by (le, {by}) (rate({name}_bucket{{{labels}}}[{RATE}])))"


def mesh():
    chosen = f'job=~"$job", {SERVICES}'
    edge = f'job=~"$job", {TRAFFIC}'
    rq = f"sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{{{chosen}}}[{RATE}]))"
    bad = f'sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{{{chosen}, envoy_response_code_class="5"}}[{RATE}]))'
    name = "{{envoy_cluster_name}}"
    return "apus-mesh", "Apus: mesh", ["job"], [
        stat("Proxies that serve", "short", 'sum(envoy_server_live{job=~"$job"})'),
        stat("Proxies that do not answer", "short", 'count(up{job=~"$job"}) - sum(up{job=~"$job"})'),
        stat("Requests a second", "reqps", f"sum(rate(envoy_http_downstream_rq_total{{{edge}}}[{RATE}]))"),
        stat("Answers with 5xx", "percent", share(
            f'sum(rate(envoy_http_downstream_rq_xx{{{edge}, envoy_response_code_class="5"}}[{RATE}]))',
            f"sum(rate(envoy_http_downstream_rq_xx{{{edge}}}[{RATE}]))")),
        stat("Endpoints that are healthy", "percent", share(
            f"sum(envoy_cluster_membership_healthy{{{chosen}}})", f"sum(envoy_cluster_membership_total{{{chosen}}})")),
        stat("Identities: the first to expire, in", "s",
             'min(envoy_identity_expiration_unix_time_seconds{job=~"$job"}) - time()'),
        graph("Requests by service", "reqps", [(rq, name)]),
        graph("5xx by service", "percent", [(share(bad, rq), name)]),
        graph("Half of all requests are faster than", "ms", [
            (quantile(0.5, "envoy_cluster_upstream_rq_time", chosen, "envoy_cluster_name"), name)]),
        graph("99 of 100 requests are faster than", "ms", [
            (quantile(0.99, "envoy_cluster_upstream_rq_time", chosen, "envoy_cluster_name"), name)]),
        graph("Requests under way", "short", [
            (f"sum by (envoy_cluster_name) (envoy_cluster_upstream_rq_active{{{chosen}}})", name)]),
        graph("Retries", "reqps", [
            (f"sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_retry{{{chosen}}}[{RATE}]))", name)]),
        graph("Endpoints that are out", "short", [
            (f"sum by (envoy_cluster_name) (envoy_cluster_membership_total{{{chosen}}} - "
             f"envoy_cluster_membership_healthy{{{chosen}}})", name + ": unhealthy"),
            (f"sum by (envoy_cluster_name) (envoy_cluster_outlier_detection_ejections_active{{{chosen}}})",
             name + ": ejected")]),
        graph("Versions of listeners in use", "short", [
            ('count(count_values("version", envoy_listener_manager_lds_version{job=~"$job"}))', "versions")]),
        graph("Configuration refused by proxies", "short", [
            (f'sum by (instance) (increase(envoy_cluster_manager_cds_update_rejected{{job=~"$job"}}[{RATE}]))',
             "{{instance}}: clusters"),
            (f'sum by (instance) (increase(envoy_listener_manager_lds_update_rejected{{job=~"$job"}}[{RATE}]))',
             "{{instance}}: listeners")]),
        graph("TLS handshakes that failed", "ops", [
            (f'sum by (instance) (rate(envoy_listener_ssl_connection_error{{job=~"$job"}}[{RATE}]))', "{{instance}}")]),
    ]


def service():
    chosen = 'job=~"$job", envoy_cluster_name=~"$service"'
    by = "{{instance}}"

    def rate(metric, more=""):
        return f"sum by (instance) (rate(envoy_cluster_{metric}{{{chosen}{more}}}[{RATE}]))"

    whole = f"sum(rate(envoy_cluster_upstream_rq_xx{{{chosen}}}[{RATE}]))"
    return "apus-service", "Apus: service", ["job", "service"], [
        stat("Requests a second", "reqps", f"sum(rate(envoy_cluster_upstream_rq_total{{{chosen}}}[{RATE}]))"),
        stat("Answers with 5xx", "percent", share(
            f'sum(rate(envoy_cluster_upstream_rq_xx{{{chosen}, envoy_response_code_class="5"}}[{RATE}]))', whole)),
        stat("99 of 100 requests are faster than", "ms", quantile(
            0.99, "envoy_cluster_upstream_rq_time", chosen, "job")),
        stat("Endpoints", "short", f"max(envoy_cluster_membership_total{{{chosen}}})"),
        stat("Healthy endpoints, where fewest are", "short", f"min(envoy_cluster_membership_healthy{{{chosen}}})"),
        stat("Requests under way", "short", f"sum(envoy_cluster_upstream_rq_active{{{chosen}}})"),
        graph("Answers by class", "reqps", [
            (f"sum by (envoy_response_code_class) (rate(envoy_cluster_upstream_rq_xx{{{chosen}}}[{RATE}]))",
             "{{envoy_response_code_class}}xx")]),
        graph("Requests by caller", "reqps", [(rate("upstream_rq_total"), by)]),
        graph("Latency", "ms", [
            (quantile(q, "envoy_cluster_upstream_rq_time", chosen, "job"), f"{q:.0%}") for q in (0.5, 0.9, 0.99)]),
        graph("Latency by caller, 99 of 100", "ms", [
            (quantile(0.99, "envoy_cluster_upstream_rq_time", chosen, "instance"), by)]),
        graph("Tries that failed", "reqps", [
            (rate("upstream_rq_timeout"), by + ": timeout"), (rate("upstream_rq_per_try_timeout"), by + ": timeout of a try"),
            (rate("upstream_rq_rx_reset"), by + ": reset by it"), (rate("upstream_rq_tx_reset"), by + ": reset by us")]),
        graph("Retries", "reqps", [
            (rate("upstream_rq_retry"), by), (rate("upstream_rq_retry_success"), by + ": that helped"),
            (rate("upstream_rq_retry_overflow"), by + ": too many at once")]),
        graph("Refused by circuit breakers", "reqps", [
            (rate("upstream_rq_pending_overflow"), by + ": requests"), (rate("upstream_cx_overflow"), by + ": connections")]),
        graph("Circuit breakers that are open", "short", [
            (f"sum by (instance) (envoy_cluster_circuit_breakers_default_{kind}_open{{{chosen}}})", by + f": {text}")
            for kind, text in [("cx", "connections"), ("rq", "requests"), ("rq_pending", "waiting"), ("rq_retry", "retries")]]),
        graph("Connections", "short", [
            (f"sum by (instance) (envoy_cluster_upstream_cx_active{{{chosen}}})", by),
            (rate("upstream_cx_total"), by + ": new a second")]),
        graph("Connections that failed", "ops", [
            (rate("upstream_cx_connect_fail"), by), (rate("upstream_cx_connect_timeout"), by + ": timeout"),
            (rate("upstream_cx_destroy_remote_with_active_rq"), by + ": ended under a request")]),
        graph("Time to connect, 99 of 100", "ms", [
            (quantile(0.99, "envoy_cluster_upstream_cx_connect_ms", chosen, "instance"), by)]),
        graph("Endpoints", "short", [
            (f"max by (instance) (envoy_cluster_membership_healthy{{{chosen}}})", by + ": healthy"),
            (f"max by (instance) (envoy_cluster_membership_degraded{{{chosen}}})", by + ": degraded"),
            (f"max by (instance) (envoy_cluster_outlier_detection_ejections_active{{{chosen}}})", by + ": ejected")]),
        graph("Bytes", "Bps", [
            (rate("upstream_cx_tx_bytes_total"), by + ": sent"), (rate("upstream_cx_rx_bytes_total"), by + ": received")]),
    ]


def proxy():
    chosen = 'job=~"$job", instance=~"$instance"'
    traffic = f"{chosen}, {TRAFFIC}"
    by, manager = "{{instance}}", "{{envoy_http_conn_manager_prefix}}"

    def rate(metric, labels=chosen, group="instance"):
        return f"sum by ({group}) (rate(envoy_{metric}{{{labels}}}[{RATE}]))"

    return "apus-proxy", "Apus: proxy", ["job", "instance"], [
        stat("Up for", "s", f"min(envoy_server_uptime{{{chosen}}})"),
        stat("Serving", "short", f"sum(envoy_server_live{{{chosen}}})"),
        stat("Memory, the largest", "bytes", f"max(envoy_server_memory_physical_size{{{chosen}}})"),
        stat("Connections", "short", f"sum(envoy_listener_downstream_cx_active{{{chosen}}})"),
        stat("Requests under way", "short", f"sum(envoy_http_downstream_rq_active{{{traffic}}})"),
        stat("Days until a certificate expires", "short", f"min(envoy_server_days_until_first_cert_expiring{{{chosen}}})"),
        graph("Requests by connection manager", "reqps", [
            (rate("http_downstream_rq_total", traffic, "envoy_http_conn_manager_prefix"), manager)]),
        graph("Answers by class", "reqps", [
            (rate("http_downstream_rq_xx", traffic, "envoy_response_code_class"), "{{envoy_response_code_class}}xx")]),
        graph("Latency", "ms", [
            (quantile(q, "envoy_http_downstream_rq_time", traffic, "job"), f"{q:.0%}") for q in (0.5, 0.9, 0.99)]),
        graph("Connections by listener", "short", [
            (f"sum by (envoy_listener_address) (envoy_listener_downstream_cx_active{{{chosen}}})",
             "{{envoy_listener_address}}")]),
        graph("Connections that were refused", "ops", [
            (rate("listener_downstream_cx_overflow"), by + ": the listener's limit"),
            (rate("listener_downstream_global_cx_overflow"), by + ": the proxy's limit"),
            (rate("listener_no_filter_chain_match"), by + ": no filter chain"),
            (rate("listener_downstream_cx_overload_reject"), by + ": overload")]),
        graph("TLS", "ops", [
            (rate("listener_ssl_handshake"), by + ": handshakes"),
            (rate("listener_ssl_connection_error"), by + ": errors"),
            (rate("listener_ssl_fail_verify_error"), by + ": certificates refused")]),
        graph("Clients that misbehave", "reqps", [
            (rate("http_downstream_cx_protocol_error", traffic), by + ": protocol"),
            (rate("http_downstream_rq_timeout", traffic), by + ": too slow"),
            (rate("http_downstream_rq_too_large", traffic), by + ": too large"),
            (rate("http_downstream_rq_rx_reset", traffic), by + ": reset")]),
        graph("Requests without a route or a cluster", "reqps", [
            (rate("http_no_route", traffic), by + ": no route"), (rate("http_no_cluster", traffic), by + ": no cluster")]),
        graph("Memory", "bytes", [
            (f"envoy_server_memory_physical_size{{{chosen}}}", by + ": resident"),
            (f"envoy_server_memory_heap_size{{{chosen}}}", by + ": heap"),
            (f"envoy_server_memory_allocated{{{chosen}}}", by + ": in use")]),
        graph("Threads that were stuck", "ops", [
            (rate("workers_watchdog_miss"), by + ": workers"), (rate("main_thread_watchdog_miss"), by + ": the main thread")]),
        graph("Configuration taken", "ops", [
            (rate("listener_manager_lds_update_success"), by + ": listeners"),
            (rate("cluster_manager_cds_update_success"), by + ": clusters"),
            (rate("http_rds_update_success"), by + ": routes")]),
        graph("Configuration refused, or not obtained", "ops", [
            (rate("listener_manager_lds_update_rejected"), by + ": listeners refused"),
            (rate("cluster_manager_cds_update_rejected"), by + ": clusters refused"),
            (rate("listener_manager_lds_update_failure"), by + ": listeners not obtained"),
            (rate("cluster_manager_cds_update_failure"), by + ": clusters not obtained")]),
        graph("Listeners and clusters", "short", [
            (f"envoy_listener_manager_total_listeners_active{{{chosen}}}", by + ": listeners"),
            (f"envoy_listener_manager_total_listeners_draining{{{chosen}}}", by + ": that drain"),
            (f"envoy_cluster_manager_active_clusters{{{chosen}}}", by + ": clusters"),
            (f"envoy_cluster_manager_warming_clusters{{{chosen}}}", by + ": that warm up")]),
        graph("Lines of logs", "ops", [
            (rate("filesystem_write_completed"), by + ": writes"), (rate("filesystem_write_failed"), by + ": failed")]),
        graph("Identity", "short", [
            (f"envoy_identity_expiration_unix_time_seconds{{{chosen}}} - time()", by + ": seconds left"),
            (f"envoy_identity_consecutive_failures{{{chosen}}}", by + ": failures in a row")]),
    ]


def control_plane():
    chosen = 'job=~"$job"'
    by = "{{instance}}"

    def rate(metric):
        return f"sum by (instance) (rate(envoy_control_{metric}{{{chosen}}}[{RATE}]))"

    def graphs(title, unit, metrics):
        return graph(title, unit, [(rate(metric), f"{by}: {text}") for metric, text in metrics])

    return "apus-control-plane", "Apus: control plane", ["job"], [
        stat("Nodes", "short", f"sum(envoy_control_nodes{{{chosen}}})"),
        stat("Publication", "short", f"max(envoy_control_publication{{{chosen}}})"),
        stat("Questions that wait", "short", f"sum(envoy_control_questions_held{{{chosen}}})"),
        stat("Registered endpoints", "short", f"max(envoy_control_endpoints{{{chosen}}})"),
        stat("Up for", "s", f"min(envoy_server_uptime{{{chosen}}})"),
        stat("Memory, the largest", "bytes", f"max(envoy_server_memory_physical_size{{{chosen}}})"),
        graphs("Questions", "reqps", [
            ("questions", "all"), ("questions_bad", "that make no sense"),
            ("questions_conflicting", "two clients with one id"), ("questions_foreign", "of another's node")]),
        graphs("Answers", "reqps", [
            ("answers_full", "resources"), ("answers_unchanged", "unchanged"), ("answers_nothing", "nothing")]),
        graphs("Bytes of answers", "Bps", [("answer_bytes", "sent")]),
        graphs("Refusals by proxies", "ops", [("refusals_told", "told"), ("refusals_inferred", "inferred")]),
        graphs("Publications", "ops", [
            ("publications", "made"), ("publications_invalid", "documents with mistakes"),
            ("publications_failed", "that could not be kept"), ("rollouts_paused", "rollouts paused")]),
        graph("Until a publication is everywhere", "ms", [
            (f"sum(rate(envoy_control_distribution_time_sum{{{chosen}}}[{RATE}])) / "
             f"(sum(rate(envoy_control_distribution_time_count{{{chosen}}}[{RATE}])) > 0) "
             f"or 0 * sum(envoy_control_nodes{{{chosen}}})", "mean")]),
        graphs("Interface", "reqps", [("interface_requests", "requests"), ("interface_denied", "denied")]),
        graph("Memory", "bytes", [(f"envoy_server_memory_physical_size{{{chosen}}}", by)]),
        graphs("Certificates", "ops", [
            ("authority_issued", "issued"), ("authority_refused_unknown", "token unknown"),
            ("authority_refused_forbidden", "not allowed"), ("authority_refused_rate", "too often"),
            ("authority_failed", "failed")]),
        graph("Roots and tokens", "short", [
            (f"envoy_control_authority_roots{{{chosen}}}", by + ": roots"),
            (f"envoy_control_authority_join_tokens{{{chosen}}}", by + ": join tokens")]),
    ]


def istio():
    """What proxies count that are asked for Istio's standard metrics: who calls whom."""
    # Both sides count a call; gateways are on the callers'.
    near, far = 'job=~"$job", reporter="source"', 'job=~"$job", reporter="destination"'
    by, name = "destination_service_name", "{{destination_service_name}}"

    def requests(labels, group="", more=""):
        whose = f" by ({group}) " if group else ""
        return f"sum{whose}(rate(istio_requests_total{{{labels}{more}}}[{RATE}]))"

    def tcp(metric):
        # Where no connections of TCP are counted it is nothing.
        return (f"sum by (destination_workload) (rate(istio_tcp_{metric}_total{{{far}}}[{RATE}])) "
                f'or 0 * sum(up{{job=~"$job"}})')

    bad = ', response_code=~"5.."'
    return "apus-istio", "Apus: Istio's metrics", ["job"], [
        stat("Requests a second", "reqps", requests(near)),
        stat("Answers with 5xx", "percent", share(requests(near, more=bad), requests(near))),
        stat("Calls by mutual TLS", "percent", share(
            requests(far, more=', connection_security_policy="mutual_tls"'), requests(far))),
        stat("Workloads that are called", "short",
             f"count(count by (destination_workload, destination_workload_namespace) (istio_requests_total{{{far}}}))"),
        stat("Callers", "short",
             f"count(count by (source_workload, source_workload_namespace) (istio_requests_total{{{far}}}))"),
        stat("Requests under the label overflow", "reqps",
             f'sum(rate(envoy_istio_stats_series_overflow{{job=~"$job"}}[{RATE}]))'),
        graph("Requests by service", "reqps", [(requests(near, by), name)]),
        graph("5xx by service", "percent", [(share(requests(near, by, bad), requests(near, by)), name)]),
        graph("Who calls whom", "reqps", [
            (requests(far, "source_workload, destination_workload"), "{{source_workload}} to {{destination_workload}}")]),
        graph("Answers by status", "reqps", [(requests(near, "response_code"), "{{response_code}}")]),
        graph("Half of all requests are faster than, as callers see it", "ms", [
            (quantile(0.5, "istio_request_duration_milliseconds", near, by), name)]),
        graph("99 of 100 requests are faster than, as callers see it", "ms", [
            (quantile(0.99, "istio_request_duration_milliseconds", near, by), name)]),
        graph("99 of 100 requests are faster than, at the workload", "ms", [
            (quantile(0.99, "istio_request_duration_milliseconds", far, "destination_workload"),
             "{{destination_workload}}")]),
        graph("Why requests failed", "reqps", [(requests(near, "response_flags"), "{{response_flags}}")]),
        graph("Bytes of requests and answers", "Bps", [
            (f"sum by (destination_workload) (rate(istio_{side}_bytes_sum{{{far}}}[{RATE}]))",
             "{{destination_workload}}: " + side) for side in ("request", "response")]),
        graph("Bytes of TCP", "Bps", [
            (tcp("sent_bytes"), "{{destination_workload}}: sent"),
            (tcp("received_bytes"), "{{destination_workload}}: received")]),
        graph("Connections of TCP", "ops", [
            (tcp("connections_opened"), "{{destination_workload}}: opened"),
            (tcp("connections_closed"), "{{destination_workload}}: closed")]),
    ]


# --- Grafana's words

SOURCE = {"type": "prometheus", "uid": "${datasource}"}

VARIABLES = {
    "job": ("label_values({metric}, job)", "Job"),
    "instance": ('label_values(envoy_server_uptime{{job=~"$job"}}, instance)', "Proxy"),
    "service": (f'label_values(envoy_cluster_upstream_rq_total{{{{job=~"$job", {SERVICES}}}}}, envoy_cluster_name)', "Service"),
}


def targets(queries):
    return [
        {"datasource": SOURCE, "expr": expr, "legendFormat": legend, "refId": chr(65 + place), "editorMode": "code",
         "range": True} for place, (expr, legend) in enumerate(queries)]


def stat(title, unit, expr):
    return {
        "type": "stat", "title": title, "datasource": SOURCE, "targets": targets([(expr, "")]),
        "fieldConfig": {"defaults": {"unit": unit, "color": {"mode": "thresholds"}}, "overrides": []},
        "options": {"reduceOptions": {"calcs": ["lastNotNull"]}, "graphMode": "area", "colorMode": "value"},
    }


def graph(title, unit, queries):
    return {
        "type": "timeseries", "title": title, "datasource": SOURCE, "targets": targets(queries),
        "fieldConfig": {
            "defaults": {"unit": unit, "min": 0, "custom": {"fillOpacity": 8, "showPoints": "never"}}, "overrides": []},
        "options": {
            "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
            "tooltip": {"mode": "multi", "sort": "desc"}},
    }


def variable(name, metric):
    query, label = VARIABLES[name]
    return {
        "name": name, "label": label, "type": "query", "datasource": SOURCE, "definition": query.format(metric=metric),
        "query": {"query": query.format(metric=metric), "refId": "variable"}, "refresh": 2, "sort": 1,
        "includeAll": True, "multi": True, "allValue": ".*", "current": {"text": "All", "value": "$__all"},
    }


def dashboard(uid, title, variables, panels):
    x = y = 0
    for number, panel in enumerate(panels, 1):
        width, height = (4, 4) if panel["type"] == "stat" else (12, 8)
        if x + width > 24:
            x, y = 0, y + (4 if panels[number - 2]["type"] == "stat" else 8)
        panel["id"] = number
        panel["gridPos"] = {"x": x, "y": y, "w": width, "h": height}
        x += width
    metric = "envoy_control_nodes" if uid == "apus-control-plane" else "envoy_server_live"
    return {
        "uid": uid, "title": title, "tags": ["apus"], "schemaVersion": 41, "version": 1, "editable": True,
        "graphTooltip": 1, "refresh": "10s", "timezone": "browser", "time": {"from": "now-1h", "to": "now"},
        "templating": {"list": [
            {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus", "current": {}},
            *(variable(name, metric) for name in variables)]},
        "annotations": {"list": []},
        "links": [{"title": "Apus", "type": "dashboards", "tags": ["apus"], "asDropdown": True}],
        "panels": panels,
    }


def main():
    differs = False
    for make in [mesh, service, proxy, control_plane, istio]:
        made = dashboard(*make())
        text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
        file = PLACE / (made["uid"] + ".json")
        if "--check" in sys.argv:
            if not file.exists() or file.read_text() != text:
                print(f"{file.name} is not what dashboards.py writes", file=sys.stderr)
                differs = True
        else:
            PLACE.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
