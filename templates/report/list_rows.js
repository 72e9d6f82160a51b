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
  const rows = [...index.subarray(page * PAGE, page * PAGE + size)];
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
    const text = field.options ? field.options[field.selectedIndex].dataset.told : field.value;
    parts.push(`${field.parentElement.firstChild.textContent.trim().toLowerCase()}: ${text}`);
  }
  const [name, way] = sort;
  const by = SHOWN.find(([known]) => known === name)[1].toLowerCase();
  const first = page * PAGE + Math.min(1, index.length);
  const last = Math.min(page * PAGE + size, index.length);
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
  if (columns.record[row] !== null) pair(list, "See it again", element("code", `corpus-audit reproduce ${value("fingerprint", row)} --run RUN`));
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
