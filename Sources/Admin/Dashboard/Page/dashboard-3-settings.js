// MARK: configuration

const mostText = 2 << 20;

function configuration(root) {
  const parts = {
    "everything": () => model.dump,
    "listeners": () => listeners(),
    "clusters": () => section("ClustersConfigDump"),
    "routes": () => section("RoutesConfigDump"),
    "secrets (without keys)": () => section("SecretsConfigDump"),
    "bootstrap": () => section("BootstrapConfigDump"),
  };
  const choice = el("select", { "aria-label": "part", on: { change: () => show() } }, Object.keys(parts).map((name) => el("option", {}, name)));
  const search = el("input", { type: "search", class: "filter", placeholder: "only lines with", "aria-label": "only lines with", on: { input: () => show() } });
  const text = el("pre", { id: "configuration", tabindex: "0" });
  root.append(el("div", { class: "row" }, choice, search, el("a", { href: "config_dump" }, "as JSON")), text);
  let shown;

  function show() {
    let lines = JSON.stringify(parts[choice.value]() ?? {}, undefined, 1);
    if (search.value) lines = lines.split("\n").filter((line) => line.toLowerCase().includes(search.value.toLowerCase())).join("\n");
    text.textContent = lines.length > mostText ? lines.slice(0, mostText) + "\n… the rest is in the JSON" : lines;
  }
  return () => {
    if (shown === model.dumpText) return;
    shown = model.dumpText;
    show();
  };
}

// MARK: changes

/** The lines of two texts, side by side: those of both, and which of one alone. Long texts are compared by their ends only. */
function difference(before, after) {
  const [one, other] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let [end, otherEnd] = [one.length, other.length];
  while (end > start && otherEnd > start && one[end - 1] === other[otherEnd - 1]) {
    end -= 1;
    otherEnd -= 1;
  }
  const [left, right] = [one.slice(start, end), other.slice(start, otherEnd)];
  const lines = one.slice(Math.max(0, start - 3), start).map((line) => [" ", line]);
  if (left.length * right.length > 4e6) {
    lines.push(...left.map((line) => ["-", line]), ...right.map((line) => ["+", line]));
  } else {
    // The longest common lines, from the end.
    const width = right.length + 1;
    const lengths = new Uint16Array((left.length + 1) * width);
    for (let i = left.length - 1; i >= 0; i -= 1) {
      for (let j = right.length - 1; j >= 0; j -= 1) {
        lengths[i * width + j] = left[i] === right[j] ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
      }
    }
    let [i, j] = [0, 0];
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] === right[j]) {
        lines.push([" ", left[i]]);
        i += 1;
        j += 1;
      } else if (j >= right.length || (i < left.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
        lines.push(["-", left[i]]);
        i += 1;
      } else {
        lines.push(["+", right[j]]);
        j += 1;
      }
    }
  }
  lines.push(...one.slice(end, end + 3).map((line) => [" ", line]));
  return lines;
}

function differenceNode(change) {
  const write = (source) => (source === undefined ? "" : JSON.stringify(source, undefined, 1));
  if (change.before === undefined || change.after === undefined) {
    return el("pre", { class: "diff" }, write(change.after ?? change.before));
  }
  const classes = { "+": "added", "-": "removed", " ": "" };
  return el("pre", { class: "diff" }, difference(write(change.before), write(change.after)).map(([sign, line]) =>
    el("span", { class: classes[sign] }, `${sign} ${line}\n`)));
}

function changes(root) {
  const refused = el("div", { id: "refusals" });
  const taken = el("div", { id: "changes" });
  root.append(el("h2", {}, "Refused"), refused, el("h2", {}, "Changed, the newest first"), taken);
  let shown;
  return () => {
    const text = JSON.stringify(model.changes ?? {});
    if (shown === text) return;
    shown = text;
    const { refusals = [], changes: all = [] } = model.changes ?? {};
    refused.replaceChildren(...(refusals.length ? refusals.map((each) => el("article", { class: "refusal" },
      el("h3", {}, `${each.source}${each.version ? `, version ${each.version}` : ""}`, el("small", {}, ` ${each.time}${each.count > 1 ? `, ${each.count} times, last ${each.last_time}` : ""}`)),
      el("pre", {}, each.reason))) : [el("p", { class: "note" }, "Nothing was refused.")]));
    taken.replaceChildren(...(all.length ? all.map((each, place) => {
      const what = each.before === undefined ? "came" : each.after === undefined ? "went" : "changed";
      return el("details", { open: place === 0 }, el("summary", {}, `${each.kind} ${each.name} ${what}`,
        el("small", {}, ` ${each.time}${each.version ? `, version ${each.version}` : ""}`)), differenceNode(each));
    }) : [el("p", { class: "note" }, "Nothing has changed since the start.")]));
  };
}

