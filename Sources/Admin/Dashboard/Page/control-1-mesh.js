// MARK: what is known

const model = { moment: 0, status: {}, nodes: [], sets: [], topology: { services: [], workloads: [] }, roots: [], whatIsWrong: "" };
const interval = 2000;

// The token stays in this tab, and goes to this server alone.
let token = sessionStorage.getItem("apus-token") ?? "";
ownFields = () => ({ authorization: `Bearer ${token}` });

function forgetToken() {
  token = "";
  sessionStorage.removeItem("apus-token");
}

/** Asks for a token; resolves when there is one. */
function signIn(problem) {
  const input = el("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const form = el("form", { class: "grid" }, el("label", { for: "token" }, "Token"), input, el("button", { type: "submit" }, "Look"));
  const dialog = el("dialog", { id: "sign-in", "aria-labelledby": "sign-in-title" }, el("h2", { id: "sign-in-title" }, "Who are you?"),
    el("p", {}, "Who has a token of the control plane's token file may look; one that says read is enough."),
    problem ? el("p", { class: "bad", role: "alert" }, problem) : [], form);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      token = input.value.trim();
      sessionStorage.setItem("apus-token", token);
      dialog.remove();
      resolve();
    });
  });
}

async function poll() {
  const [status, nodes, history] = await Promise.all([askJSON("v1/status"), askJSON("v1/nodes"), askJSON("v1/history")]);
  const isOther = status.publication !== model.status.publication;
  model.status = status;
  model.nodes = nodes.nodes ?? [];
  model.sets = history.sets ?? [];
  model.moment += 1;
  // These are long, or change seldom.
  const now = performance.now();
  if (!isOther && now - (model.rareAt ?? -1e9) < 15000) return;
  model.topology = await askJSON("v1/topology");
  model.roots = status.authority ? (await askJSON("v1/authority")).roots ?? [] : [];
  model.rareAt = now;
}

/** How a node stands: `good`, `warn` or `bad`, in words. */
function standing(node) {
  if (node.state === "refused") return ["refused", "bad"];
  if (node.level) return ["level", "good"];
  return [node.state, "warn"];
}

const refusedNodes = () => model.nodes.filter((node) => node.state === "refused");
const lag = (node) => Math.max(0, (model.status.publication ?? 0) - (node.publication ?? 0));

/** What a node says of its kinds, those with a reason first. */
const kindsOf = (node) => Object.entries(node.kinds ?? {}).map(([name, kind]) => ({ name, ...kind }));

// MARK: overview

function overview(root) {
  const cards = el("div", { class: "cards" });
  const stage = el("div", { id: "stage" });
  root.append(cards, el("h2", {}, "Rollout"), stage);
  const card = (label, text, isBad) => el("div", { class: `card ${isBad ? "bad" : ""}` }, el("h2", {}, label), el("strong", {}, text));
  return () => {
    const { status, nodes } = model;
    const refused = refusedNodes().length;
    const level = nodes.filter((node) => node.level).length;
    cards.replaceChildren(
      card("publication", `${status.publication ?? 0}`), card("nodes", amount(nodes.length)),
      card("have the newest", share(level, nodes.length), false), card("refuse", amount(refused), refused > 0),
      card("services", amount(model.topology.services.length)),
      card("registered endpoints", amount(status.endpoints ?? 0)));
    if (status.problem) cards.append(card("not published", status.problem, true));
    stage.replaceChildren(rolloutNode(status.rollout ?? {}));
  };
}

/** How far a publication has come. */
function rolloutNode(rollout) {
  if (rollout.publication === undefined) return el("p", { class: "note" }, "Nothing is published.");
  const percent = rollout.state === "complete" ? 100 : rollout.share ?? 0;
  const kind = { paused: "bad", running: "warn", complete: "good" }[rollout.state] ?? "";
  const bar = el("span", { class: `bar ${kind}`, role: "img", "aria-label": `${percent} % of the nodes` }, el("span"));
  bar.firstChild.style.width = `${percent}%`;
  return el("p", { class: "row" }, bar, pill(rollout.state, kind),
    `publication ${rollout.publication}, ${percent} % of the nodes`, rollout.reason ? el("span", { class: "bad" }, rollout.reason) : "");
}

// MARK: nodes

