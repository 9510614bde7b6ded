// MARK: the frame: views, and keys that lead to them

// A page names its `views` (name, label, what builds it), and has a `model` with the `moment` of the last look, and a
// `turn` that looks again.

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