// MARK: certificates

function certificates(root) {
  const table = makeTable("certificates", [
    { label: "certificate", value: (row) => row.names, isText: true }, { label: "what", value: (row) => row.kind, isText: true },
    { label: "file", value: (row) => row.path, isText: true }, { label: "serial", value: (row) => row.serial, isText: true },
    { label: "runs out", value: (row) => row.end, isText: true }, { label: "days left", value: (row) => row.days },
    { label: "life", show: (row) => {
        const bar = el("span", { class: `bar ${row.days < 7 ? "bad" : row.days < 30 ? "warn" : "good"}`, role: "img",
          "aria-label": `${Math.round(row.left)} % of its life is left` }, el("span"));
        bar.firstChild.style.width = `${row.left}%`;
        return bar;
      } }], () => model.certificates ?? [], { sort: 5, empty: "No certificate is in use." });
  root.append(table.node);
  return table.update;
}

function readCertificates(body) {
  const rows = new Map();
  for (const context of body.certificates ?? []) {
    for (const [kind, all] of [["authority", list(context, "ca_cert")], ["own", list(context, "cert_chain")]]) {
      for (const each of all) {
        const [start, end] = [Date.parse(of(each, "valid_from")), Date.parse(of(each, "expiration_time"))];
        const names = list(each, "subject_alt_names").map((name) => Object.values(name)[0]).join(", ");
        const serial = of(each, "serial_number") ?? "";
        rows.set(`${kind} ${serial} ${each.path}`, {
          kind, serial, path: each.path ?? "", names: names || serial, days: Number(of(each, "days_until_expiration") ?? 0),
          end: of(each, "expiration_time") ?? "", left: Math.min(100, Math.max(0, (100 * (end - Date.now())) / (end - start || 1))),
        });
      }
    }
  }
  model.certificates = [...rows.values()];
}

// MARK: control

function control(root) {
  const told = el("p", { role: "status", id: "told" });
  const levels = el("div", { class: "levels", id: "levels" });
  const names = ["trace", "debug", "info", "warning", "error", "critical", "off"];

  async function post(path) {
    try {
      const text = await (await ask(path, { method: "POST" })).text();
      told.textContent = `${path.split("?")[0]}: done`;
      return text;
    } catch (problem) {
      told.textContent = String(problem.message);
      return undefined;
    }
  }

  function choice(label, level, path) {
    const select = el("select", { "aria-label": `level of ${label}`, on: { change: async () => {
      const wanted = select.value;
      const isWanted = await confirmed("Change a log level?", `${label} is logged from "${wanted}" on.`);
      const answer = isWanted ? await post(`logging?${path}=${wanted}`) : undefined;
      if (answer === undefined) select.value = level ?? "";
      else showLevels(answer);
    } } }, level === undefined ? el("option", { value: "" }, "–") : undefined, names.map((name) => el("option", { selected: name === level }, name)));
    return el("label", {}, `${label} `, select);
  }

  function showLevels(text) {
    if (text === undefined) return;
    const known = [...text.matchAll(/^ {2}(\S+): (\S+)$/gm)];
    levels.replaceChildren(choice("everything", undefined, "level"), ...known.map(([, name, level]) => choice(name, level, name)));
  }

  const actions = [
    ["Fail health checks", "healthcheck/fail", "Load balancers in front take this proxy out; connections are asked to end. Undo it by passing them again."],
    ["Pass health checks", "healthcheck/ok", "This proxy says that it is ready again."],
    ["Drain listeners", "drain_listeners?graceful", "Connections end politely over the drain time, then no listener accepts any more. Only a restart undoes this."],
    ["Reopen logs", "reopen_logs", "Log files are opened anew, so that those that were moved away are complete."],
    ["Reset counters", "reset_counters", "All counters begin at 0 again; who computes rates of them sees a jump."],
  ];
  root.append(el("h2", {}, "Service"), el("div", { class: "buttons" }, actions.map(([label, path, text]) =>
    el("button", { type: "button", class: "danger", on: { click: async () => {
      if (await confirmed(`${label}?`, text)) await post(path);
    } } }, label))), told, el("h2", {}, "Log levels"), levels);
  ask("logging", { method: "POST" }).then((answer) => answer.text()).then(showLevels, (problem) => { told.textContent = problem.message; });
  return () => {};
}
