// Columns of the list: unpacked, read by row, counted.

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

// The same text in several records has one fingerprint.
function twins(fingerprint) {
  const rows = [];
  for (let row = columns.fingerprint.indexOf(fingerprint); row >= 0; row = columns.fingerprint.indexOf(fingerprint, row + 1)) rows.push(row);
  return rows;
}

function tally(column) {
  const places = new Uint32Array(column.texts.length);
  for (const place of column.rows) places[place] += 1;
  const counts = new Map();
  column.texts.forEach((held, place) => {
    for (const text of held.length ? [held].flat() : ["none"]) counts.set(text, (counts.get(text) ?? 0) + places[place]);
  });
  return counts;
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
