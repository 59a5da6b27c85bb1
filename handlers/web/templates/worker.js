"use strict";
const KEEP = {{ (keep + ["/", "/nearby", "/offline", "/offline.json"]) | tojson }};
const CACHE = "kept-" + {{ keep | join("|") | tojson }};

// Nothing that somebody asked is kept: only the page itself, its files and the list of services.
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEEP)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => self.clients.claim()));
});

async function freshOrKept(request, key, keep) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (keep && response.ok) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const plain = ["/", "/nearby"].includes(url.pathname) && !url.search;
    const key = ["/", "/nearby"].includes(url.pathname) ? url.pathname : "/offline";
    event.respondWith(freshOrKept(request, key, plain));
  } else if (url.pathname === "/offline.json") {
    event.respondWith(freshOrKept(request, "/offline.json", true));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});
