// Danger is heard on the phone itself: before anything is sent, and without a connection.
export const SURE = 0.15; // the server hears better: beforehand only what is sure is said; 0.88 of 220 ways of saying it
export const LIKELY = -0.45; // without it an alarm too many costs a line that need not be read; 0.99 of them
const SCALE = 100;
const LONGEST_RUN = 3;

// A text as runs of one to three letters, its beginning and end marked, as the weights were made.
export function runs(text) {
  const letters = [...text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")];
  const framed = ["^", ...letters, "$"];
  const found = new Set();
  for (let length = 1; length <= LONGEST_RUN; length += 1) {
    for (let start = 0; start + length <= framed.length; start += 1) found.add(framed.slice(start, start + length).join(""));
  }
  return found;
}

const weights = new Map();
let bias = -Infinity; // while the weights are not there

async function load() {
  const kept = await (await fetch(document.body.dataset.danger)).json();
  for (const [weight, of] of Object.entries(kept.runs)) for (const run of of.split(" ")) weights.set(run, Number(weight));
  bias = kept.bias;
}
export const ready = load().catch(() => {});

// How surely a text tells of danger.
export function danger(text) {
  const found = runs(text);
  let sum = 0;
  for (const run of found) sum += weights.get(run) || 0;
  return (bias + sum / Math.sqrt(found.size)) / SCALE;
}

export function dangerCard(words) {
  const part = document.createElement("div");
  part.className = "part urgent heard";
  const lead = document.createElement("p");
  lead.className = "lead";
  lead.textContent = words.danger;
  const calls = document.createElement("p");
  calls.className = "calls";
  for (const [number, what] of words.dangerCalls) {
    const call = document.createElement("a");
    call.className = "button";
    call.href = `tel:${number}`;
    call.textContent = `${number} ${what}`;
    calls.append(call);
  }
  part.append(lead, calls);
  return part;
}
