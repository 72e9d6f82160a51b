// Decisions made on the page: kept in memory, handed out as lines that `corpus-audit decisions import` reads.
// The browser's store gets targets and states only, under the page's digest. Text is only ever set as textContent.

const find = (id) => document.getElementById(id);
const data = JSON.parse(find("decide-data").textContent);
const place = `decisions of ${find("page-digest").textContent}`;
const dialog = find("decide-dialog");
const form = dialog.querySelector("form");
const KEPT = ["state", "reason", "action", "expires"];
const GIVEN = [...KEPT, "note", "evidence_ref", "licence_ref"];
let made = new Map(); // by target and, of imported ones, person: a record
let asked = []; // targets of the form that is open
let saved = true; // whether all that was made here was downloaded

const keyOf = (target) => JSON.stringify(Object.entries(target.selector).sort());
const words = (code) => code.replaceAll("_", " ");
const hex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function targetOf(offer) {
  const where = offer.kind === "rule" ? {} : { [offer.name]: offer.value };
  return { kind: offer.kind, selector: { rule: offer.rule, ...where }, fingerprints_sha256: offer.digest, count: offer.count };
}

function named(target) {
  const { rule, ...where } = target.selector;
  const title = data.titles[rule] ?? rule;
  const what = Object.entries(where).map(([name, value]) => `${words(name)} ${value}`).join(", ") || "all that it says";
  return `${title}: ${what}`;
}

const told = (record) => [record.state, record.reason, record.action].filter(Boolean).map(words).join(", ");

function keep() {
  const rows = [...made.values()].filter((one) => !one.given).map((one) => [one.record.target, KEPT.map((name) => one.record[name] ?? "")]);
  try {
    if (rows.length) localStorage.setItem(place, JSON.stringify(rows));
    else localStorage.removeItem(place);
  } catch { /* storage is switched off: what was decided lasts as long as the page */ }
}

function cell(row, text) {
  row.insertCell().textContent = text;
}

function show() {
  find("decide-download").textContent = `Download decisions (${made.size})`;
  find("decide-download").disabled = find("decide-clear").disabled = made.size === 0;
  find("decide-made").hidden = made.size === 0;
  const body = find("decide-made").querySelector("tbody");
  body.replaceChildren();
  for (const [key, { record, given }] of made) {
    const row = body.insertRow();
    cell(row, named(record.target));
    cell(row, told(record));
    cell(row, given ? record.actor.name : "you");
    const button = row.insertCell().appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = "Take back";
    button.setAttribute("aria-label", `Take back: ${named(record.target)}`);
    button.addEventListener("click", () => {
      made.delete(key);
      saved = made.size === 0;
      keep();
      show();
      find("decide-made").hidden ? find("decide-file").focus() : find("decide-made").focus();
    });
  }
  const states = new Map([...made.values()].map(({ record }) => [keyOf(record.target), told(record)]));
  for (const button of document.querySelectorAll("[data-offer]")) {
    button.parentElement.querySelector(".set").textContent = states.get(keyOf(targetOf(data.offers[button.dataset.offer]))) ?? "";
  }
}

// The fields that a state needs; the others are left empty.
function fit() {
  const state = form.elements.state.value;
  for (const part of form.querySelectorAll("p[data-for]")) {
    part.hidden = Boolean(state) && !part.dataset.for.split(" ").includes(state);
    if (part.hidden) part.querySelector("[name]").value = "";
  }
  for (const group of form.querySelectorAll("optgroup")) group.disabled = Boolean(state) && group.dataset.for !== state;
  const { reason, action, expires, licence_ref: licence } = form.elements;
  if (reason.selectedOptions[0]?.parentElement.disabled) reason.value = "";
  reason.required = state === "permitted" || state === "not_a_match";
  action.required = state === "confirmed";
  licence.required = reason.value === "licence_granted";
  expires.required = state === "accepted_risk";
  const now = new Date();
  expires.min = now.toISOString().slice(0, 10);
  expires.max = expires.required ? new Date(now.getTime() + data.risk_days * 86400000).toISOString().slice(0, 10) : "";
}

function open(targets, about, counts) {
  asked = targets;
  form.reset();
  find("decide-about").textContent = about;
  find("decide-targets").replaceChildren(...targets.map((target, number) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.name = "target";
    box.value = number;
    box.checked = true;
    label.append(box, `${named(target)} (applies to ${counts[number]} ${counts[number] === 1 ? "finding" : "findings"})`);
    return label;
  }));
  fit();
  dialog.showModal();
}

