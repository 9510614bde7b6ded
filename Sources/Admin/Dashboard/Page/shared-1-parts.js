"use strict";

// Parts of the pages of the proxy and of the control plane. What a server says goes into the page as text nodes and
// attributes, never as markup.

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

// MARK: questions

/** Fields that go with each question. */
let ownFields = () => ({});

async function ask(path, options) {
  const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", headers: ownFields(), ...options });
  if (answer.ok) return answer;
  const problem = new Error(`${path.split("?")[0]} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  problem.status = answer.status;
  throw problem;
}

const askJSON = async (path) => (await ask(path)).json();

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

/** Asks before it does something; resolves to whether it was confirmed. */
function confirmed(title, text) {
  const dialog = $("confirm");
  $("confirm-title").textContent = title;
  $("confirm-text").textContent = text;
  return new Promise((resolve) => {
    // Not the event of closing, which comes late: the next question may stand there by then.
    const answer = (value) => {
      dialog.close();
      resolve(value);
    };
    $("confirm-yes").onclick = () => answer(true);
    $("confirm-no").onclick = () => answer(false);
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
    $("confirm-no").focus();
  });
}
