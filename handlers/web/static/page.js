import { LIKELY, SURE, danger, dangerCard, ready } from "./danger.js";
import { Fault, send } from "./send.js";
import { Talk } from "./talk.js";

const words = JSON.parse(document.body.dataset.words);
const form = document.getElementById("ask");
const notice = document.getElementById("notice");
const dismiss = document.getElementById("dismiss");
const talk = form && new Talk(document.getElementById("talk"), form.elements.talk, words);

// A question or a region in the address would be passed on with it.
if (/[?&](?:q|region)=/.test(location.search)) history.replaceState(null, "", location.pathname);

function say(text) {
  notice.textContent = text;
  dismiss.hidden = !text;
}
dismiss.addEventListener("click", () => say(""));

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

const calm = () => !matchMedia("(prefers-reduced-motion: no-preference)").matches;
const bring = (turn) => turn.scrollIntoView({ block: "start", behavior: calm() ? "instant" : "smooth" });

// A turn knows how to ask again; a position is not written down, it is looked for anew.
function added(question, action, fields) {
  const turn = element("article", "turn");
  turn.tabIndex = -1;
  if (question) {
    const asked = element("p", "asked", question);
    asked.prepend(element("span", "unseen", words.you));
    turn.append(asked);
  }
  turn.append(element("p", "waiting", words.sending));
  turn.dataset.action = action;
  if (!fields.has("lat")) turn.dataset.fields = fields.toString();
  talk.element.append(turn);
  bring(turn);
  return turn;
}

// The numbers to dial stand there before anything is sent, and whatever becomes of it.
async function hear(turn, question) {
  await ready;
  const waiting = turn.querySelector(".waiting");
  if (waiting && danger(question) >= SURE && !turn.querySelector(".heard")) waiting.before(dangerCard(words));
}

function callButton(number) {
  const call = element("a", "button call", words.call.replace("{number}", number));
  call.href = `tel:${number}`;
  return call;
}

async function tell(turn, fault, question, here = null) {
  const answer = element("div", "answer");
  if (fault.words) {
    const part = element("div", "part trouble");
    part.append(element("p", "lead", fault.words));
    answer.append(part);
  }
  const fields = new URLSearchParams(turn.dataset.fields || "");
  const typed = fields.has("text");
  if (fault.kind !== "told") await addKept(turn, answer, question, here);
  const actions = element("p", "calls");
  const again = element("button", "button send", typed ? words.again : words.retry);
  again.type = "button";
  again.dataset.again = fault.kind;
  const numbers = new Set([...fault.words.matchAll(/12351|1[12]0/g)].map(([number]) => number).concat("12351"));
  actions.append(again, ...[...numbers].map(callButton));
  answer.append(actions);
  turn.querySelector(".waiting").replaceWith(answer);
  if (typed && !form.elements.text.value) form.elements.text.value = fields.get("text");
}

async function addKept(turn, answer, question, here) {
  await ready;
  const heard = danger(question);
  if (heard >= LIKELY && !turn.querySelector(".heard")) answer.prepend(dangerCard(words));
  if (heard >= SURE) return; // nothing else is of use before everybody is safe
  try {
    const offline = await import(document.body.dataset.offlineScript);
    answer.append(...await offline.answer(question, words, here));
    reveal(answer);
  } catch {
    answer.append(element("p", "lead", words.offlineEmpty));
  }
}

async function ask(fields, question, action = "/", turn = null) {
  fields.set("talk", form.elements.talk.value);
  say(""); // each answer says by itself what it was made without
  const mine = turn || added(question, action, fields);
  if (fields.has("text")) hear(mine, question);
  document.querySelector(".welcome")?.remove();
  document.querySelector(".quick")?.remove();
  showClear();
  talk.keep();
  try {
    const answer = await send(action, fields, words);
    mine.querySelector(".waiting").replaceWith(answer);
    if (answer.querySelector(".urgent")) mine.querySelector(".heard")?.remove(); // the server says it better
    reveal(mine);
    if (form.elements.text.value.trim() === (fields.get("text") || "")) form.elements.text.value = "";
  } catch (fault) {
    const here = fields.has("lat") ? [Number(fields.get("lat")), Number(fields.get("lon"))] : null;
    await tell(mine, fault instanceof Fault ? fault : new Fault("cut", words.cut), question, here);
  }
  if (talk.element.contains(mine)) talk.keep();
  bring(mine);
  beside(mine);
}

