"""Holds the rules and dashboards of deploy/monitoring to promtool, to a parser of PromQL, and to what they promise.

Each alert has series under which it must fire, and the same series at peace under which it must not.
"""

from common import ROOT, require, run

import json
import pathlib
import re
import sys
import tempfile

import promql_parser
import yaml


MONITORING = f"{ROOT}/deploy/monitoring"
RULES = f"{MONITORING}/rules/apus.yaml"
PEACE = "0x60"
# Grows by so much a minute, from the second minute on.
GROWS = "0 0+{}x60"


def grows(by):
    return GROWS.format(by)


def share(part, whole, label="", by=30):
    """A tenth of what is counted is bad."""
    inside = f"{{{label}}}" if label else ""
    return {f"{part}{inside}": (grows(by / 10), PEACE), whole: (grows(by), grows(by))}


def counted(metric):
    return {metric: (grows(3), PEACE)}


# Of each alert: minutes after which it fires, and its series with values that make it fire, and that do not.
CASES = {
    "ApusDown": (3, {'up{job="apus"}': ("0x60", "1x60")}),
    "ApusDrainsForLong": (8, {"envoy_server_live": ("0x60", "1x60")}),
    "ApusAnswersWithErrors": (10, {
        'envoy_http_downstream_rq_xx{envoy_response_code_class="5"}': (grows(3), PEACE),
        "envoy_http_downstream_rq_completed": (grows(30), grows(30))}),
    "ApusConnectionsRefused": (5, counted("envoy_listener_downstream_cx_overflow")),
    "ApusClientsTooSlow": (15, counted("envoy_http_downstream_rq_timeout")),
    "ApusHandshakesFail": (5, counted("envoy_listener_ssl_connection_error")),
    "ApusCertificateExpires": (1, {"envoy_server_days_until_first_cert_expiring": ("6x60", "30x60")}),
    # The tests' clock begins at 0.
    "ApusCertificateExpired": (30, {"envoy_listener_ssl_certificate_expiration_unix_time_seconds": (
        "600x60", "6000x60")}),
    "ApusIdentityExpires": (10, {"envoy_identity_expiration_unix_time_seconds": ("7200x60", "86400x60")}),
    "ApusIdentityNotObtained": (10, {"envoy_identity_consecutive_failures": ("0 1 2 3 4x60", "0 1 0x60")}),
    "ApusConfigurationRefused": (5, counted("envoy_cluster_manager_cds_update_rejected")),
    "ApusConfigurationNotObtained": (15, counted("envoy_listener_manager_lds_update_failure")),
    "ApusThreadStuck": (5, counted("envoy_workers_watchdog_mega_miss")),
    "ApusServiceHasNoEndpoints": (3, {"envoy_cluster_membership_healthy": ("0x60", "1x60")}),
    "ApusServiceLosesEndpoints": (8, {
        "envoy_cluster_membership_healthy": ("2x60", "4x60"), "envoy_cluster_membership_total": ("4x60", "4x60")}),
    "ApusServiceFails": (10, share(
        "envoy_cluster_upstream_rq_xx", "envoy_cluster_upstream_rq_completed", 'envoy_response_code_class="5"')),
    "ApusServiceTimesOut": (15, share("envoy_cluster_upstream_rq_timeout", "envoy_cluster_upstream_rq_completed")),
    "ApusServiceIsSlow": (25, {
        'envoy_cluster_upstream_rq_time_bucket{le="1000"}': (grows(10), grows(100)),
        'envoy_cluster_upstream_rq_time_bucket{le="2500"}': (grows(100), grows(100)),
        'envoy_cluster_upstream_rq_time_bucket{le="+Inf"}': (grows(100), grows(100))}),
    "ApusServiceNotReached": (15, counted("envoy_cluster_upstream_cx_connect_fail")),
    "ApusCircuitOpen": (3, {"envoy_cluster_circuit_breakers_default_rq_pending_open": ("0 1x60", PEACE)}),
    "ApusEndpointsEjected": (10, {"envoy_cluster_outlier_detection_ejections_active": ("1x60", PEACE)}),
    "ApusControlRefused": (5, counted("envoy_control_refusals_inferred")),
    "ApusControlDocumentsWrong": (5, counted("envoy_control_publications_invalid")),
    "ApusControlNotKept": (5, counted("envoy_control_publications_failed")),
    "ApusControlRolloutPaused": (5, counted("envoy_control_rollouts_paused")),
    "ApusControlNodeTwice": (5, counted("envoy_control_questions_foreign")),
    "ApusControlSlow": (20, {
        "envoy_control_distribution_time_sum": (grows(100000), grows(100)),
        "envoy_control_distribution_time_count": (grows(2), grows(2))}),
    "ApusAuthorityFails": (5, counted("envoy_control_authority_failed")),
}


