// The list of findings: columns of a compressed block, an index of the rows that pass the filters, and one page of a plain table.
// Text of the corpus is only ever set as textContent. What stands after # in the address holds the whole state.

const PAGE = 50;
const CHOICES = ["outcome", "state", "kind", "level", "rules", "detector"];
const TEXTS = ["subject", "site", "path"];
const SHOWN = [
  ["number", "No."], ["outcome", "Outcome"], ["state", "State"], ["kind", "Kind"], ["subject", "What it is"],
  ["rules", "Rules"], ["site", "Site"], ["path", "File"], ["score", "Score"],
];
const DETAILS = [
  ["level", "Level"], ["severity", "Severity"], ["detector", "Detector"], ["measure", "Measure"], ["value", "Value"],
  ["documents", "Rests on documents"], ["subject_type", "About a"], ["subject", "Its id"], ["record", "Record"],
  ["record_id", "Record's id"], ["url", "Address"], ["start", "From character"], ["end", "To character"],
  ["reference", "Compared with"], ["waivers", "Waivers"], ["fingerprint", "Fingerprint"],
];
const SAVED = [
  "number", "fingerprint", "document", "path", "record", "record_id", "url", "site", "kind", "level", "detector", "score",
  "subject_type", "subject", "start", "end", "reference", "excerpt", "rules", "outcome", "severity", "state", "waivers",
  "measure", "value", "documents",
];

const at = (id) => document.getElementById(id);
const fields = Object.fromEntries([...document.querySelectorAll("#explorer-filters [name]")].map((field) => [field.name, field]));
const body = document.querySelector("#explorer-table tbody");
let columns = {};
let labels = {};
let rules = {};
let exhibits = {};
let all = 0;
let every = new Uint32Array(0);
let index = every;
let page = 0;
let sort = ["number", 1];
let opened = -1;
let haystack = [];
let searchable = false;

async function inflate(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) bytes[place] = binary.charCodeAt(place);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

// A text in words, as the page names it.
function label(name, text) {
  return labels[name]?.[text] ?? (Array.isArray(text) ? text.map((id) => rules[id]?.[1] ?? id).join("; ") : text);
}

function take(read) {
  ({ columns, labels, rules, exhibits } = read);
  all = columns.fingerprint.length;
  every = Uint32Array.from({ length: all }, (_, row) => row);
  for (const [name, column] of Object.entries(columns)) {
    if (!column.texts) continue;
    column.rows = Uint32Array.from(column.rows);
    column.labels = column.texts.map((text) => label(name, text));
    column.low = column.texts.map((text, place) => `${text}\n${column.labels[place]}`.toLowerCase());
  }
}

// The value of a row as it is saved: a text, a list of texts or a number; "" where there is none.
function value(name, row) {
  if (name === "document") return columns.record[row] === null ? value("path", row) : `${value("path", row)}#${columns.record[row]}`;
  if (name === "end") return columns.start[row] === null ? "" : columns.start[row] + columns.length[row];
  if (name === "excerpt") return columns.excerpt[row] ?? "";
  const column = columns[name];
  return column.texts ? column.texts[column.rows[row]] : (column[row] ?? "");
}

function words(name, row) {
  if (name === "score") return columns.score[row] === null ? "" : columns.score[row].toFixed(3);
  const column = columns[name];
  return column?.texts ? column.labels[column.rows[row]] : String(value(name, row));
}

// Filtering. A test on repeated texts is done once a text, not once a row.
function marks(column, test) {
  return Uint8Array.from(column.texts, (text, place) => (test(text, place) ? 1 : 0));
}

function test(name, text) {
  const column = columns[name];
  if (CHOICES.includes(name)) return marks(column, (held) => (Array.isArray(held) ? held.includes(text) || (!held.length && text === "none") : (held || "none") === text));
  const exact = /^"(.*)"$/.exec(text);
  if (exact) return marks(column, (held, place) => held === exact[1] || column.labels[place] === exact[1]);
  return marks(column, (_, place) => column.low[place].includes(text.toLowerCase()));
}