function again(button) {
  const turn = button.closest(".turn");
  const { action } = turn.dataset;
  if (!turn.dataset.fields) {
    turn.remove();
    talk.keep();
    locate(document.querySelector("[data-locate]"));
    return;
  }
  const fields = new URLSearchParams(turn.dataset.fields);
  if (button.dataset.again === "portal") {
    post(action, fields);
    return;
  }
  turn.querySelector(".answer").replaceWith(element("p", "waiting", words.sending));
  turn.focus({ preventScroll: true });
  ask(fields, turn.querySelector(".asked")?.lastChild.textContent || "", action, turn);
}

// As a form, without a script: whoever stands between can show the page to log in on.
function post(action, fields) {
  const plain = element("form", "");
  plain.method = "post";
  plain.action = action;
  for (const [name, value] of fields) {
    const field = element("input", "");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    plain.append(field);
  }
  document.body.append(plain);
  plain.submit();
}

// Thumbs, and what the union is to see: what became of it stands below.
async function press(feedback, button) {
  const fields = new URLSearchParams(new FormData(feedback));
  fields.set(button.name, button.value);
  for (const one of feedback.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
  let said;
  try {
    said = await send(feedback.getAttribute("action"), fields, words);
  } catch (fault) {
    button.setAttribute("aria-pressed", "false");
    said = element("div", "outcome", `${fault.words || words.cut}${words.retry}`);
    said.setAttribute("role", "status");
  }
  if (feedback.nextElementSibling?.matches(".outcome")) feedback.nextElementSibling.remove();
  feedback.after(said);
  talk.keep();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".feedback") || !talk) return;
  event.preventDefault();
  press(event.target, event.submitter);
});

