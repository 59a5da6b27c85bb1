// Searching the services that were last loaded, when there is no connection.
const MOST = 3;

async function bundle() {
  const response = await fetch("/offline.json");
  if (!response.ok) throw new Error("nothing kept");
  return response.json();
}

function pairs(text) {
  const letters = text.toLowerCase().replace(/[\s，。？！、,.?!]/g, "");
  const found = new Set();
  for (let i = 0; i < letters.length - 1; i += 1) found.add(letters.slice(i, i + 2));
  return found;
}

function score(asked, service) {
  let points = 0;
  for (const pair of asked) {
    if (service.title.includes(pair)) points += 3;
    if (service.subject.includes(pair)) points += 2;
    if (service.keywords.includes(pair)) points += 2;
    if (service.lead.includes(pair) || service.lines.some((line) => line.includes(pair))) points += 1;
  }
  return points;
}

function stationScore(asked, station) {
  let points = 0;
  for (const pair of asked) {
    if (station.lead.includes(pair)) points += 3;
    if (station.district.includes(pair)) points += 2;
    if (station.lines.some((line) => line.includes(pair))) points += 2;
  }
  return points;
}

// Stations and services together, the best first.
function found(asked, kept) {
  const services = kept.services.map((one) => [score(asked, one), one]);
  const stations = kept.stations.map((one) => [stationScore(asked, one), one]);
  return [...services, ...stations]
    .filter(([points]) => points > 1)
    .sort((one, other) => other[0] - one[0])
    .slice(0, MOST)
    .map(([, one]) => one);
}

function paragraph(className, text) {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = text;
  return made;
}

function card(service) {
  const part = document.createElement("div");
  part.className = "part card";
  part.append(paragraph("lead", service.lead));
  for (const line of service.lines) part.append(paragraph("", line));
  for (const line of service.source ? service.source.split("\n") : []) part.append(paragraph("source", line));
  return part;
}

const told = (day, words) => words.offline.replace("{day}", day);

export async function state(words) {
  return told((await bundle()).day, words);
}

export async function answer(question, words) {
  const shown = document.createElement("div");
  shown.className = "answer";
  let kept;
  try {
    kept = await bundle();
  } catch {
    shown.append(paragraph("lead", words.offlineEmpty));
    return shown;
  }
  const asked = pairs(question);
  const best = found(asked, kept);
  shown.append(paragraph("notice", best.length ? told(kept.day, words) : words.offlineNothing));
  for (const one of best) shown.append(card(one));
  return shown;
}
