// The review without a mouse. Forms work without any of this: it moves the focus, fills in a choice, and hides fields that it does not need.

const cards = [...document.querySelectorAll("[data-card]")];
const list = document.querySelector("[data-list]");
const everywhere = document.getElementById("keys");
const help = document.getElementById("help");
const choices = { c: "confirmed", n: "not_a_match", p: "permitted", a: "accepted_risk" };

try {
  everywhere.checked = localStorage.getItem("keys") === "everywhere";
} catch { /* storage is switched off: keys work in the list alone */ }
everywhere.addEventListener("change", () => {
  try {
    localStorage.setItem("keys", everywhere.checked ? "everywhere" : "list");
  } catch { /* as above */ }
});

// Shows the fields that a state needs; the others are sent empty.
function fit(form) {
  const state = form.elements.state.value;
  for (const part of form.querySelectorAll("p[data-for]")) {
    part.hidden = Boolean(state) && !part.dataset.for.split(" ").includes(state);
    if (part.hidden) part.querySelector("[name]").value = "";
  }
  for (const group of form.querySelectorAll("optgroup[data-for]")) {
    group.disabled = Boolean(state) && group.dataset.for !== state;
    if (group.disabled && group.contains(form.elements.reason.selectedOptions[0])) form.elements.reason.value = "";
  }
}

function choose(card, state) {
  const form = card.querySelector("form.decide");
  if (!form) return;
  form.querySelector("details").open = true;
  form.elements.state.value = state;
  fit(form);
  const first = { confirmed: "action", accepted_risk: "expires" }[state] ?? "reason";
  form.elements[first].focus();
}

function move(by) {
  const here = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[here < 0 ? 0 : Math.min(cards.length - 1, Math.max(0, here + by))];
  const link = next?.querySelector("th a");
  (link ?? next)?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const card = cards.find((one) => one.contains(document.activeElement)) ?? cards[0];
  if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (choices[key] && card) choose(card, choices[key]);
  else if (key === "u") {
    const undo = document.querySelector("form[action='/undo'] button");
    if (undo) undo.focus();
    else location.assign("/log");
  } else if (key === "/") document.querySelector("input[type=search]")?.focus();
  else if (key === "?") {
    help.open = !help.open;
    help.querySelector("summary").focus();
  } else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
  const allowed = everywhere.checked || list?.contains(document.activeElement);
  if (typing || !allowed || event.ctrlKey || event.altKey || event.metaKey) return;
  if (press(event.key)) event.preventDefault();
});
for (const form of document.querySelectorAll("form.decide")) {
  const state = form.elements.state;
  if (!state) continue;
  state.addEventListener("change", () => fit(form));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  fit(form);
}
