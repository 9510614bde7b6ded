// MARK: views

const views = [
  ["overview", "Overview", overview], ["nodes", "Nodes", nodes], ["services", "Services", services], ["publications", "Publications", publications],
  ["rollout", "Rollout", rollout], ["certificates", "Certificates", certificates],
];

function header() {
  const { status } = model;
  $("who").textContent = `control plane, publication ${status.publication ?? 0}`;
  const refused = refusedNodes().length;
  const [text, kind] = status.problem ? ["not published", "bad"] : refused ? [`${refused} refuse`, "bad"]
    : status.rollout?.state === "running" ? ["rolling out", "warn"] : ["settled", "good"];
  $("state").textContent = text;
  $("state").className = `pill ${kind}`;
}

async function turn() {
  if (!$("paused").checked && !document.hidden) {
    try {
      if (!token) await signIn(model.whatIsWrong);
      await poll();
      model.whatIsWrong = "";
      $("trouble").hidden = true;
      header();
      update();
    } catch (problem) {
      if (problem.status === 401 || problem.status === 403) {
        forgetToken();
        model.whatIsWrong = problem.status === 401 ? "Nobody here has that token." : problem.message;
      } else {
        $("trouble").textContent = `The control plane does not answer as it should: ${problem.message}`;
        $("trouble").hidden = false;
      }
    }
  }
  setTimeout(turn, token ? interval : 0);
}

$("paths").append(el("button", { type: "button", class: "link", on: { click: () => {
  forgetToken();
  location.reload();
} } }, "Forget the token"));
start();