function copied(button, text, done) {
  navigator.clipboard.writeText(text).then(() => {
    const label = button.textContent;
    button.textContent = done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// The position goes into one request's body: into no address, and it is kept nowhere.
function locate(button) {
  button.disabled = true;
  say(words.locating);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      button.disabled = false;
      say("");
      ask(new URLSearchParams({ lat: coords.latitude, lon: coords.longitude }), button.textContent, "/nearby");
    },
    (refused) => {
      button.disabled = false;
      say(refused.code === refused.PERMISSION_DENIED ? words.denied : words.unlocated);
    },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
}

// Buttons that need a script, or https, are shown by the script; where they cannot be, it says why.
function reveal(within) {
  for (const place of within.querySelectorAll("[data-place]")) {
    if (isSecureContext && navigator.geolocation) place.querySelector("[data-locate]").hidden = false;
    else place.replaceChildren(words.plainHttp);
  }
  for (const button of within.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  for (const button of within.querySelectorAll("[data-share]")) button.hidden = !(navigator.share || navigator.clipboard);
}

function showClear() {
  for (const button of document.querySelectorAll("[data-clear]")) button.hidden = !talk.element.children.length;
}

function share(button) {
  const url = new URL(button.dataset.share, location.href).href;
  const text = button.dataset.text || document.title;
  if (navigator.share) navigator.share({ title: button.dataset.title || document.title, text, url }).catch(() => {});
  else copied(button, `${text}\n${url}`, words.shared);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-share], [data-again], [data-locate], [data-clear]");
  if (!button) return;
  if (button.dataset.copy) copied(button, button.dataset.copy, words.copied);
  else if (button.dataset.share) share(button);
  else if (button.dataset.again) again(button);
  else if (button.hasAttribute("data-locate")) locate(button);
  else {
    talk.clear();
    showClear();
    form.elements.text.focus();
  }
});

// On a wide screen what is being talked about stands beside the talk.
async function beside(turn) {
  const about = document.getElementById("beside");
  if (!about || !matchMedia("(min-width: 60rem)").matches) return;
  const map = turn.querySelector(".map");
  const service = turn.querySelector(".more a")?.getAttribute("href");
  if (map) about.replaceChildren(map.cloneNode(true));
  else if (service) {
    const response = await fetch(service).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const more = page.querySelector("main h2");
    // What stands in the talk already is left out.
    if (more) for (const one of page.querySelectorAll("main > .card:first-of-type, main > h1 ~ .calls:has(~ h2)")) one.remove();
    about.replaceChildren(...page.querySelector("main")?.children || []);
    reveal(about);
  } else about.replaceChildren();
}

// Services that hold where the reader is come first; only the phone knows which region was chosen.
const chosen = readKept();
if (chosen) {
  for (const link of document.querySelectorAll("main a[href^='/service']")) {
    link.search = new URLSearchParams({ region: chosen });
  }
}

function submitted(event) {
  event.preventDefault();
  const pressed = event.submitter;
  const { region, text } = form.elements;
  const fields = new URLSearchParams({ region: region.value });
  if (pressed?.hasAttribute("formaction")) {
    ask(fields, region.selectedOptions[0].textContent, pressed.getAttribute("formaction"));
    return;
  }
  if (pressed?.name) {
    fields.set(pressed.name, pressed.value);
    const staying = !pressed.closest(".quick");
    ask(fields, pressed.textContent.trim());
    if (!staying) talk.element.lastElementChild.focus({ preventScroll: true }); // the buttons are gone
    return;
  }
  const question = text.value.trim();
  if (!question) return;
  fields.set("text", question);
  text.value = "";
  ask(fields, question);
  // With a real keyboard one types on; on a phone the keyboard would hide the answer.
  if (matchMedia("(hover: hover)").matches) text.focus();
  else text.blur();
}

// A turn that never got its answer, because the page was left meanwhile, offers to ask again.
async function unfinished() {
  for (const waiting of talk.element.querySelectorAll(".waiting")) {
    await tell(waiting.closest(".turn"), new Fault("told", words.left), "");
    talk.keep();
  }
}

if (form) {
  const { region } = form.elements;
  const drawn = talk.element.children.length > 0;
  if ([...region.options].some((one) => one.value === chosen) && !drawn) region.value = chosen;
  region.addEventListener("change", () => {
    try { localStorage.setItem("region", region.value); } catch { /* a browser that keeps nothing */ }
  });
  if (talk.restore() && location.pathname === "/") {
    document.querySelector(".welcome")?.remove();
    document.querySelector(".quick")?.remove();
    talk.element.lastElementChild.scrollIntoView({ block: "start", behavior: "instant" });
  }
  unfinished();
  showClear();
  const last = talk.element.lastElementChild;
  if (last) beside(last);
  form.addEventListener("submit", submitted);
  if (!navigator.onLine) showOffline();
  addEventListener("offline", showOffline);
  addEventListener("online", () => say(""));
}
reveal(document);

function readKept() {
  try { return localStorage.getItem("region"); } catch { return null; }
}

async function showOffline() {
  try {
    const offline = await import(document.body.dataset.offlineScript);
    say(await offline.state(words));
  } catch {
    say(words.offlineEmpty);
  }
}

if ("serviceWorker" in navigator) {
  addEventListener("load", async () => {
    const known = navigator.serviceWorker.controller;
    await navigator.serviceWorker.register("/sw.js").catch(() => {});
    // The list of services is renewed at each visit; the first time the worker fetches it itself.
    if (known) fetch("/offline.json").catch(() => {});
  });
}