// All words of a search, each anywhere in the row; words in quotation marks stand together.
function searched(rows, text) {
  const terms = [...text.toLowerCase().matchAll(/"([^"]+)"|[^\s"]+/g)].map((found) => found[1] ?? found[0]);
  return terms.reduce(holding, rows);
}

function holding(rows, low) {
  const tests = [];
  for (const column of Object.values(columns)) {
    if (!column.texts) continue;
    const mark = marks(column, (_, place) => column.low[place].includes(low));
    if (mark.includes(1)) tests.push([column.rows, mark]);
  }
  return rows.filter((row) => tests.some(([places, mark]) => mark[places[row]]) || haystack[row]?.includes(low));
}

function filter(wanted) {
  let rows = every;
  for (const name of [...CHOICES, ...TEXTS]) {
    if (!wanted.get(name)) continue;
    const mark = test(name, wanted.get(name));
    const places = columns[name].rows;
    rows = rows.filter((row) => mark[places[row]]);
  }
  if (wanted.get("q")) rows = searched(rows, wanted.get("q"));
  index = rows === every ? every.slice() : rows;
}

// Texts are stored in order, so their places sort as they do; numbers that are missing come last either way.
function order() {
  const [name, way] = sort;
  if (name === "number") {
    if (way < 0) index.reverse();
    return;
  }
  const held = columns[name];
  const keys = held.rows ?? Float64Array.from(held, (number) => number ?? -1);
  index.sort((a, b) => way * (keys[a] - keys[b]) || a - b);
}

// The state, and the address that holds it.
function state() {
  const wanted = new URLSearchParams();
  for (const [name, field] of Object.entries(fields)) if (field.value) wanted.set(name, field.value);
  return wanted;
}

function address() {
  const wanted = new URLSearchParams();
  if (opened >= 0) {
    wanted.set("finding", columns.fingerprint[opened]);
    const turn = twins(columns.fingerprint[opened]).indexOf(opened);
    if (turn) wanted.set("turn", turn + 1);
  }
  for (const [name, text] of state()) wanted.set(name, text);
  if (sort[0] !== "number" || sort[1] < 0) wanted.set("sort", `${sort[1] < 0 ? "-" : ""}${sort[0]}`);
  if (page && opened < 0) wanted.set("page", page + 1);
  return opened >= 0 ? `#${wanted}` : wanted.size ? `#findings&${wanted}` : "#findings";
}

// The same text in several records has one fingerprint.
function twins(fingerprint) {
  const rows = [];
  for (let row = columns.fingerprint.indexOf(fingerprint); row >= 0; row = columns.fingerprint.indexOf(fingerprint, row + 1)) rows.push(row);
  return rows;
}

function choose(wanted) {
  for (const [name, field] of Object.entries(fields)) {
    field.value = wanted.get(name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
  const by = wanted.get("sort") ?? "number";
  const name = by.replace(/^-/, "");
  sort = [SHOWN.some(([known]) => known === name) ? name : "number", by.startsWith("-") ? -1 : 1];
}

function restore() {
  const hash = location.hash.slice(1);
  if (!/^(finding=|findings(&|$))/.test(hash)) return;
  const wanted = new URLSearchParams(hash.replace(/^findings&?/, ""));
  choose(wanted);
  const named = wanted.get("finding");
  const rows = named ? twins(named) : [];
  opened = rows[(Number(wanted.get("turn")) || 1) - 1] ?? rows[0] ?? -1;
  page = Math.max(0, (Number(wanted.get("page")) || 1) - 1);
  refresh(true);
  if (opened >= 0 && !index.includes(opened)) {
    choose(new URLSearchParams());
    refresh(true);
  }
  at("findings").scrollIntoView();
  if (opened >= 0) {
    page = Math.floor(index.indexOf(opened) / PAGE);
    draw();
    const line = button(opened);
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "center" });
  } else if (named) at("explorer-count").textContent = "The finding that this link names is not in this list.";
}

