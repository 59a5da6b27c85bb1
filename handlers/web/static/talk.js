// The talk, kept in this page's own store on the phone until the page is closed or the reader clears it.
const REMEMBERED = 30 * 60 * 1000; // so long the server knows what is talked about
const MOST = 300000; // characters; a browser keeps some five million
const KEYS = ["talk", "talk-name", "talk-at"];

function stored(key, value) {
  try {
    if (value !== undefined) sessionStorage.setItem(key, value);
    return sessionStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

const asked = (turn) => turn?.querySelector(".asked")?.textContent || "";

export class Talk {
  constructor(element, name, words) {
    this.element = element;
    this.field = name; // the form's field that tells the server which talk this is
    this.words = words;
  }

  // What was said before stands above what the server drew into this page, which the talk then goes on from.
  restore() {
    const drawn = [...this.element.children];
    const place = `${location.pathname} ${asked(drawn[0])}`;
    const kept = document.createElement("template");
    kept.innerHTML = stored("talk") || ""; // what this page put there itself
    const turns = [...kept.content.children];
    const last = turns.at(-1);
    const again = last?.dataset.from === place || (last?.querySelector(".trouble") && asked(last) === asked(drawn[0]));
    if (drawn.length && again) turns.pop(); // the page was loaded again, or the form itself brought the answer
    const over = Date.now() - Number(stored("talk-at")) > REMEMBERED;
    if (turns.length && over && turns.at(-1).className !== "earlier") turns.push(this.earlier());
    this.element.replaceChildren(...turns, ...drawn);
    if (drawn.length) drawn[0].dataset.from = place;
    else this.field.value = (!over && stored("talk-name")) || fresh();
    if (drawn.length || over) this.keep();
    return turns.length > 0;
  }

  earlier() {
    const said = document.createElement("p");
    said.className = "earlier";
    said.textContent = this.words.earlier;
    return said;
  }

  keep() {
    const turns = [...this.element.children].map((one) => one.outerHTML);
    while (turns.length > 1 && turns.reduce((sum, one) => sum + one.length, 0) > MOST) turns.shift();
    stored("talk", turns.join(""));
    stored("talk-name", this.field.value);
    stored("talk-at", String(Date.now()));
  }

  clear() {
    for (const key of KEYS) {
      try { sessionStorage.removeItem(key); } catch { /* a browser that keeps nothing */ }
    }
    this.element.replaceChildren();
    this.field.value = fresh();
  }
}
