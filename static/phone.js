/* The page's side of static/worker/: lists what waits to be sent, keeps pictures of a post that is being written. */
const root = document.documentElement;
const { serviceWorker } = navigator;
const at = (path) => new URL(`../${path}`, import.meta.url).pathname;
const { person } = root.dataset; // a page without does not say that nobody is signed in: the board does
const EVERY = 20000; // milliseconds between two tries while a page is open
const waits = ({ state }) => state !== "sent";
const read = new Set(); // sent, and said so on this page
let trying;

const registration = await serviceWorker.register(at("sw.js")).catch(() => null); // private windows refuse
if (registration) await begin();

async function begin() {
  if (person) dropDraftsOfOthers();
  await serviceWorker.ready;
  serviceWorker.addEventListener("message", show);
  for (const name of ["online", "focus"]) addEventListener(name, () => ask("send").then(show));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask("send").then(show); });
  addEventListener("pagehide", () => { for (const id of read) ask("delete", { id }); });
  document.addEventListener("htmx:sse:after:connection", renew);
  const form = document.querySelector("#issue-new");
  if (form) await furnish(form);
  await show();
  await (person ? ask("here", { reader: `${person} ${root.lang}` }) : ask("send"));
  await show();
}

/* Somebody is signed in: what another began to write here (static/board.js) is none of their business. */
function dropDraftsOfOthers() {
  const drafts = Object.keys(localStorage).filter((key) => /^draft:\d+:/.test(key));
  for (const key of drafts) if (!key.startsWith(`draft:${person}:`)) localStorage.removeItem(key);
}

function ask(what, more = {}) {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    registration.active.postMessage({ what, ...more }, [port2]);
  });
}

/* There is a line again: a page that was kept becomes the one of now. */
function renew() {
  const old = document.querySelector("#old-copy:not([hidden])");
  if (!old) return;
  document.querySelector("#live").dispatchEvent(new Event("resync", { bubbles: true }));
  old.hidden = true;
}

/* The list; its words are on the page for when there is no line, which is kept. */
async function show() {
  const { mine, others } = await ask("list") || { mine: [], others: 0 };
  const place = document.querySelector("#waiting") || (mine.length || others) && await bringPlace();
  if (!place) return;
  place.hidden = !mine.length && !others;
  place.querySelector("[data-others]").hidden = !others;
  place.querySelector("[data-mine]").hidden = !mine.some(waits);
  place.querySelector("ul").replaceChildren(...mine.map((one) => line(one, place)));
  const isOver = mine.length > 0 && !mine.some(waits);
  place.querySelector(".flash").hidden = isOver;
  if (isOver) sayAllSent();
  clearTimeout(trying);
  if (mine.some(waits)) trying = setTimeout(() => ask("send").then(show), EVERY);
}

function sayAllSent() {
  for (const part of document.querySelectorAll('[data-part="waiting"], [data-part="sent"]')) {
    part.hidden = part.dataset.part === "waiting";
  }
}

async function bringPlace() {
  const kept = await caches.match(at("offline"), { ignoreVary: true });
  const page = kept && new DOMParser().parseFromString(await kept.text(), "text/html");
  const place = page?.querySelector("#waiting");
  if (place) document.querySelector("#trouble").after(document.adoptNode(place));
  return place;
}

function line({ id, once, title, state, href }, place) {
  const line = place.querySelector("template").content.cloneNode(true);
  const [named, open, gone] = ["b", "a", "button"].map((name) => line.querySelector(name));
  named.textContent = title;
  line.querySelector(`[data-state="${state}"]`).hidden = false;
  open.hidden = !["sent", "wrong", "big"].includes(state);
  open.href = href || `${at("issues/new")}#${once}`;
  if (href) open.textContent = open.dataset.sent;
  if (href) read.add(id);
  gone.hidden = state === "sent";
  gone.addEventListener("click", () => ask("delete", { id }).then(show));
  return line;
}

/* The form to post: what came back from sending stands in it again, or the pictures that were chosen before. */
async function furnish(form) {
  const chooser = form.querySelector("[type=file]");
  chooser.addEventListener("change", () => ask("begin", { files: [...chooser.files] }));
  const once = location.hash.slice(1), fields = once && await ask("take", { once });
  if (fields) fill(form, fields);
  else choose(chooser, await ask("begun") || []);
}

function fill(form, fields) {
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (!field || field.type === "file") continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
    if (field.matches?.("details *")) field.closest("details").open = true;
  }
  choose(form.querySelector("[type=file]"), fields.map(([, value]) => value).filter((value) => value instanceof File));
}

function choose(chooser, files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  if (files.length) chooser.files = chosen.files;
}