function refresh(keep = false) {
  const began = performance.now();
  if (!keep) { page = 0; opened = -1; }
  const wanted = state();
  filter(wanted);
  order();
  page = Math.min(page, Math.max(0, Math.ceil(index.length / PAGE) - 1));
  draw();
  if (wanted.get("q") && !searchable) at("explorer-count").textContent += " so far; the texts are still being read";
  at("explorer").dataset.milliseconds = (performance.now() - began).toFixed(1);
}

// Drawing: one page of rows.
function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, held] of Object.entries(attributes)) made.setAttribute(name, held);
  return made;
}

const count = (number) => number.toLocaleString("en");
const button = (row) => body.querySelector(`button[data-row="${row}"]`);

function draw() {
  const pages = Math.max(1, Math.ceil(index.length / PAGE));
  const rows = [...index.subarray(page * PAGE, (page + 1) * PAGE)];
  body.replaceChildren(...rows.flatMap(lines));
  const told = `${count(index.length)} of ${count(all)} shown`;
  if (at("explorer-count").textContent !== told) at("explorer-count").textContent = told;
  at("explorer-caption").textContent = `Findings, clues and measures: ${described()}`;
  at("explorer-page").textContent = `Page ${count(page + 1)} of ${count(pages)}`;
  at("explorer-back").disabled = page === 0;
  at("explorer-next").disabled = page + 1 >= pages;
  for (const head of document.querySelectorAll("#explorer-table th[data-name]")) {
    head.setAttribute("aria-sort", head.dataset.name !== sort[0] ? "none" : sort[1] > 0 ? "ascending" : "descending");
  }
}

// What is listed, in words, on the screen and in print.
function described() {
  const parts = [];
  for (const [name, field] of Object.entries(fields)) {
    if (!field.value) continue;
    const text = field.options ? field.options[field.selectedIndex].textContent : field.value;
    parts.push(`${field.parentElement.firstChild.textContent.trim().toLowerCase()}: ${text}`);
  }
  const [name, way] = sort;
  const by = SHOWN.find(([known]) => known === name)[1].toLowerCase();
  const first = page * PAGE + Math.min(1, index.length);
  const last = Math.min((page + 1) * PAGE, index.length);
  return [
    `${count(first)} to ${count(last)} of ${count(index.length)}`,
    parts.length ? parts.join(", ") : "no filter",
    name === "number" ? (way > 0 ? "worst first" : "worst last") : `by ${by}, ${way > 0 ? "rising" : "falling"}`,
  ].join("; ");
}

function lines(row) {
  const line = element("tr");
  for (const [name] of SHOWN) line.append(name === "number" ? head(row) : cell(name, row));
  return row === opened ? [line, details(row)] : [line];
}

function head(row) {
  const number = value("number", row);
  const made = element("th", undefined, { scope: "row" });
  const opener = element("button", number, { type: "button", "data-row": row, "aria-expanded": row === opened, "aria-label": `${number}, details` });
  made.append(opener);
  return made;
}

function cell(name, row) {
  const text = name === "rules" ? first(value("rules", row)) : words(name, row);
  const made = element("td", undefined, name === "score" ? { class: "number" } : {});
  if (text === "") made.append(element("span", "none", { class: "none" }));
  else if (name === "outcome") made.append(element("span", text, { class: `badge ${value(name, row) || "plain"}` }));
  else made.append(element("bdi", name === "path" && columns.record[row] !== null ? `${text}#${columns.record[row]}` : text));
  return made;
}

// The strictest rule by its title; the others are told with the details.
function first(ids) {
  const more = ids.length > 1 ? ` and ${ids.length - 1} more` : "";
  return ids.length ? `${label("rules", [ids[0]])}${more}` : "";
}

