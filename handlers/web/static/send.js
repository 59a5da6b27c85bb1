// One request to our own server, and whatever can become of it instead of an answer.
const PATIENCE = 12; // seconds; the server gives up after 15, a phone in a lift answers within 5

export class Fault extends Error {
  // kind: slow, cut, offline, portal, gateway (the line or somebody between), told (our own server said it)
  constructor(kind, words = "") {
    super(kind);
    this.kind = kind;
    this.words = words;
  }
}

// The part of a page that our server answers with; anything else is a Fault, whoever sent it.
export async function send(action, fields, words) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE * 1000);
  let response;
  let text;
  try {
    response = await fetch(action, {
      method: "POST", body: fields, headers: { "X-Fragment": "1" }, redirect: "manual", signal: stop.signal,
    });
    text = await response.text();
  } catch {
    if (stop.signal.aborted) throw new Fault("slow", words.slow.replace("{seconds}", PATIENCE));
    if (!navigator.onLine) throw new Fault("offline");
    throw new Fault("cut", words.cut);
  } finally {
    clearTimeout(timer);
  }
  const type = response.headers.get("Content-Type") || "";
  if (!response.headers.has("X-Fragment") || !type.startsWith("text/html")) {
    if (response.status >= 500) throw new Fault("gateway", words.gateway.replace("{status}", response.status));
    throw new Fault("portal", words.portal);
  }
  const parsed = document.createElement("template");
  parsed.innerHTML = text; // from our own server, which escapes everything
  const answer = parsed.content.querySelector(".answer, .outcome");
  if (!answer || !/<\/(article|div)>\s*$/.test(text)) throw new Fault("cut", words.cut);
  if (!response.ok) throw new Fault("told", answer.textContent.trim());
  return answer;
}
