"use strict";
(() => {
  const words = document.body.dataset;
  const form = document.getElementById("ask");
  const talk = document.getElementById("talk");
  const notice = document.getElementById("notice");
  const PATIENCE = 20000; // ms that an answer may take on a bad line

  // A question or a region in the address would be passed on with it.
  if (location.search) history.replaceState(null, "", location.pathname);

  function say(text) {
    notice.textContent = text;
    notice.hidden = false;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function added(question) {
    const turn = element("article", "turn", "");
    if (question) {
      const asked = element("p", "asked", question);
      asked.prepend(element("span", "unseen", words.you));
      turn.append(asked);
    }
    turn.append(element("p", "waiting", words.sending));
    talk.append(turn);
    turn.scrollIntoView({ block: "start" });
    return turn;
  }

  function put(turn, html) {
    const parsed = document.createElement("template");
    parsed.innerHTML = html; // from our own server, which escapes everything
    turn.querySelector(".waiting").replaceWith(...parsed.content.querySelectorAll(".answer"));
    reveal(turn);
  }

  async function withoutNetwork(turn, question) {
    const waiting = turn.querySelector(".waiting");
    try {
      const offline = await import(words.offlineScript);
      waiting.replaceWith(await offline.answer(question, words));
    } catch {
      waiting.replaceWith(element("div", "answer", words.noAnswer));
    }
  }

  async function ask(fields, question, action = "/") {
    const turn = added(question);
    document.querySelector(".welcome")?.remove();
    document.querySelector(".quick")?.remove();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch(action, {
        method: "POST", body: fields, headers: { "X-Fragment": "1" }, signal: stop.signal,
      });
      put(turn, await response.text());
    } catch {
      await withoutNetwork(turn, question);
    } finally {
      clearTimeout(timer);
    }
    turn.scrollIntoView({ block: "start" });
  }

  // Thumbs, and what the union is to see: what became of it stands below.
  async function press(feedback, button) {
    const fields = new URLSearchParams(new FormData(feedback));
    fields.set(button.name, button.value);
    const said = element("div", "outcome", "");
    try {
      const response = await fetch(feedback.action, { method: "POST", body: fields, headers: { "X-Fragment": "1" } });
      said.innerHTML = await response.text(); // from our own server, which escapes everything
    } catch {
      said.textContent = words.noAnswer;
    }
    if (feedback.nextElementSibling) feedback.nextElementSibling.remove();
    feedback.after(said);
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".feedback")) return;
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
        notice.hidden = true;
        ask(new URLSearchParams({ lat: coords.latitude, lon: coords.longitude }), button.textContent, "/nearby");
      },
      () => {
        button.disabled = false;
        say(words.denied);
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  }

  const finder = document.querySelector("[data-locate]");
  if (finder && navigator.geolocation) {
    finder.hidden = false;
    finder.addEventListener("click", () => locate(finder));
  }

  // Buttons that need a script are shown by the script.
  function reveal(within) {
    if (!navigator.clipboard) return;
    for (const button of within.querySelectorAll("[data-copy], [data-share]")) button.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-share]");
    if (!button) return;
    if (button.dataset.copy) copied(button, button.dataset.copy, words.copied);
    else {
      const url = new URL(button.dataset.share, location.href).href;
      if (navigator.share) navigator.share({ title: document.title, url }).catch(() => {});
      else copied(button, url, words.shared);
    }
  });
  reveal(document);

  // Services that hold where the reader is come first; only the phone knows which region was chosen.
  const chosen = readKept();
  if (chosen) {
    for (const link of document.querySelectorAll("main a[href^='/service']")) {
      link.search = new URLSearchParams({ region: chosen });
    }
  }

  if (form) {
    const region = form.elements.region;
    const offered = [...region.options].some((one) => one.value === chosen);
    if (offered && !talk.children.length) region.value = chosen;
    region.addEventListener("change", () => {
      try { localStorage.setItem("region", region.value); } catch { /* a browser that keeps nothing */ }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const pressed = event.submitter;
      const input = form.elements.text;
      const fields = new URLSearchParams({ region: region.value });
      let question = input.value.trim();
      if (pressed && pressed.name) {
        question = pressed.textContent.trim();
        fields.set(pressed.name, pressed.value);
      } else if (pressed && pressed.hasAttribute("formaction")) {
        ask(fields, region.selectedOptions[0].textContent, pressed.getAttribute("formaction"));
        return;
      } else {
        if (!question) return;
        fields.set("text", question);
        input.value = "";
      }
      ask(fields, question);
      // With a real keyboard one types on; on a phone the keyboard would hide the answer.
      if (matchMedia("(hover: hover)").matches) {
        if (!pressed || !pressed.name) input.focus();
      } else input.blur();
    });
    if (!navigator.onLine) showOffline();
    addEventListener("offline", showOffline);
    addEventListener("online", () => { notice.hidden = true; });
  }

  function readKept() {
    try { return localStorage.getItem("region"); } catch { return null; }
  }

  async function showOffline() {
    try {
      const offline = await import(words.offlineScript);
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
})();
