// MARK: views

const views = [
  ["overview", "Overview", overview], ["topology", "Topology", topology], ["traffic", "Traffic", traffic], ["health", "Health", health],
  ["configuration", "Configuration", configuration], ["changes", "Changes", changes], ["certificates", "Certificates", certificates],
  ["try", "Try a request", tryRequest], ["requests", "Live requests", requests], ["control", "Control", control],
];
let update = () => {};
let leave = () => {};

function show() {
  const wanted = location.hash.slice(1);
  const [id, label, build] = views.find(([name]) => name === wanted) ?? views[0];
  leave();
  leave = () => {};
  const main = $("main");
  main.replaceChildren(el("h1", {}, label));
  document.title = `${label} – Apus`;
  for (const link of $("views").children) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const view = el("div", { id: `view-${id}` });
  main.append(view);
  update = build(view);
  if (model.moment) update();
}

function header() {
  const { info } = model;
  $("who").textContent = [info.node?.id, info.node?.cluster].filter(Boolean).join(" in ");
  $("state").textContent = info.state ?? "";
  $("state").className = `pill ${info.state === "LIVE" ? "good" : "bad"}`;
}

async function turn() {
  if (!$("paused").checked && !document.hidden) {
    try {
      await poll();
      const [certs, changed] = await Promise.all([askJSON("certs"), askJSON("config_changes")]);
      readCertificates(certs);
      model.changes = changed;
      $("trouble").hidden = true;
      header();
      // What is not looked at now has a line all the same.
      for (const rows of [routeRows, clusterRows, endpointRows]) rows();
      update();
    } catch (problem) {
      $("trouble").textContent = `The proxy does not answer as it should: ${problem.message}`;
      $("trouble").hidden = false;
    }
  }
  setTimeout(turn, interval);
}

function start() {
  $("views").append(...views.map(([id, label], place) => el("a", { href: `#${id}`, title: `key ${(place + 1) % 10}` }, label)));
  addEventListener("hashchange", () => {
    show();
    $("main").focus();
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("confirm").open) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (/^[0-9]$/.test(event.key)) location.hash = views[(Number(event.key) + 9) % 10]?.[0] ?? "";
    if (event.key === "p") $("paused").checked = !$("paused").checked;
    if (event.key === "/") {
      document.querySelector(".filter")?.focus();
      event.preventDefault();
    }
  });
  show();
  turn();
}

start();