def named(series):
    """With the labels that every series has."""
    name, _, labels = series.rstrip("}").partition("{")
    common = ['instance="one"'] if "job=" in labels else ['instance="one"', 'job="apus"']
    return name + "{" + ", ".join([*common, *filter(None, [labels])]) + "}"


def unit_tests():
    for alert, (minutes, series) in CASES.items():
        for place, count in enumerate([1, 0]):
            expr = f'count(ALERTS{{alertname="{alert}", alertstate="firing"}})'
            yield {
                "name": f"{alert} {'fires' if count else 'is silent'}",
                "interval": "1m",
                "input_series": [
                    {"series": named(name), "values": values[place]} for name, values in series.items()],
                "promql_expr_test": [{
                    "expr": expr, "eval_time": f"{minutes}m",
                    "exp_samples": [{"labels": "{}", "value": count}] if count else []}],
            }


def check_rules(work):
    run("promtool", "check", "rules", "--lint=all", "--lint-fatal", RULES)
    with open(RULES) as file:
        rules = [rule for group in yaml.safe_load(file)["groups"] for rule in group["rules"]]
    names = [rule["alert"] for rule in rules]
    require(sorted(names) == sorted(CASES), f"alerts without tests, or tests without: {set(names) ^ set(CASES)}")
    for rule in rules:
        require(rule["labels"].get("severity") in ("warning", "critical"), f"{rule['alert']}: how bad is it?")
        require(rule["annotations"].keys() == {"summary", "description"}, f"{rule['alert']}: what is to be done?")
    tests = {"rule_files": [RULES], "evaluation_interval": "1m", "tests": list(unit_tests())}
    file = pathlib.Path(work, "tests.yaml")
    file.write_text(yaml.dump(tests))
    run("promtool", "test", "rules", str(file))
    return len(names)


def check_dashboards():
    run(sys.executable, f"{MONITORING}/dashboards.py", "--check")
    count, uids = 0, set()
    for file in sorted(pathlib.Path(MONITORING, "grafana/dashboards").glob("*.json")):
        board = json.loads(file.read_text())
        require(board["uid"] == file.stem and board["uid"] not in uids, f"{file.name}: its uid is {board['uid']}")
        uids.add(board["uid"])
        known = {variable["name"] for variable in board["templating"]["list"]}
        taken = set()
        for panel in board["panels"]:
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(
                place["y"], place["y"] + place["h"])}
            require(not cells & taken and place["x"] + place["w"] <= 24, f"{file.name}: {panel['title']} lies on another")
            taken |= cells
            for target in panel["targets"]:
                used = set(re.findall(r"\$([a-z]+)", target["expr"]))
                require(used <= known, f"{file.name}: {panel['title']}: there is no {used - known}")
                promql_parser.parse(target["expr"].replace("$__rate_interval", "1m"))
                count += 1
    return count


def main():
    with tempfile.TemporaryDirectory() as work:
        alerts = check_rules(work)
    print(f"{alerts} alerts fire and are silent as they should; {check_dashboards()} queries of panels parse")


main()
