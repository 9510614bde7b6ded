// swift-format-ignore-file
// Made of Sources/Admin/Dashboard/Page/dashboard-9-start.js by embed.py there; edit that instead.

extension DashboardText {
    static let script9Start: StaticString = ##"""
// MARK: views

const views = [
  ["overview", "Overview", overview], ["topology", "Topology", topology], ["traffic", "Traffic", traffic], ["health", "Health", health],
  ["configuration", "Configuration", configuration], ["changes", "Changes", changes], ["certificates", "Certificates", certificates],
  ["try", "Try a request", tryRequest], ["requests", "Live requests", requests], ["control", "Control", control],
];

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

$("paths").append(el("a", { href: "help" }, "All paths"));
start();

"""##
}
