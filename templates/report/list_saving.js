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
