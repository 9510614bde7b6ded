// MARK: overview

const managers = () =>
  [...model.stats.keys()].map((name) => /^http\.(.+)\.downstream_rq_total$/.exec(name)?.[1])
    .filter((prefix) => prefix && prefix !== "admin");

const sum = (numbers) => numbers.reduce((total, number) => (number === undefined ? total : (total ?? 0) + number), undefined);

function overview(root) {
  const cards = el("div", { class: "cards" });
  root.append(cards);
  const made = new Map();

  function card(title, text, detail, numbers, kind) {
    let parts = made.get(title);
    if (!parts) {
      parts = { value: el("strong"), detail: el("small"), line: el("div") };
      parts.node = el("section", { class: "card" }, el("h2", {}, title), parts.value, parts.detail, parts.line);
      made.set(title, parts);
      cards.append(parts.node);
    }
    parts.node.classList.toggle("bad", kind === "bad");
    parts.value.textContent = text;
    parts.detail.textContent = detail ?? "";
    if (numbers) parts.line.replaceChildren(sparkline(numbers, `${title}, the last two minutes`));
  }

  return () => {
    const { info, memory } = model;
    const prefixes = managers();
    const requests = sum(prefixes.map((prefix) => rate(`http.${prefix}.downstream_rq_total`)));
    const errors = sum(prefixes.map((prefix) => rate(`http.${prefix}.downstream_rq_5xx`)));
    const connections = prefixes.reduce((total, prefix) => total + value(`http.${prefix}.downstream_cx_active`), 0);
    const opened = sum(prefixes.map((prefix) => rate(`http.${prefix}.downstream_cx_total`)));
    const worst = prefixes.map((prefix) => quantile(`http.${prefix}.downstream_rq_time`, 99)).filter((each) => each !== undefined);
    const hosts = model.clusters.flatMap((cluster) => cluster.hosts);
    const sick = hosts.filter((host) => reasons(host).length > 0).length;
    const refused = (model.changes?.refusals ?? []).length;
    card("State", info.state ?? "–", `version ${(info.version ?? "").split("/")[1] ?? ""}`, undefined, info.state === "LIVE" ? "" : "bad");
    card("Up since", span(parseInt(info.uptime_current_epoch, 10) || 0),
      `all instances: ${span(parseInt(info.uptime_all_epochs, 10) || 0)}; epoch ${of(info.command_line_options, "restart_epoch") ?? 0}`);
    card("Memory", size(Number(memory.total_physical_bytes ?? 0)), `allocated: ${size(Number(memory.allocated ?? 0))}`,
      remember("memory", Number(memory.total_physical_bytes ?? 0)));
    card("Requests", perSecond(requests), `${prefixes.length} connection managers`, remember("requests", requests));
    card("Errors (5xx)", perSecond(errors), share(errors ?? 0, requests ?? 0) + " of requests", remember("errors", errors), errors > 0 ? "bad" : "");
    card("Slowest 1 %", milliseconds(worst.length ? Math.max(...worst) : undefined), "p99 of the slowest connection manager");
    card("Connections", amount(connections), `${perSecond(opened)} new`, remember("connections", connections));
    card("Listeners", amount(value("listener_manager.total_listeners_active")),
      `${value("listener_manager.total_listeners_warming")} warming, ${value("listener_manager.total_listeners_draining")} draining`);
    card("Clusters", amount(value("cluster_manager.active_clusters") || model.clusters.length),
      `${value("cluster_manager.warming_clusters")} warming`);
    card("Endpoints", amount(hosts.length), sick ? `${sick} not in order` : "all in order", undefined, sick ? "bad" : "");
    card("Configuration", refused ? `${refused} refused` : "in order", `${(model.changes?.changes ?? []).length} changes since the start`,
      undefined, refused ? "bad" : "");
  };
}

// MARK: topology