function nodes(root) {
  const refusals = el("div", { id: "refusals" });
  const detail = el("dialog", { id: "node", "aria-label": "a node", on: { click: (event) => { if (event.target === detail) detail.close(); } } });

  function open(node) {
    detail.replaceChildren(el("h2", {}, node.id), el("p", {}, `${node.agent}, asked ${span(node.age)} ago`),
      el("table", {}, el("thead", {}, el("tr", {}, ["what", "state", "offered", "sent", "acknowledged", "asked for"].map((name) => el("th", { scope: "col", class: "text" }, name)))),
        el("tbody", {}, kindsOf(node).map((kind) => el("tr", {}, [kind.name, kind.state, kind.offered, kind.sent, kind.acknowledged, String(kind.subscriptions)]
          .map((text) => el("td", { class: "text" }, text)))))),
      ...kindsOf(node).filter((kind) => kind.reason).map((kind) => el("article", { class: "refusal" }, el("h3", {}, kind.name), el("pre", {}, kind.reason))),
      el("form", { method: "dialog" }, el("button", {}, "Close")));
    detail.showModal();
  }

  const table = makeTable("nodes", [
    { label: "node", value: (row) => row.id, isText: true, show: (row) => el("button", { type: "button", class: "link", on: { click: () => open(row) } }, row.id) },
    { label: "cluster", value: (row) => row.cluster ?? "", isText: true }, { label: "proxy", value: (row) => row.agent ?? "", isText: true },
    { label: "state", value: (row) => standing(row)[0], isText: true, show: (row) => pill(...standing(row)) },
    { label: "publication", value: (row) => row.publication ?? 0 },
    { label: "behind", value: lag, show: (row) => (lag(row) ? el("span", { class: "warn" }, String(lag(row))) : "0") },
    { label: "last asked", value: (row) => row.age, show: (row) => `${span(row.age)} ago` }],
    () => model.nodes, { sort: 0, empty: "No proxy has asked yet." });
  root.append(refusals, table.node, detail);
  let shown;
  return () => {
    table.update();
    const text = JSON.stringify(refusedNodes());
    if (shown === text) return;
    shown = text;
    refusals.replaceChildren(...refusedNodes().slice(0, 20).map((node) => el("article", { class: "refusal" }, el("h3", {}, `${node.id} refuses`),
      kindsOf(node).filter((kind) => kind.reason).map((kind) => [el("small", {}, `${kind.name}, version ${kind.sent}`), el("pre", {}, kind.reason)]))));
  };
}

// MARK: services and who calls them

function services(root) {
  const filter = el("input", { type: "search", class: "filter", placeholder: "filter", "aria-label": "filter services", on: { input: () => show() } });
  const tree = el("div", { class: "tree", id: "services" });
  root.append(filter, tree);
  const most = 200;
  let shown;

  function show() {
    const { services: all, workloads } = model.topology;
    const wanted = all.filter((service) => service.name.toLowerCase().includes(filter.value.toLowerCase()));
    tree.replaceChildren(...wanted.slice(0, most).map((service) => {
      const callers = workloads.filter((workload) => workload.calls.includes(service.name)).map((workload) => workload.name);
      const ill = service.endpoints.filter((endpoint) => endpoint.health !== "HEALTHY").length;
      return el("details", {}, el("summary", {}, service.name, " ", el("span", { class: "kind" }, service.ports.map((port) => `${port.number} ${port.protocol}`).join(", ")), " ",
        el("span", { class: `badge ${ill ? "bad" : ""}` }, service.host ? service.host : `${service.endpoints.length} endpoints${ill ? `, ${ill} not healthy` : ""}`)),
        callers.length ? el("p", { class: "leaf" }, el("span", { class: "kind" }, "called by "), callers.join(", ")) : el("p", { class: "leaf kind" }, "no workload says that it calls it"),
        service.endpoints.map((endpoint) => el("div", { class: "leaf" }, `${endpoint.address} `, el("span", { class: "kind" }, endpoint.zone ?? ""), " ",
          pill(endpoint.health.toLowerCase(), endpoint.health === "HEALTHY" ? "good" : "bad"))));
    }), wanted.length > most ? el("p", { class: "note" }, `${most} of ${wanted.length} are shown; filter for others.`) : "",
      wanted.length ? "" : el("p", { class: "note" }, "No service is described."));
  }
  return () => {
    const text = JSON.stringify(model.topology);
    if (shown === text) return;
    shown = text;
    show();
  };
}

// MARK: publications

