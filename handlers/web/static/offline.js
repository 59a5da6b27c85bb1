import { runs } from "./danger.js";

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

const OF_SUBJECT = 8; // points of a service whose subject the question is about
const LEAST = 60; // hundredths from which a subject is meant at all

// The subject that the runs of letters speak for, by the weights that the server judges with too.
function subjectOf(question, index) {
  const sums = new Map();
  for (const run of runs(question)) {
    const weights = /[^ -~]/.test(run) && index.runs[run] || []; // letters alone (zzzz) say nothing
    for (let at = 0; at < weights.length; at += 2) {
      sums.set(weights[at], (sums.get(weights[at]) || 0) + weights[at + 1]);
    }
  }
  const [best, sum] = [...sums].sort((one, other) => other[1] - one[1])[0] || [null, 0];
  return sum >= LEAST ? index.subjects[best] : null;
}

const best = (scored, most) => scored
  .filter(([points]) => points > 1)
  .sort((one, other) => other[0] - one[0])
  .slice(0, most)
  .map(([, one]) => one);

// Stations and services together, the best first; where stations are what is asked about, two of them and a service.
function found(question, kept, subject) {
  const asked = pairs(question);
  const services = kept.services.map((one) => [score(asked, one) + (one.intent === subject ? OF_SUBJECT : 0), one]);
  const aboutStations = subject === kept.stationsAre && kept.stations.length;
  const stations = kept.stations.map((one) => [stationScore(asked, one) + (aboutStations ? OF_SUBJECT : 0), one]);
  return aboutStations ? [...best(stations, MOST - 1), ...best(services, 1)] : best([...services, ...stations], MOST);
}

const KILOMETRES = 6371;
const radians = (degrees) => (degrees * Math.PI) / 180;

function far([latitude, longitude], [toLatitude, toLongitude]) {
  const north = Math.sin(radians(toLatitude - latitude) / 2) ** 2;
  const east = Math.sin(radians(toLongitude - longitude) / 2) ** 2;
  const across = Math.cos(radians(latitude)) * Math.cos(radians(toLatitude)) * east;
  return 2 * KILOMETRES * Math.asin(Math.sqrt(north + across));
}

// The stations kept, nearest first, with how far they are.
function nearest(here, stations, words) {
  return stations
    .map((one) => ({ ...one, far: far(here, one.at) }))
    .sort((one, other) => one.far - other.far)
    .slice(0, MOST)
    .map((one) => ({ ...one, lines: [words.far.replace("{kilometres}", one.far.toFixed(1)), ...one.lines] }));
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

// What is kept on the question, or around `here`, the note about its age first.
export async function answer(question, words, here) {
  const kept = await bundle();
  const subject = here ? kept.stationsAre : subjectOf(question, kept.index);
  const cards = (here ? nearest(here, kept.stations, words) : found(question, kept, subject)).map(card);
  const parts = [paragraph("aged", cards.length ? told(kept.day, words) : words.offlineNothing), ...cards];
  if (!here && subject === kept.stationsAre && kept.stations.length) parts.push(place(words));
  return parts;
}

// A position needs no network: with it the stations kept are put in order.
function place(words) {
  const row = paragraph("calls", "");
  row.dataset.place = "";
  const button = document.createElement("button");
  button.className = "button call";
  button.type = "button";
  button.hidden = true;
  button.dataset.locate = "";
  button.textContent = words.locate;
  row.append(button);
  return row;
}