function details(row) {
  const list = element("dl", undefined, { class: "details" });
  for (const [name, told] of DETAILS) {
    const held = value(name, row);
    if (held === "" || held.length === 0 || (name === "subject" && words(name, row) === held)) continue;
    pair(list, told, element("bdi", name === "subject" || name === "waivers" ? [held].flat().join("; ") : words(name, row)));
  }
  const ids = value("rules", row);
  if (ids.length) pair(list, "Rules", ...ids.flatMap((id, place) => [place ? "; " : "", rule(id)]));
  const exhibit = exhibits[row];
  if (exhibit && at(`exhibit-${exhibit}`)) pair(list, "Evidence", element("a", `Exhibit ${exhibit}`, { href: `#exhibit-${exhibit}` }));
  if (columns.record[row] !== null) pair(list, "See it again", element("code", `corpus-audit findings RUN | grep ${value("fingerprint", row)}`));
  const made = element("td", undefined, { colspan: SHOWN.length });
  if (!value("measure", row)) made.append(quoted(row));
  made.append(list);
  const line = element("tr", undefined, { class: "opened" });
  line.append(made);
  return line;
}

function pair(list, told, ...content) {
  const made = element("div");
  const held = element("dd");
  held.append(...content);
  made.append(element("dt", told), held);
  list.append(made);
}

function rule(id) {
  return rules[id] ? element("a", rules[id][1], { href: `#rule-${rules[id][0]}` }) : element("code", id);
}

function quoted(row) {
  const text = value("excerpt", row);
  if (text) return element("blockquote", text, { dir: "auto" });
  return element("p", searchable ? "No text of it is shown here." : "Its text is still being read.", { class: "note" });
}