async function post(path) {
  try {
    await ask(path, { method: "POST" });
    $("told").textContent = `${path.split("?")[0].slice(3)}: done`;
    await poll();
    update();
  } catch (problem) {
    $("told").textContent = problem.message;
  }
}

function publications(root) {
  const told = el("p", { role: "status", id: "told" });
  const all = el("div", { id: "publications" });
  root.append(told, all);
  let shown;

  async function showChanges(node, number) {
    if (node.dataset.asked) return;
    node.dataset.asked = "yes";
    if (!model.sets.some((set) => set.publication === number - 1)) {
      node.append(el("p", { class: "note" }, "The one before it is not remembered."));
      return;
    }
    try {
      const { changes = [] } = await askJSON(`v1/diff?from=${number - 1}&to=${number}`);
      node.append(...(changes.length ? changes.map((change) => {
        const what = change.before === "" ? "came" : change.after === "" ? "went" : "changed";
        return el("div", {}, el("h3", {}, `${change.name} ${what}`), el("pre", { class: "diff" }, change.lines.length ? change.lines.map((line) =>
          el("span", { class: line[0] === "+" ? "added" : "removed" }, `${line}\n`)) : "too many lines to tell"));
      }) : [el("p", { class: "note" }, "No document differs.")]));
    } catch (problem) {
      node.append(el("p", { class: "note" }, problem.message));
    }
  }

  return () => {
    const text = JSON.stringify(model.sets);
    if (shown === text) return;
    shown = text;
    const open = new Set([...all.querySelectorAll("details[open]")].map((node) => node.dataset.number));
    all.replaceChildren(...(model.sets.length ? model.sets.map((set, place) => {
      const changes = el("div");
      const isNewest = place === 0;
      const node = el("details", { "data-number": String(set.publication), open: open.has(String(set.publication)), on: { toggle: () => { if (node.open) showChanges(changes, set.publication); } } },
        el("summary", {}, `${set.publication} `, isNewest ? pill("newest", "good") : "", ` ${set.what} `,
          el("small", {}, `by ${set.who}, ${new Date(set.time * 1000).toISOString().replace("T", " ").slice(0, 19)}, ${set.documents} documents`)),
        isNewest ? "" : el("div", { class: "buttons" }, el("button", { type: "button", class: "danger", on: { click: async () => {
          if (await confirmed(`Roll back to ${set.publication}?`, `The documents of publication ${set.publication} are published again, for all nodes${(model.status.rollout?.state ?? "") === "running" ? ", while a rollout goes on" : ""}.`)) await post(`v1/rollback?to=${set.publication}`);
        } } }, `Roll back to ${set.publication}`)), changes);
      return node;
    }) : [el("p", { class: "note" }, "Nothing is published.")]));
  };
}

// MARK: the rollout

function rollout(root) {
  const told = el("p", { role: "status", id: "told" });
  const stage = el("div", { id: "stage" });
  const actions = [
    ["Pause", "pause", "No further nodes are given the publication until it is resumed."],
    ["Resume", "resume", "It goes on to further nodes, whatever was refused."],
    ["Finish", "finish", "All nodes are given it at once."],
  ];
  root.append(stage, el("div", { class: "buttons" }, actions.map(([label, action, text]) =>
    el("button", { type: "button", class: "danger", on: { click: async () => {
      if (await confirmed(`${label} the rollout?`, text)) await post(`v1/rollout?action=${action}`);
    } } }, label))), told);
  return () => stage.replaceChildren(rolloutNode(model.status.rollout ?? {}));
}

// MARK: certificates

function certificates(root) {
  const days = (row) => Math.floor((Date.parse(row.valid_until) - Date.now()) / 86400000);
  const table = makeTable("roots", [
    { label: "root", value: (row) => row.id, isText: true },
    { label: "issues", value: (row) => (row.issues ? "yes" : "no"), isText: true, show: (row) => (row.issues ? pill("issues", "good") : "") },
    { label: "issues from", value: (row) => row.issues_from, isText: true },
    { label: "its certificates end by", value: (row) => row.issued_until, isText: true },
    { label: "valid until", value: (row) => row.valid_until, isText: true },
    { label: "days left", value: days, show: (row) => el("span", { class: days(row) < 30 ? "bad" : "" }, String(days(row))) }],
    () => model.roots, { sort: 2, empty: "This control plane issues no certificates." });
  root.append(el("p", { class: "note" }, "What signs the certificates of proxies. Each proxy tells of its own at its page."), table.node);
  return table.update;
}
