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

function remember() {
  history.replaceState(null, "", address());
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