function record() {
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const given = Object.fromEntries(GIVEN.map((name) => [name, form.elements[name].value.trim()]).filter(([, value]) => value));
  for (const box of form.querySelectorAll("input[name=target]:checked")) {
    const target = asked[box.value];
    made.set(keyOf(target), { record: { v: 1, id: hex(16), at, target, ...given, tool_version: data.tool_version } });
    saved = false;
  }
  keep();
  show();
}

function actor() {
  const who = Object.fromEntries(["name", "email", "role"].map((name) => [name, find(`decide-${name}`).value.trim()]).filter(([, value]) => value));
  return { ...who, auth: "self-declared" };
}

function download() {
  const who = actor();
  const needed = [...made.values()].some((one) => !one.given);
  if (needed && !who.name) {
    find("decide-told").textContent = "Say who decides: give your name above.";
    find("decide-name").focus();
    return;
  }
  const records = [...made.values()].map(({ record, given }) => (given ? record : { ...record, actor: who }));
  records.sort((one, other) => one.at.localeCompare(other.at)); // of one person's records on a target the last counts
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
  link.download = "decisions.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  saved = true;
  find("decide-told").textContent = `${lines.length} ${lines.length === 1 ? "decision" : "decisions"} handed to the browser as decisions.jsonl.`;
}

function well(record) {
  const strings = [record?.id, record?.at, record?.state, record?.actor?.name, record?.target?.kind, record?.target?.selector?.rule];
  return strings.every((text) => typeof text === "string") && Object.values(record.target.selector).every((text) => typeof text === "string");
}

async function take(file) {
  const counts = { taken: 0, wrong: 0, against: 0 };
  for (const line of (await file.text()).split("\n").filter((text) => text.trim())) {
    let read = null;
    try {
      read = JSON.parse(line);
    } catch { /* counted below */ }
    if (!well(read)) {
      counts.wrong += 1;
      continue;
    }
    const person = (read.actor.email || read.actor.name).toLowerCase();
    const target = keyOf(read.target);
    const other = [...made.values()].some((one) => keyOf(one.record.target) === target && one.record.state !== read.state);
    counts.against += other ? 1 : 0;
    made.set(`${target} ${person}`, { record: read, given: true });
    counts.taken += 1;
  }
  show();
  find("decide-told").textContent =
    `${counts.taken} read from the file, ${counts.wrong} that are no decisions, ${counts.against} that say otherwise than what is here.`;
}

function restore() {
  let rows = [];
  try {
    rows = JSON.parse(localStorage.getItem(place) ?? "[]");
  } catch { /* nothing was kept, or not by us */ }
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  for (const [target, given] of rows) {
    const values = Object.fromEntries(KEPT.map((name, number) => [name, given[number]]).filter(([, value]) => value));
    made.set(keyOf(target), { record: { v: 1, id: hex(16), at, target, ...values, tool_version: data.tool_version } });
  }
  if (made.size) find("decide-told").textContent = `${made.size} decided on this page before; notes were not kept.`;
}

for (const button of document.querySelectorAll("[data-offer]")) {
  const offer = data.offers[button.dataset.offer];
  button.addEventListener("click", () => open([targetOf(offer)], "Decide on a group", [offer.count]));
}
for (const { number, fingerprint, rules } of data.exhibits) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Decide on exhibit ${number}`;
  const targets = rules.map((rule) => ({ kind: "finding", selector: { rule, fingerprint } }));
  button.addEventListener("click", () => open(targets, `Decide on exhibit ${number}`, rules.map(() => 1)));
  find(`exhibit-${number}`)?.append(button);
}
form.addEventListener("change", fit);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "record") record();
  dialog.close();
});
find("decide-who").addEventListener("submit", (event) => event.preventDefault());
find("decide-download").addEventListener("click", download);
find("decide-file").addEventListener("change", (event) => event.target.files[0] && take(event.target.files[0]));
find("decide-clear").addEventListener("click", () => {
  made = new Map();
  saved = true;
  keep();
  show();
  find("decide-told").textContent = "All that was decided on this page is forgotten.";
});
window.addEventListener("beforeunload", (event) => {
  if (!saved) event.preventDefault();
});
restore();
show();
find("decide").hidden = false;
const entry = document.createElement("li");
entry.append(Object.assign(document.createElement("a"), { href: "#decide", textContent: "Record decisions" }));
document.querySelector(".contents li:last-child")?.before(entry);