/** What stands behind a name, as a tree; numbers follow by themselves. */
function topology(root) {
  let shown;
  let live = [];
  const tree = el("div", { class: "tree" });
  root.append(el("p", { class: "note" }, "From where connections come in to where requests go, with requests a second and the share that failed."), tree);

  function node(kind, name, detail, measure, children, isOpen) {
    const badge = el("span", { class: "badge" });
    if (measure) {
      live.push(() => {
        const { requests, errors, text } = measure();
        badge.textContent = text ?? `${perSecond(requests)}${errors > 0 ? `, ${share(errors, requests)} failed` : ""}`;
        badge.classList.toggle("bad", errors > 0);
      });
    }
    const line = [el("span", { class: "kind" }, kind), " ", el("b", {}, name), " ", el("span", { class: "note" }, detail ?? ""), " ", badge];
    if (!children.length) return el("div", { class: "leaf" }, line);
    const rest = children.length - 200;
    const more = rest > 0 ? [el("p", { class: "note" }, `${rest} more are not shown`)] : [];
    return el("details", { open: isOpen }, el("summary", {}, line), children.slice(0, 200), more);
  }

  const counted = (prefix, total, failed) => () => ({ requests: rate(prefix + total), errors: rate(prefix + failed) });

  function cluster(name, weight) {
    const known = model.clustersByName.get(name);
    const statName = known?.statName ?? name;
    const hosts = (known?.hosts ?? []).slice(0, 200).map((host) => node("endpoint", host.address, host.hostname, () => {
      const now = model.hostsByKey.get(host.key);
      if (!now) return { text: "gone" };
      return { requests: endpointRate(now, "rq_total"), errors: endpointRate(now, "rq_error") };
    }, []));
    return node("cluster", name, `${weight ? `weight ${weight}, ` : ""}${known ? `${known.hosts.length} endpoints` : "unknown"}`,
      counted(`cluster.${statName}.`, "upstream_rq_total", "upstream_rq_5xx"), hosts);
  }

  function matchText(match) {
    const kinds = ["prefix", "path", "path_separated_prefix", "connect_matcher", "path_match_policy"];
    const kind = kinds.find((name) => of(match, name) !== undefined);
    let text = kind === undefined ? "" : `${kind.replaceAll("_", " ")} ${typeof of(match, kind) === "string" ? of(match, kind) : ""}`;
    if (of(match, "safe_regex")) text = `regex ${of(match, "safe_regex").regex}`;
    const more = list(match, "headers").length + list(match, "query_parameters").length;
    return more ? `${text} and ${more} conditions` : text;
  }

  function routeNode(host, route, place) {
    const action = route.route;
    let targets = [];
    let detail = matchText(route.match);
    if (action) {
      const weighted = of(action, "weighted_clusters");
      if (weighted) targets = weighted.clusters.map((each) => cluster(each.name ?? `by header ${of(each, "cluster_header")}`, each.weight ?? 0));
      else if (action.cluster) targets = [cluster(action.cluster)];
      else detail += `, to the cluster that header ${of(action, "cluster_header")} names`;
    } else if (route.redirect) {
      detail += ", redirects";
    } else if (of(route, "direct_response")) {
      detail += `, answers ${of(route, "direct_response").status}`;
    }
    const prefix = of(route, "stat_prefix");
    const measure = prefix ? counted(`vhost.${host.name}.route.${prefix}.`, "upstream_rq_total", "upstream_rq_5xx") : undefined;
    return node("route", route.name || `#${place}`, detail, measure, targets);
  }

  function managerNodes(config) {
    const manager = config.value ?? config;
    const rds = of(manager, "rds");
    const name = rds ? of(rds, "route_config_name") : undefined;
    const dynamic = list(section("RoutesConfigDump"), "dynamic_route_configs").map((each) => each.route_config);
    const table = of(manager, "route_config") ?? dynamic.find((each) => each.name === name);
    return list(table, "virtual_hosts").map((host) =>
      node("host", host.name, list(host, "domains").slice(0, 6).join(", "), undefined,
        list(host, "routes").map((route, place) => routeNode(host, route, place)), true));
  }

  function filterNode(filter) {
    const config = of(filter, "typed_config") ?? {};
    const settings = config.value ?? config;
    const prefix = of(settings, "stat_prefix");
    const type = config["@type"] ?? "";
    if (type.includes("HttpConnectionManager") || (config.type_url ?? "").includes("HttpConnectionManager")) {
      return node("http", prefix, "", counted(`http.${prefix}.`, "downstream_rq_total", "downstream_rq_5xx"), managerNodes(config), true);
    }
    const targets = settings.cluster ? [cluster(settings.cluster)]
      : (of(settings, "weighted_clusters")?.clusters ?? []).map((each) => cluster(each.name, each.weight));
    return node("filter", filter.name, prefix ?? "", undefined, targets, true);
  }

  function listenerNode(listener) {
    const chains = [...list(listener, "filter_chains"), of(listener, "default_filter_chain")].filter(Boolean);
    const place = of(listener, "stat_prefix") ?? address(listener.address).replace(/:(\d+)$/, "_$1");
    const nodes = chains.map((chain, number) => {
      const match = of(chain, "filter_chain_match");
      const names = list(match, "server_names").join(", ");
      return node("chain", chain.name || `#${number}`, names || (match ? "on conditions" : ""), undefined,
        list(chain, "filters").map(filterNode), true);
    });
    return node("listener", listener.name || address(listener.address), address(listener.address),
      () => ({ text: `${amount(value(`listener.${place}.downstream_cx_active`))} connections, ${perSecond(rate(`listener.${place}.downstream_cx_total`))} new` }),
      nodes, true);
  }

  return () => {
    const names = model.clusters.map((each) => `${each.name}:${each.hosts.map((host) => host.address).join()}`).join(";");
    const signature = model.dumpText + names;
    if (shown !== signature) {
      shown = signature;
      live = [];
      tree.replaceChildren(...listeners().map(listenerNode));
      if (!tree.childNodes.length) tree.append(el("p", { class: "note" }, "There are no listeners."));
    }
    for (const each of live) each();
  };
}