// Saving: what a spreadsheet would take for a formula gets an apostrophe before it.
function field(held) {
  const text = Array.isArray(held) ? held.join("; ") : held;
  if (typeof text === "number") return String(text);
  const line = text.replace(/[\r\n\t]+/g, " ");
  const safe = /^[=+\-@]/.test(line.trimStart()) ? `'${line}` : line;
  return /[",;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save() {
  const rows = [SAVED.join(","), ...Array.from(index, (row) => SAVED.map((name) => field(value(name, row))).join(","))];
  const link = element("a", undefined, { download: "findings.csv" });
  link.href = URL.createObjectURL(new Blob([`${rows.join("\r\n")}\r\n`], { type: "text/csv" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function copy() {
  remember();
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied.");
  } catch {
    say(`The browser does not let a page copy. The link is the page's address: ${location.href}`);
  }
}

function say(text) {
  at("explorer-said").hidden = false;
  at("explorer-said").textContent = text;
}

function remember() {
  history.replaceState(null, "", address());
}

function toggle(row) {
  opened = opened === row ? -1 : row;
  draw();
  button(row).focus();
  remember();
}

function turn(step) {
  const to = page + step;
  if (to < 0 || to * PAGE >= index.length) return;
  page = to;
  opened = -1;
  draw();
  remember();
}

// Keys count only while the focus is in the table, so they disturb no one who speaks or types elsewhere.
function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = [...body.querySelectorAll("th button")];
  const place = buttons.indexOf(document.activeElement);
  const steps = {
    j: () => buttons[Math.min(place + 1, buttons.length - 1)]?.focus(),
    k: () => buttons[Math.max(place - 1, 0)]?.focus(),
    n: () => { turn(1); body.querySelector("button")?.focus(); },
    p: () => { turn(-1); body.querySelector("button")?.focus(); },
    "/": () => fields.q.focus(),
  };
  if (!steps[event.key]) return;
  steps[event.key]();
  event.preventDefault();
}

function options() {
  for (const name of CHOICES) {
    const held = [...new Set(columns[name].texts.flatMap((text) => (text.length ? text : ["none"])))];
    const named = held.map((text) => [text, text === "none" ? (labels[name]?.[text] ?? labels[name]?.[""] ?? "none") : name === "rules" ? label(name, [text]) : label(name, text)]);
    named.sort((a, b) => (a[1] < b[1] ? -1 : 1));
    fields[name].replaceChildren(element("option", "all", { value: "" }), ...named.map(([text, told]) => element("option", told, { value: text })));
  }
}

function heads() {
  for (const [name, told] of SHOWN) {
    const made = element("th", undefined, { scope: "col", "data-name": name, ...(name === "score" ? { class: "number" } : {}) });
    const sorter = element("button", told, { type: "button" });
    sorter.addEventListener("click", () => {
      sort = [name, sort[0] === name ? -sort[1] : 1];
      refresh();
      remember();
    });
    made.append(sorter);
    document.querySelector("#explorer-table thead tr").append(made);
  }
}

// Exhibits, and the rows of tables that name a column and a text of it, get a link to what the list has of them.
function links() {
  for (const [row, number] of Object.entries(exhibits)) {
    const place = at(`exhibit-${number}`)?.querySelector(".where");
    const address = new URLSearchParams({ finding: columns.fingerprint[row] });
    place?.append(" · ", element("a", "in the list", { href: `#${address}`, "aria-label": `Exhibit ${number} in the list of findings` }));
  }
  const counts = {};
  for (const place of document.querySelectorAll("[data-list]")) {
    const { list: name, value: text } = place.dataset;
    counts[name] ??= tally(columns[name]);
    const rows = counts[name].get(text);
    if (!rows) continue;
    const wanted = new URLSearchParams({ [name]: TEXTS.includes(name) ? `"${text}"` : text });
    place.append(element("a", `${count(rows)} in the list`, { href: `#findings&${wanted}`, class: "sub" }));
  }
}

function tally(column) {
  const places = new Uint32Array(column.texts.length);
  for (const place of column.rows) places[place] += 1;
  const counts = new Map();
  column.texts.forEach((held, place) => {
    for (const text of [held].flat()) counts.set(text, (counts.get(text) ?? 0) + places[place]);
  });
  return counts;
}

function listen() {
  for (const held of Object.values(fields)) held.addEventListener("input", () => { refresh(); remember(); });
  at("explorer-clear").addEventListener("click", () => { choose(new URLSearchParams()); refresh(); remember(); });
  at("explorer-back").addEventListener("click", () => turn(-1));
  at("explorer-next").addEventListener("click", () => turn(1));
  at("explorer-csv").addEventListener("click", save);
  at("explorer-link").addEventListener("click", copy);
  at("explorer-scroll").addEventListener("keydown", key);
  body.addEventListener("click", (event) => {
    const opener = event.target.closest("button[data-row]");
    if (opener) toggle(Number(opener.dataset.row));
  });
  window.addEventListener("hashchange", restore);
}

// Texts are read after the list can be used, a piece at a time, so that the page answers meanwhile.
async function read(pieces) {
  columns.excerpt = [];
  haystack = new Array(all);
  let row = 0;
  for (const piece of pieces) {
    for (const text of await inflate(piece)) columns.excerpt[row++] = text;
  }
  for (let start = 0; start < all; start += 5000) {
    for (row = start; row < Math.min(all, start + 5000); row += 1) {
      haystack[row] = `${columns.fingerprint[row]}\n${columns.record_id[row]}\n${columns.url[row]}\n${columns.excerpt[row] ?? ""}`.toLowerCase();
    }
    await new Promise((resume) => setTimeout(resume));
  }
  searchable = true;
  if (fields.q.value) refresh(true);
  else if (opened >= 0) {
    const focused = document.activeElement === button(opened);
    draw();
    if (focused) button(opened)?.focus({ preventScroll: true });
  }
  at("explorer").dataset.searchable = performance.now().toFixed(0);
}

async function start() {
  if (!("DecompressionStream" in window)) {
    say("This browser is too old to unpack the list (it has no DecompressionStream). The report as CSV, Parquet or JSON has the same list.");
    return;
  }
  const [first, ...pieces] = at("findings-data").textContent.split("\n");
  take(await inflate(first));
  columns.excerpt = [];
  options();
  heads();
  listen();
  at("explorer").hidden = false;
  refresh();
  restore();
  at("explorer").dataset.ready = performance.now().toFixed(0);
  await new Promise((resume) => setTimeout(resume));
  links();
  await read(pieces);
}

if (at("findings-data")) start();
