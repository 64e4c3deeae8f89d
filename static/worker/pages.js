/* What is kept to read when there is no line: pages of whoever is signed in. With a line every page comes from the
   board, and none of this is used. The board says which pages may be kept, and for whom (board/phone/kept_pages.py).
   The parts of the worker are one script, with `build`, `files` and `prefix` in a line above (board/phone/worker_views.py). */
"use strict";
const NOBODY = "nobody"; // several boards may stand below paths of one name
const FILES_OF = `files${prefix} `, FILES = FILES_OF + build, KEPT = `kept${prefix} `;
const [SHELL, FORM, WEEK, LEAVE] = ["/offline", "/issues/new", "/me", "/logout"].map((path) => prefix + path);
const ALWAYS = [WEEK, FORM, SHELL];
const PAGES = 20, PICTURES = 60; // the last that were opened
const DAY = 86400000, FRESH = DAY / 4; // what is always kept is asked for again after a while
const SESSION = 30 * DAY; // then it is over, also where nobody could say so
// milliseconds after which a line that is there and silent counts as none: where a copy is kept, and where none is
const SOON = 6000, LATE = 30000;
const SMALL_PICTURE = /\/photos\/\w+-small\.webp$/;
const loosely = { ignoreVary: true };
const ageOf = (answer) => Date.now() - Date.parse(answer.headers.get("date"));
const inTime = (coming, most) => Promise.race([coming, new Promise((_, fail) => { setTimeout(fail, most); })]);
const limited = (most) => ({ signal: AbortSignal.timeout(most) });
const pathOf = (url) => new URL(url, location).pathname;

/* Who reads is in the name of the one cache with their pages: "kept <person> <language> <build>". */
const nameFor = (reader) => `${KEPT}${reader} ${build}`;
const personIn = (reader) => reader.split(" ")[0];
const isKept = (name) => name.startsWith(KEPT);
const keptName = async () => (await caches.keys()).find((name) => isKept(name) && name.endsWith(build));

async function personHere() {
  const name = await keptName();
  return name ? personIn(name.slice(KEPT.length)) : NOBODY;
}

/* Somebody reads: what was kept for anybody else goes. */
async function welcome(reader) {
  const mine = nameFor(reader), names = (await caches.keys()).filter(isKept);
  for (const name of names) if (name !== mine) await caches.delete(name);
  if (reader === NOBODY) return forgetStray();
  if (names.includes(mine)) return;
  await caches.open(mine);
  await forgetOthers(personIn(reader));
}

async function keep(url, answer) {
  if (answer.headers.get("board-keep") !== build) return;
  const kept = await caches.open(nameFor(answer.headers.get("board-reader")));
  if (!ALWAYS.includes(pathOf(url))) await kept.delete(url, loosely); // the last one opened stands last
  await kept.put(url, answer);
  await trim(kept);
}

async function trim(kept) {
  const urls = (await kept.keys()).map(({ url }) => url).filter((url) => !ALWAYS.includes(pathOf(url)));
  const isPicture = (url) => SMALL_PICTURE.test(pathOf(url));
  const pictures = urls.filter(isPicture), pages = urls.filter((url) => !isPicture(url));
  for (const url of [...pictures.slice(0, -PICTURES), ...pages.slice(0, -PAGES)]) await kept.delete(url, loosely);
}

async function keepAlways(reader) {
  await welcome(reader);
  if (reader === NOBODY) return;
  const kept = await caches.open(nameFor(reader));
  for (const url of ALWAYS) {
    const found = await kept.match(url, loosely);
    if (found && ageOf(found) < FRESH) continue;
    const answer = await fetch(url, limited(LATE));
    if (url === SHELL && answer.ok) await kept.put(url, answer);
    else if (answer.headers.get("board-reader") === reader && !answer.redirected) await keep(url, answer);
  }
}

async function fromKept(url, also = {}) {
  const name = await keptName();
  const found = name && await (await caches.open(name)).match(url, { ...loosely, ...also });
  return found && ageOf(found) < SESSION ? found : undefined;
}

function asPage(text, like) {
  const headers = new Headers(like.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(text, { headers });
}

/* A page as it was, which says so at its top; each form on it is a new one. */
async function oldCopy(url) {
  const found = await fromKept(url, { ignoreSearch: pathOf(url) === FORM });
  if (!found) return undefined;
  const text = (await found.text())
    .replace(/(id="old-copy"[^>]*?) hidden/, "$1")
    .replace(/(name="once" value=")[^"]+/g, (_, start) => start + crypto.randomUUID());
  return asPage(text, found);
}

/* The page without a line: of its parts the one that is true, and what is kept to read. */
async function shell(part) {
  const found = await fromKept(SHELL) || await caches.match(SHELL, loosely);
  if (!found) return Response.error();
  const list = await linksToKept();
  let text = (await found.text()).replace('data-part="about"', "$& hidden").replace(`data-part="${part}" hidden`, `data-part="${part}"`);
  if (list) text = text.replace('data-part="kept" hidden', 'data-part="kept"').replace(/id="kept-pages"[^>]*>/, (tag) => tag + list);
  return asPage(text, found);
}

async function linksToKept() {
  const name = await keptName();
  if (!name) return "";
  const kept = await caches.open(name), lines = [];
  for (const { url } of await kept.keys()) {
    const answer = await kept.match(url, loosely);
    const title = answer.headers.has("board-keep") && /<title>([^<]*)<\/title>/.exec(await answer.text());
    const { pathname, search } = new URL(url);
    if (title) lines.unshift(`<li><a href="${pathname}${search.replaceAll("&", "&amp;")}">${title[1].replace(/ · [^·]*$/, "")}</a></li>`);
  }
  return lines.join("");
}

async function page(event) {
  const { request } = event, { url } = request, at = new URL(url);
  if (at.pathname === SHELL) return shell(at.searchParams.get("part") || "unkept");
  if (request.method === "POST" && at.pathname === LEAVE) event.waitUntil(forgetAll());
  if (request.method === "POST" && at.pathname === FORM) return post(request);
  const coming = load(event);
  if (request.method === "POST") return coming.catch(() => shell("unsent"));
  try {
    return await inTime(coming, SOON);
  } catch {
    return await oldCopy(url) || inTime(coming, LATE).catch(() => shell("unkept"));
  }
}

/* From the board, and kept where that may be. */
async function load(event) {
  const { request } = event, answer = await event.preloadResponse || await fetch(request);
  const reader = answer.headers.get("board-reader"), copy = answer.headers.has("board-keep") && answer.clone();
  if (reader) event.waitUntil(welcome(reader).then(() => copy && keep(request.url, copy)).catch(() => {})); // no room
  return answer;
}

async function picture(event) {
  const { request } = event;
  try {
    const answer = await inTime(fetch(request), SOON), name = await keptName(), copy = answer.ok && name && answer.clone();
    if (copy) event.waitUntil(caches.open(name).then((kept) => kept.put(request.url, copy)).catch(() => {}));
    return answer;
  } catch {
    return await fromKept(request.url) || Response.error();
  }
}

const file = async (request) => await (await caches.open(FILES)).match(request, loosely) || fetch(request);