// MARK: rate, errors, duration

function measured(key, prefix, counters = ["upstream_rq_total", "upstream_rq_5xx", "upstream_rq_time"]) {
  const [total, failed, time] = counters;
  const requests = rate(prefix + total);
  return {
    requests, errors: rate(prefix + failed), line: remember(key, requests), total: value(prefix + total),
    p50: quantile(prefix + time, 50), p95: quantile(prefix + time, 95), p99: quantile(prefix + time, 99),
  };
}

const failedShare = (row) => (row.requests > 0 ? (row.errors ?? 0) / row.requests : row.requests === undefined ? -1 : 0);

const redColumns = [
  { label: "rate", value: (row) => row.requests, show: (row) => perSecond(row.requests) },
  { label: "failed", value: failedShare, show: (row) => (row.errors > 0 ? el("span", { class: "bad" }, share(row.errors, row.requests)) : share(row.errors ?? 0, row.requests ?? 0)) },
  { label: "total", value: (row) => row.total, show: (row) => amount(row.total) },
  { label: "two minutes", show: (row) => sparkline(row.line, `${row.name}: requests a second`) },
];
const timeColumns = [50, 95, 99].map((level) => ({
  label: `p${level}`, value: (row) => row[`p${level}`], show: (row) => milliseconds(row[`p${level}`]),
}));
const nameColumn = (label) => ({ label, value: (row) => row.name, isText: true });

function routeRows() {
  const rows = managers().map((prefix) => ({
    name: prefix, host: "all", kind: "connection manager",
    ...measured(`http ${prefix}`, `http.${prefix}.`, ["downstream_rq_total", "downstream_rq_5xx", "downstream_rq_time"]),
  }));
  for (const name of model.stats.keys()) {
    const match = /^vhost\.(.+?)\.(vcluster|route)\.(.+)\.upstream_rq_total$/.exec(name);
    if (!match) continue;
    const prefix = name.slice(0, -"upstream_rq_total".length);
    rows.push({ name: match[3], host: match[1], kind: match[2] === "route" ? "route" : "virtual cluster", ...measured(prefix, prefix) });
  }
  return rows;
}

const clusterRows = () => model.clusters.map((cluster) => ({
  name: cluster.name, ...measured(`cluster ${cluster.name}`, `cluster.${cluster.statName}.`),
  active: value(`cluster.${cluster.statName}.upstream_rq_active`),
  healthy: `${value(`cluster.${cluster.statName}.membership_healthy`)} of ${cluster.hosts.length}`,
}));

const endpointRows = () => model.clusters.flatMap((cluster) => cluster.hosts.map((host) => {
  const requests = endpointRate(host, "rq_total");
  return {
    name: host.address, cluster: cluster.name, requests, errors: endpointRate(host, "rq_error"), total: host.counts.rq_total ?? 0,
    active: host.counts.rq_active ?? 0, connections: host.counts.cx_active ?? 0, line: remember(`endpoint ${host.key}`, requests),
  };
}));

