"""What requests are matched by: one route, one that has everything, or one of many.

`PREFIX` is the beginning of every path that the load generator asks for.
"""

TYPE = "type.googleapis.com/envoy."
#: The number in the load generator's path. Of many prefix routes it is the last, so that a search from the front pays for all.
LAST = 12345
PREFIX = "/api/v1/users/{}/"


def routes(setup):
    """The routes of a virtual host that leads everything to the origin, beside those to discovered clusters."""
    rest = {"match": {"prefix": "/"}, "route": {"cluster": "origin-0"}}
    if setup.subset:
        rest["route"]["metadata_match"] = _version("v1")
    if setup.full:
        return [_full(), rest]
    if setup.routes == 1:
        return [rest]
    numbers = range(LAST - setup.routes + 1, LAST + 1)
    many = [{"match": {"prefix": PREFIX.format(number)}, "route": {"cluster": f"origin-{index}"}}
            for index, number in enumerate(numbers)]
    return [*many, rest]


def _full():
    """An expression, five matchers of fields, weights, a subset, retries and settings for the filters of `filters`."""
    def field(name, how):
        return {"name": name, "string_match": how}

    weight = {"name": "origin-0", "metadata_match": _version("v1")}
    return {
        "match": {
            "safe_regex": {"regex": "/api/v[0-9]+/users/[0-9]+/.*"},
            "headers": [
                field("x-client-version", {"exact": "4.2.1"}), field("accept", {"prefix": "application/json"}),
                field("accept-encoding", {"contains": "gzip"}), {"name": "authorization", "present_match": True},
                field("accept-language", {"safe_regex": {"regex": "en(-[A-Z]+)?,.*"}}),
            ]},
        "route": {
            "weighted_clusters": {"clusters": [{**weight, "weight": 90}, {**weight, "weight": 10}]},
            "retry_policy": {"retry_on": "5xx,reset,connect-failure", "num_retries": 2, "per_try_timeout": "5s"}},
        "typed_per_filter_config": {"envoy.filters.http.cors": {
            "@type": TYPE + "extensions.filters.http.cors.v3.CorsPolicy",
            "allow_origin_string_match": [{"exact": "https://app.example.com"}], "allow_methods": "GET,POST"}},
    }


def filters(setup):
    """Before the router: nothing, or RBAC, a local rate limit that is never reached, and CORS."""
    if not setup.full:
        return []
    fields = [{"header": {"name": ":method", "string_match": {"exact": name}}} for name in ("GET", "POST")]
    policy = {"permissions": [{"or_rules": {"rules": fields}}], "principals": [{"any": True}]}
    always = {"default_value": {"numerator": 100, "denominator": "HUNDRED"}}
    bucket = {"max_tokens": 1_000_000_000, "tokens_per_fill": 1_000_000_000, "fill_interval": "1s"}
    return [
        _filter("rbac", "rbac.v3.RBAC", rules={"action": "ALLOW", "policies": {"get-or-post": policy}}),
        _filter("local_ratelimit", "local_ratelimit.v3.LocalRateLimit", stat_prefix="limit", token_bucket=bucket,
                filter_enabled=always, filter_enforced=always),
        _filter("cors", "cors.v3.Cors"),
    ]


def cluster_parts(setup):
    """What a cluster with subsets has, where there are any: `setup.subset` endpoints in the one that routes ask for (10
    unless said), and a tenth of that in another, all at addresses of this machine."""
    if not (setup.full or setup.subset):
        return {}
    count = setup.subset or 10
    endpoints = [{
        "endpoint": {"address": {"socket_address": {
            "address": f"127.{1 + index // 250}.0.{1 + index % 250}", "port_value": setup.sink_port}}},
        "metadata": _version("v2" if index >= count else "v1"),
    } for index in range(count + count // 10)]
    return {
        "lb_policy": "ROUND_ROBIN",
        "lb_subset_config": {"fallback_policy": "NO_FALLBACK", "subset_selectors": [{"keys": ["version"]}]},
        "load_assignment": {"cluster_name": "origin-0", "endpoints": [{"lb_endpoints": endpoints}]},
    }


def _version(value):
    return {"filter_metadata": {"envoy.lb": {"version": value}}}


def _filter(name, kind, **settings):
    return {"name": f"envoy.filters.http.{name}",
            "typed_config": {"@type": f"{TYPE}extensions.filters.http.{kind}", **settings}}
