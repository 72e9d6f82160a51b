// What a person works the list with, and links to it.

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

function print(rows) {
  size = rows;
  draw();
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
    const counts = tally(columns[name]);
    fields[name].replaceChildren(element("option", "all", { value: "" }), ...named.map(([text, told]) => element("option", `${told} (${count(counts.get(text))})`, { value: text, "data-told": told })));
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
  window.addEventListener("beforeprint", () => { if (state().size) print(PRINTED); });
  window.addEventListener("afterprint", () => print(PAGE));
}
