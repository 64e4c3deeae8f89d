/* What the browser tells the worker. Parts of pages, the live stream and most files pass by untouched. */
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname, search } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method !== "GET") return;
  else if (files.includes(pathname + search)) event.respondWith(file(request));
  else if (SMALL_PICTURE.test(pathname)) event.respondWith(picture(event));
});

addEventListener("message", (event) => {
  const { data, ports: [asker] } = event;
  event.waitUntil(answers[data.what](data).then((found) => asker.postMessage(found), () => asker.postMessage()));
});

addEventListener("sync", (event) => {
  if (event.tag === "waiting") event.waitUntil(sendAll());
});

/* Another version of the program: its files come whole, then the old ones go, and pages that were drawn with them. */
addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll([...files, SHELL])));
});

addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  await registration.navigationPreload?.enable();
  const names = await caches.keys(), old = names.find(isKept);
  const reader = old?.slice(KEPT.length).split(" ").slice(0, 2).join(" ");
  for (const name of names) if (name !== FILES && name.startsWith(FILES_OF)) await caches.delete(name);
  await clients.claim();
  if (reader) await keepAlways(reader).catch(() => {}); // no line
}
