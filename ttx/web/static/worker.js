"use strict";
/* Keeps an evaluator's page for the time that the host cannot be reached. It never
   answers while the host does. */

const KEPT = "ttx-seat";

const kept = async (request, keep) => {
  const store = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.status === 503) return await store.match(request) || answer;
    if (answer.ok && !answer.redirected && keep(answer)) await store.put(request, answer.clone());
    else await store.delete(request); /* somebody else sits here now, or nobody */
    return answer;
  } catch (wrong) {
    const before = await store.match(request);
    if (before) return before;
    throw wrong;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (pathname === "/seat") event.respondWith(kept(request, (answer) => answer.headers.has("ttx-keep")));
  else if (pathname.startsWith("/static/")) event.respondWith(kept(request, () => true));
});
