// The list of findings: columns of a compressed block, an index of the rows that pass the filters, and one page of a plain table.
// Text of the corpus is only ever set as textContent. What stands after # in the address holds the whole state.

const PAGE = 50;
const PRINTED = 200; // rows of a list that was filtered; one that was not is printed as it is shown
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
let size = PAGE;
let sort = ["number", 1];
let opened = -1;
let haystack = [];
let searchable = false;

{% include "report/list_columns.js" %}

{% include "report/list_filter.js" %}

{% include "report/list_address.js" %}

{% include "report/list_rows.js" %}

{% include "report/list_saving.js" %}

{% include "report/list_controls.js" %}

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
