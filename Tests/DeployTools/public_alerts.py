"""What the public collection of alerts for Envoy asks, as facts: names of metrics, windows and bounds.

The 19 alerts of awesome-prometheus-alerts (August 2026). They must mean for Apus what they mean for Envoy.
Source: https://samber.github.io/awesome-prometheus-alerts/rules#envoy
"""


def grown(metric, by=0):
    return f"increase(envoy_{metric}[5m]) > {by}"


def listener_share(code_class, percent):
    part = f'sum by (instance) (rate(envoy_http_downstream_rq_xx{{envoy_response_code_class="{code_class}"}}[5m]))'
    return f"{part} / sum by (instance) (rate(envoy_http_downstream_rq_completed[5m])) * 100 > {percent}"


def cluster_share(part, percent):
    whole = "increase(envoy_cluster_upstream_rq_completed[5m])"
    return f"increase(envoy_cluster_{part}[5m]) / {whole} * 100 > {percent} and {whole} > 0"


# By the fault that makes it true.
ALERTS = {
    "not live": "envoy_server_live != 1",
    "memory": "envoy_server_memory_allocated / envoy_server_memory_heap_size * 100 > 90",
    "downstream 5xx": listener_share(5, 5),
    "downstream 4xx": listener_share(4, 10),
    "listener overflow": grown("listener_downstream_cx_overflow"),
    "no members": "envoy_cluster_membership_healthy == 0",
    "members degraded": "envoy_cluster_membership_healthy / envoy_cluster_membership_total * 100 < 75 "
                        "and envoy_cluster_membership_total > 0",
    "connection failures": grown("cluster_upstream_cx_connect_fail", 10),
    "upstream timeouts": cluster_share("upstream_rq_timeout", 5),
    "upstream 5xx": cluster_share('upstream_rq_xx{envoy_response_code_class="5"}', 5),
    "health checks": grown("cluster_health_check_failure", 5),
    "ejections": "envoy_cluster_outlier_detection_ejections_active > 0",
    "TLS errors": grown("listener_ssl_connection_error"),
    "global overflow": grown("listener_downstream_global_cx_overflow"),
    "certificate expires": "envoy_server_days_until_first_cert_expiring < 7",
    "certificate expired": "envoy_server_days_until_first_cert_expiring < 0",
    "circuit open": "envoy_cluster_circuit_breakers_default_cx_open == 1 "
                    "or envoy_cluster_circuit_breakers_default_rq_open == 1",
    "none healthy": grown("cluster_upstream_cx_none_healthy"),
    "downstream timeouts": grown("http_downstream_rq_timeout", 5),
}

# What no fault of seconds makes true, with Envoy neither: a share of the heap is the allocator's affair, the gauge of days is
# never below nothing, and a division of series with different labels has no result. All must be there to be compared.
NEVER = {
    "memory": "envoy_server_memory_allocated / envoy_server_memory_heap_size",
    "certificate expired": "envoy_server_days_until_first_cert_expiring",
    "upstream 5xx": 'increase(envoy_cluster_upstream_rq_xx{envoy_response_code_class="5"}[5m]) > 0',
}