function traffic(root) {
  const options = { sort: 0, descending: false };
  const tables = [
    ["By route", makeTable("routes", [nameColumn("name"), { label: "virtual host", value: (row) => row.host, isText: true },
      { label: "what", value: (row) => row.kind, isText: true }, ...redColumns.slice(0, 2), ...timeColumns, ...redColumns.slice(2)], routeRows,
      { ...options, empty: "Nothing was counted yet. Routes are counted apart where they have a stat_prefix or their host has virtual clusters." })],
    ["By cluster", makeTable("clusters", [nameColumn("cluster"), ...redColumns.slice(0, 2), ...timeColumns,
      { label: "active", value: (row) => row.active, show: (row) => amount(row.active) },
      { label: "healthy", value: (row) => row.healthy }, ...redColumns.slice(2)], clusterRows, options)],
    ["By endpoint", makeTable("endpoints", [nameColumn("endpoint"), { label: "cluster", value: (row) => row.cluster, isText: true }, ...redColumns.slice(0, 2),
      { label: "active", value: (row) => row.active, show: (row) => amount(row.active) },
      { label: "connections", value: (row) => row.connections, show: (row) => amount(row.connections) }, ...redColumns.slice(2)], endpointRows, options)],
  ];
  for (const [title, table] of tables) root.append(el("h2", {}, title), table.node);
  return () => tables.forEach(([, table]) => table.update());
}

// MARK: health

/** Everything that speaks against an endpoint, in words. */
function reasons(host) {
  const status = of(host, "health_status") ?? {};
  const words = [];
  if (of(status, "failed_active_health_check")) {
    words.push(of(status, "active_hc_timeout") ? "active check: no answer in time" : "active check: fails");
  }
  if (of(status, "excluded_via_immediate_hc_fail")) words.push("active check: it asked to be left out at once");
  if (of(status, "failed_active_degraded_check")) words.push("active check: it says that it is degraded");
  if (of(status, "pending_active_hc")) words.push("active check: not checked yet");
  if (of(status, "failed_outlier_check")) words.push("outlier: ejected for its errors");
  const told = of(status, "eds_health_status");
  if (told && !["HEALTHY", "UNKNOWN"].includes(told)) words.push(`configuration or EDS: ${told}`);
  if (of(status, "pending_dynamic_removal")) words.push("gone from the configuration; used until it fails its check");
  return words;
}

/** Whether a cluster is in panic, as it counts itself: which share is too small is a matter of each priority. */
function panicText(cluster) {
  const name = `cluster.${cluster.statName}.lb_healthy_panic`;
  if (!(rate(name) > 0)) return "";
  return `panic: so few are healthy that requests go to all endpoints of a priority (${amount(value(name))} so far)`;
}

function health(root) {
  const rows = () => model.clusters.flatMap((cluster) => {
    const panic = panicText(cluster);
    return cluster.hosts.map((host) => healthRow(cluster, host, panic));
  });
  const healthRow = (cluster, host, panic) => ({
    name: host.address, cluster: cluster.name, reason: [...reasons(host), panic].filter(Boolean).join("; ") || "–",
    isHealthy: reasons(host).length === 0, weight: host.weight ?? 0, priority: host.priority ?? 0,
    zone: [host.locality?.region, host.locality?.zone, of(host.locality, "sub_zone")].filter(Boolean).join("/"),
    success: of(host, "success_rate")?.value,
  });
  const table = makeTable("health", [nameColumn("endpoint"), { label: "cluster", value: (row) => row.cluster, isText: true },
    { label: "health", value: (row) => (row.isHealthy ? "healthy" : "not healthy"), isText: true,
      show: (row) => pill(row.isHealthy ? "healthy" : "not healthy", row.isHealthy ? "good" : "bad") },
    { label: "why", value: (row) => row.reason, isText: true },
    { label: "success", value: (row) => row.success ?? -1, show: (row) => (row.success === undefined ? "–" : `${row.success.toFixed(1)} %`) },
    { label: "weight", value: (row) => row.weight }, { label: "priority", value: (row) => row.priority },
    { label: "locality", value: (row) => row.zone, isText: true }], rows, { sort: 2, descending: true, empty: "There are no endpoints." });
  root.append(table.node);
  return table.update;
}
