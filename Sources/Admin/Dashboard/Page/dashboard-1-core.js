"use strict";

// What the proxy says goes into the page as text nodes and attributes, never as markup.

const $ = (id) => document.getElementById(id);

/** An element with attributes, listeners (`on`) and children: elements or texts. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, heard] of Object.entries(value)) node.addEventListener(event, heard);
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return node;
}

/** A field of a message, whose names stand in snake case or camel case. */
function of(message, name) {
  if (message === undefined || message === null) return undefined;
  if (message[name] !== undefined) return message[name];
  return message[name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())];
}

const list = (message, name) => of(message, name) ?? [];

// MARK: numbers as people read them

function amount(number) {
  if (number === undefined || number === null || Number.isNaN(number)) return "–";
  if (number === 0) return "0";
  const size = Math.abs(number);
  if (size >= 1e6) return (number / 1e6).toFixed(1) + " M";
  if (size >= 1e4) return (number / 1e3).toFixed(1) + " k";
  if (size >= 100 || Number.isInteger(number)) return String(Math.round(number));
  return number.toFixed(size >= 10 ? 1 : 2);
}

const perSecond = (number) => (number === undefined ? "–" : amount(number) + "/s");
const milliseconds = (number) => (number === undefined || number === null ? "–" : amount(number) + " ms");
const share = (part, whole) => (whole > 0 ? ((100 * part) / whole).toFixed(part > 0 && part < whole / 100 ? 2 : 0) + " %" : "–");

function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let place = 0;
  while (bytes >= 1024 && place < units.length - 1) {
    bytes /= 1024;
    place += 1;
  }
  return `${bytes.toFixed(place && bytes < 100 ? 1 : 0)} ${units[place]}`;
}

function span(seconds) {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} d ${Math.floor((seconds % 86400) / 3600)} h`;
}

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

async function ask(path, options) {
  const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(`${path.split("?")[0]} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer;
}

const askJSON = async (path) => (await ask(path)).json();

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

// MARK: parts of views

function pill(text, kind) {
  return el("span", { class: `pill ${kind}` }, text);
}

/** A line of the last values. */
function sparkline(numbers, label) {
  const [width, height] = [96, 22];
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "spark");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const top = Math.max(...numbers, 1e-9);
  const points = numbers.map((number, place) => {
    const x = numbers.length > 1 ? (place * (width - 2)) / (numbers.length - 1) + 1 : 1;
    return `${x.toFixed(1)},${(height - 2 - (number / top) * (height - 4)).toFixed(1)}`;
  });
  const line = document.createElementNS(ns, "polyline");
  line.setAttribute("points", points.join(" "));
  svg.append(line);
  return svg;
}

const mostRows = 500;

/** A table whose rows can be sorted and filtered. A column is `{ label, value, show, isText }`. */
function makeTable(name, columns, rows, { sort = 0, descending = false, empty = "Nothing here." } = {}) {
  const order = { column: sort, descending };
  let text = "";
  const body = el("tbody");
  const note = el("p", { class: "note", "aria-live": "polite" });
  const heads = columns.map((column, place) =>
    el("th", { scope: "col", class: column.isText ? "text" : "" },
      column.value
        ? el("button", { type: "button", on: { click: () => {
            order.descending = order.column === place ? !order.descending : !column.isText;
            order.column = place;
            update();
          } } }, column.label)
        : column.label));
  const filter = el("input", { type: "search", class: "filter", placeholder: "filter", "aria-label": `filter ${name}`,
    on: { input: () => { text = filter.value.toLowerCase(); update(); } } });
  const node = el("section", { class: "table" }, filter,
    el("table", { id: name }, el("caption", { class: "hidden" }, name), el("thead", {}, el("tr", {}, heads)), body), note);

  function update() {
    heads.forEach((head, place) => head.setAttribute("aria-sort",
      place !== order.column ? "none" : order.descending ? "descending" : "ascending"));
    const texts = columns.filter((column) => column.isText);
    let shown = rows().filter((row) => !text || texts.some((column) => String(column.value(row)).toLowerCase().includes(text)));
    const key = columns[order.column].value;
    const sign = order.descending ? -1 : 1;
    shown.sort((one, other) => {
      const [a, b] = [key(one), key(other)];
      if (typeof a === "string" || typeof b === "string") return sign * String(a).localeCompare(String(b));
      return sign * ((a ?? -1) - (b ?? -1));
    });
    const count = shown.length;
    if (count > mostRows) shown = shown.slice(0, mostRows);
    body.replaceChildren(...shown.map((row) => el("tr", {}, columns.map((column) => {
      const content = column.show ? column.show(row) : String(column.value(row));
      return el("td", { class: column.isText ? "text" : "" }, content);
    }))));
    note.textContent = count === 0 ? empty : count > mostRows ? `${mostRows} of ${count} are shown; filter for others.` : "";
  }
  return { node, update };
}
