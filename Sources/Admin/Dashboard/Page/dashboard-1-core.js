const address = (message) => {
  const socket = of(message, "socket_address");
  if (socket) return `${socket.address}:${of(socket, "port_value") ?? of(socket, "named_port") ?? 0}`;
  return of(message, "pipe")?.path ?? of(of(message, "envoy_internal_address"), "server_listener_name") ?? "";
};

// MARK: what is known

const model = {
  info: {}, memory: {}, stats: new Map(), before: new Map(), quantiles: new Map(), clusters: [],
  clustersByName: new Map(), hostsByKey: new Map(), endpointsBefore: new Map(),
  seconds: 0, moment: 0, dump: undefined, dumpText: "", series: new Map(), levels: [],
};
const interval = 2000;
const statistics = "^(cluster|http|listener|vhost|server|listener_manager|cluster_manager|tcp)\\.";

/** A counter or gauge; 0 where it was never used. */
const value = (name) => model.stats.get(name) ?? 0;

/** How fast a counter grows; undefined before it was seen twice. */
function rate(name) {
  if (!model.seconds) return undefined;
  return Math.max(0, value(name) - (model.before.get(name) ?? 0)) / model.seconds;
}

/** A quantile of the last interval in which something came, else of all time. */
function quantile(name, number) {
  const known = model.quantiles.get(name);
  if (!known) return undefined;
  const entry = known[model.levels.indexOf(number)];
  return entry ? entry.interval ?? entry.cumulative ?? undefined : undefined;
}

const mostSeries = 5000;

/** Remembers a number of each moment, for a line of the last two minutes. */
function remember(key, number) {
  let values = model.series.get(key);
  if (!values && model.series.size >= mostSeries) {
    // Those that nobody has looked at since the last moment give way; where all are in use, this one goes without.
    if (model.swept !== model.moment) {
      model.swept = model.moment;
      for (const [other, { moment }] of model.series) if (moment < model.moment - 1) model.series.delete(other);
    }
    if (model.series.size >= mostSeries) return [number ?? 0];
  }
  if (!values) model.series.set(key, (values = { numbers: [], moment: -1 }));
  if (values.moment !== model.moment) {
    values.numbers.push(number ?? 0);
    if (values.numbers.length > 60) values.numbers.shift();
    values.moment = model.moment;
  }
  return values.numbers;
}

function readStatistics(body) {
  model.before = model.stats;
  model.stats = new Map();
  model.quantiles = new Map();
  for (const entry of body.stats ?? []) {
    if (entry.histograms) {
      model.levels = entry.histograms.supported_quantiles ?? [];
      for (const each of entry.histograms.computed_quantiles ?? []) model.quantiles.set(each.name, each.values);
    } else {
      model.stats.set(entry.name, entry.value);
    }
  }
}

function readClusters(body) {
  const before = new Map();
  for (const cluster of model.clusters) for (const host of cluster.hosts) before.set(host.key, host.counts);
  model.endpointsBefore = before;
  model.clusters = list(body, "cluster_statuses").map((status) => ({
    name: status.name,
    statName: of(status, "observability_name") || status.name,
    isDynamic: Boolean(of(status, "added_via_api")),
    hosts: list(status, "host_statuses").map((host) => {
      const counts = Object.fromEntries(list(host, "stats").map((stat) => [stat.name, Number(stat.value ?? 0)]));
      const place = address(host.address);
      return { ...host, key: `${status.name} ${place}`, address: place, cluster: status.name, counts };
    }),
  }));
  model.clustersByName = new Map(model.clusters.map((each) => [each.name, each]));
  model.hostsByKey = new Map(model.clusters.flatMap((each) => each.hosts.map((host) => [host.key, host])));
}

/** How fast a count of an endpoint grows. */
function endpointRate(host, name) {
  const before = model.endpointsBefore.get(host.key);
  if (!before || !model.seconds) return undefined;
  return Math.max(0, (host.counts[name] ?? 0) - (before[name] ?? 0)) / model.seconds;
}

async function poll() {
  const started = performance.now();
  const [info, memory, stats, clusters] = await Promise.all([
    askJSON("server_info"), askJSON("memory"), askJSON(`stats?format=json&usedonly&filter=${encodeURIComponent(statistics)}`),
    askJSON("clusters?format=json"),
  ]);
  const now = performance.now();
  model.seconds = model.lastPoll ? (now - model.lastPoll) / 1000 : 0;
  model.lastPoll = now;
  model.info = info;
  model.memory = memory;
  readStatistics(stats);
  readClusters(clusters);
  model.moment += 1;
  // The configuration is long and changes seldom.
  if (!model.dump || started - model.dumpAsked > 10000) {
    model.dumpAsked = started;
    const text = await (await ask("config_dump")).text();
    if (text !== model.dumpText) {
      model.dumpText = text;
      model.dump = JSON.parse(text);
    }
  }
}

/** A part of `/config_dump`, by the name of its message. */
const section = (name) => (model.dump?.configs ?? []).find((part) => part["@type"]?.endsWith("." + name)) ?? {};

function listeners() {
  const part = section("ListenersConfigDump");
  return [
    ...list(part, "static_listeners").map((each) => each.listener),
    ...list(part, "dynamic_listeners").map((each) => each.active_state?.listener).filter(Boolean),
  ];
}
