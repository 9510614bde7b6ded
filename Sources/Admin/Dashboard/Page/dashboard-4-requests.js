// MARK: try a request

function tryRequest(root) {
  const answer = el("div", { id: "explanation", role: "status" });
  const fields = {
    listener: el("select", { name: "listener" }, el("option", { value: "" }, "all listeners"),
      [...new Set(listeners().map((each) => each.name).filter(Boolean))].map((name) => el("option", {}, name))),
    method: el("input", { name: "method", value: "GET", size: 8 }),
    authority: el("input", { name: "authority", value: "localhost" }),
    path: el("input", { name: "path", value: "/", required: true }),
    headers: el("textarea", { name: "headers", rows: 3, placeholder: "name: value, a line each" }),
    certificate: el("select", { name: "certificate" }, el("option", { value: "" }, "none"), el("option", {}, "presented"), el("option", {}, "validated")),
    number: el("input", { name: "number", type: "number", min: 0, value: 0 }),
    tls: el("input", { name: "tls", type: "checkbox" }),
    internal: el("input", { name: "internal", type: "checkbox" }),
  };
  const labels = {
    listener: "Listener", method: "Method", authority: "Host", path: "Path with query", headers: "Header fields", certificate: "Client certificate",
    number: "Random number", tls: "Over TLS", internal: "From an internal address",
  };
  const rows = Object.entries(fields).map(([name, field]) => {
    field.id = `try-${name}`;
    return [el("label", { for: field.id }, labels[name]), field];
  });
  const form = el("form", { class: "grid", on: { submit: async (event) => {
    event.preventDefault();
    const query = new URLSearchParams({ path: fields.path.value, authority: fields.authority.value, method: fields.method.value });
    if (fields.listener.value) query.set("listener", fields.listener.value);
    for (const line of fields.headers.value.split("\n")) if (line.trim()) query.append("header", line.trim());
    if (fields.tls.checked) query.set("tls", "");
    if (fields.internal.checked) query.set("internal", "");
    if (fields.certificate.value) query.set("client_certificate", fields.certificate.value);
    if (fields.number.value) query.set("number", fields.number.value);
    try {
      // In the forms of a query a space is a plus sign; here it is not.
      const { managers = [], more } = await askJSON(`route?${query.toString().replaceAll("+", "%20")}`);
      answer.replaceChildren(...managers.flatMap((manager) => [el("h2", {}, `${manager.listener}, ${manager.place}`),
        el("dl", {}, manager.lines.flatMap((line) => [el("dt", {}, line.label), el("dd", {}, line.text)]))]),
        more ? el("p", { class: "note" }, `${more} more are not shown; choose a listener.`) : "");
    } catch (problem) {
      answer.replaceChildren(el("p", { class: "bad" }, problem.message));
    }
  } } }, rows, el("span"), el("button", {}, "Explain"));
  root.append(el("p", { class: "note" }, "Where a request would go by the routes of now, and why. Nothing is sent."), form, answer);
  return () => {};
}

// MARK: requests as they end

function requests(root) {
  const most = 300;
  let kept = [];
  let cursor = "";
  let timer;
  let generation = 0;
  let missed = 0;
  let gaps = 0;
  const told = el("span", { class: "note", role: "status" });
  const button = el("button", { type: "button", id: "tap", "aria-pressed": "false", on: { click: () => (timer === undefined ? begin() : end()) } }, "Start");
  const onlyFailed = el("input", { type: "checkbox", id: "only-failed", on: { change: () => table.update() } });
  const isFailed = (each) => each.status >= 500 || each.status === 0 || Boolean(each.flags);
  const time = (text) => (text === undefined ? undefined : Number(text) / 1000);
  const headers = (title, fields) => [el("h3", {}, title), el("dl", {}, fields.flatMap((field) => [el("dt", {}, field.name), el("dd", {}, field.value)]))];
  const detail = el("dialog", { id: "request", "aria-label": "a request", on: { click: (event) => { if (event.target === detail) detail.close(); } } });

  function open(each) {
    const facts = ["time", "authority", "protocol", "client", "listener", "manager", "route", "cluster", "endpoint", "flags", "details", "attempts", "received", "sent"];
    detail.replaceChildren(el("h2", {}, `${each.method ?? ""} ${each.path ?? ""}`),
      el("dl", {}, facts.filter((name) => each[name] !== undefined).flatMap((name) => [el("dt", {}, name), el("dd", {}, String(each[name]))])),
      ...headers("Request", each.request_headers ?? []), ...headers("Response", each.response_headers ?? []),
      el("form", { method: "dialog" }, el("button", {}, "Close")));
    detail.showModal();
  }

  const table = makeTable("requests", [
    { label: "time", value: (row) => row.time, isText: true, show: (row) => el("button", { type: "button", class: "link", on: { click: () => open(row) } }, row.time.slice(11, 23)) },
    { label: "status", value: (row) => row.status, show: (row) => (isFailed(row) ? el("span", { class: "bad" }, String(row.status)) : String(row.status)) },
    { label: "method", value: (row) => row.method ?? "", isText: true }, { label: "host", value: (row) => row.authority ?? "", isText: true },
    { label: "path", value: (row) => row.path ?? "", isText: true },
    { label: "took", value: (row) => time(row.duration_us), show: (row) => milliseconds(time(row.duration_us)) },
    { label: "upstream", value: (row) => time(row.upstream_us), show: (row) => milliseconds(time(row.upstream_us)) },
    { label: "flags", value: (row) => row.flags ?? "", isText: true }, { label: "details", value: (row) => row.details ?? "", isText: true },
    { label: "route", value: (row) => row.route ?? "", isText: true }, { label: "cluster", value: (row) => row.cluster ?? "", isText: true },
    { label: "endpoint", value: (row) => row.endpoint ?? "", isText: true }],
    () => (onlyFailed.checked ? kept.filter(isFailed) : kept), { sort: 0, descending: true, empty: "Nothing has ended since the start." });

  // An answer counts only while the start that it was asked for does.
  async function next(asked) {
    try {
      const body = await askJSON(`tap?after=${cursor}`);
      if (asked !== generation) return;
      // What ended before the start is not asked for.
      if (cursor) {
        kept = [...kept, ...body.requests].slice(-most);
        missed += Number(body.lost);
        gaps += body.begins ? 1 : 0;
      }
      cursor = body.cursor;
      told.textContent = `recording; ${amount(Number(body.skipped))} were too many in their second and are not here`
        + (missed ? `; ${amount(missed)} came too fast to be fetched` : "")
        + (gaps ? `; recording stood still ${gaps === 1 ? "once" : `${gaps} times`}` : "");
      table.update();
      timer = setTimeout(() => next(asked), 1000);
    } catch (problem) {
      if (asked !== generation) return;
      end();
      told.textContent = problem.message;
    }
  }

  function begin() {
    timer = 0;
    cursor = "";
    missed = 0;
    gaps = 0;
    generation += 1;
    button.textContent = "Stop";
    button.setAttribute("aria-pressed", "true");
    next(generation);
  }

  function end() {
    clearTimeout(timer);
    timer = undefined;
    generation += 1;
    button.textContent = "Start";
    button.setAttribute("aria-pressed", "false");
    told.textContent = "not recording";
  }

  leave = end;
  root.append(el("p", { class: "note" },
    "A sample of requests as they end: 50 a second and worker of those that went well, and as many of others. Values that may be secrets are masked. Recording ends by itself when nobody looks."),
    el("div", { class: "row" }, button, el("label", {}, onlyFailed, " only failed"), told), table.node, detail);
  table.update();
  return () => {};
}
