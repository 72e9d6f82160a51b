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
