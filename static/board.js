/* Extras on pages that work without them: friendly times, drafts, focus, the stream's manners. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = {
    // Storage may be off or full: no drafts then.
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* none */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* none */ } },
    keys: () => { try { return Object.keys(localStorage); } catch { return []; } },
  };

  /* Times as people say them; the exact time stays in the title. */
  const root = document.documentElement, tongue = root.lang;
  const say = Intl.RelativeTimeFormat.supportedLocalesOf(tongue)[0] && new Intl.RelativeTimeFormat(tongue, { numeric: "auto" });
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

  function inWords(text) {
    const dateOnly = /^\d{4}-\d\d-\d\d$/.test(text);
    const at = new Date(dateOnly ? text + "T00:00" : text);
    if (isNaN(at)) return "";
    const seconds = (at - Date.now()) / 1000;
    const days = Math.round((midnight(at) - midnight(new Date())) / 86400000);
    if (Math.abs(days) > 27) return "";
    if (dateOnly || (days !== 0 && Math.abs(seconds) > 6 * 3600)) return say.format(days, "day");
    if (Math.abs(seconds) < 45) return say.format(0, "second");
    if (Math.abs(seconds) < 3570) return say.format(Math.round(seconds / 60), "minute");
    return say.format(Math.round(seconds / 3600), "hour");
  }

  function sayTimes() {
    if (!say) return; // a language the browser does not speak: times stay as they came
    for (const time of $$("time[data-relative]")) {
      const exact = time.title || time.textContent;
      const words = inWords(time.dateTime);
      if (!words) continue;
      if (time.title !== exact) time.title = exact;
      if (time.textContent !== words) time.textContent = words;
    }
  }

  /* Drafts: what you write is kept on this device until it is taken; no names or passwords. Each is its writer's. */
  const DRAFT = "draft:", SENT = "draft-sent", KEEP = 3 * 86400000;
  const person = root.dataset.person || "";
  const draftFields = (form) => $$("[data-draft]", form);
  const keyOf = (form, who) => DRAFT + who + ":" + new URL(form.action, location.href).pathname;
  const draftKey = (form) => (form && draftFields(form).length && !$("[type=password]", form) ? keyOf(form, person) : "");

  function saveDraft(form) {
    const key = draftKey(form), before = store.get(key), words = {}, was = {};
    for (const { name, value, defaultValue } of draftFields(form)) {
      const first = before?.was?.[name] ?? defaultValue;
      if (value !== first) { words[name] = value; was[name] = first; }
    }
    if (Object.keys(words).length) store.set(key, { at: Date.now(), words, was });
    else store.drop(key);
  }

  // Only where a field still says what it said when one began to write.
  function restoreDraft(form) {
    const key = draftKey(form), begun = keyOf(form, ""), draft = store.get(key) || store.get(begun);
    if (!draft) return false;
    if (key !== begun) { store.set(key, draft); store.drop(begun); } // what was begun before signing in goes on
    const fields = draftFields(form).filter(({ name, value }) => name in draft.words && value === draft.was?.[name]);
    for (const field of fields) {
      field.value = draft.words[field.name];
      field.closest("details")?.setAttribute("open", "");
    }
    return fields.length > 0;
  }

  function restoreDrafts() {
    const forms = new Set($$("[data-draft]").map((field) => field.form).filter(draftKey));
    const main = $("main"), restored = [...forms].map(restoreDraft).some(Boolean);
    if (!restored || $("#brought-back")) return;
    const note = Object.assign(document.createElement("p"), { className: "flash", id: "brought-back", textContent: main.dataset.kept });
    main.prepend(note);
  }

  function settleSentDraft() {
    let sent = null;
    try { sent = sessionStorage.getItem(SENT); sessionStorage.removeItem(SENT); } catch { return; }
    // What was taken is answered with a way to another page; a look at it, a question or a lost line is not.
    const taken = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
    if (sent && taken && !$(".error-page") && !/\/login(\/|$)/.test(location.pathname)) store.drop(sent);
  }

  document.addEventListener("input", (event) => { if (draftKey(event.target.form)) saveDraft(event.target.form); });
  document.addEventListener("submit", (event) => {
    // Whoever is counted in at a similar post need not post their own.
    const form = event.target.closest("#similar") ? $("#issue-new") : event.target, key = draftKey(form);
    if (key) { saveDraft(form); try { sessionStorage.setItem(SENT, key); } catch { /* none */ } }
    if (form.getAttribute("action")?.endsWith("/logout")) store.keys().filter((k) => k.startsWith(DRAFT)).forEach(store.drop);
  });

  /* After a page or a fragment came: times, drafts, and the summary of what is to be put right. */
  const focusErrors = () => $(".error-summary")?.focus();
  const reachable = (yes) => { const note = $("#offline"); if (note) note.hidden = yes; };

  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    reachable(true);
    $("#trouble")?.replaceChildren();
    const key = draftKey(ctx.request.form);
    if (!key) return;
    try { sessionStorage.removeItem(SENT); } catch { /* none */ }
    if (ctx.response.status < 400 && !ctx.hx?.redirect) store.drop(key);
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    sayTimes();
    if (ctx.response?.status === 422) focusErrors();
  });
  document.addEventListener("htmx:error", ({ target, detail }) => { if (detail.ctx && target.id !== "live") reachable(false); });
  addEventListener("offline", () => reachable(false));
  addEventListener("online", () => reachable(true));

  /* The live stream: a quiet word on what changed, catching up after a gap. */
  function partOf(message) {
    const tag = message.slice(0, message.indexOf(">") + 1);
    return new DOMParser().parseFromString(tag, "text/html").body.firstElementChild?.dataset.says;
  }
  // One change may touch several parts, each in a message of its own; a busy page speaks twice a minute.
  const changed = new Set();
  let nextWord = 0, waiting = false;
  function announce(part) {
    changed.add(part);
    if (waiting) return;
    waiting = true;
    setTimeout(sayWhatChanged, Math.max(300, nextWord - Date.now()));
  }
  function sayWhatChanged() {
    const line = $("#announce"), parts = [...changed].filter(Boolean);
    changed.clear();
    waiting = false;
    nextWord = Date.now() + 30000;
    if (line) line.textContent = parts.length ? `${line.dataset.changed} ${parts.join(", ")}` : line.dataset.updated;
    setTimeout(() => line?.replaceChildren(), 8000);
  }
  async function resync() {
    await htmx.ajax("GET", location.pathname + location.search, { target: "main", select: "main", swap: "outerMorph" });
    announce();
  }
  document.addEventListener("htmx:sse:after:connection", () => { root.dataset.live = "on"; });
  document.addEventListener("htmx:sse:error", () => { root.dataset.live = "off"; });
  document.addEventListener("htmx:sse:close", () => { root.dataset.live = "off"; });
  // A page that was left must not keep one of the six connections a browser has: a stream that has not
  // answered yet is given up, and none is asked for until somebody comes back.
  let left = false;
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    left = false;
    if (root.dataset.live !== "on") htmx.trigger("#live", "back");
  });
  addEventListener("pagehide", () => {
    left = true;
    if (root.dataset.live !== "on") $("#live")?.dispatchEvent(new Event("htmx:abort"));
  });
  document.addEventListener("htmx:before:request", (event) => {
    if (left && event.target.id === "live") event.preventDefault();
  });
  document.addEventListener("htmx:sse:after:message", ({ detail }) => { if (!detail.message.event) announce(partOf(detail.message.data)); });
  document.addEventListener("resync", ({ target }) => { if (target.id === "live") resync(); });
  // A failed catch-up must not replace what the reader has.
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (ctx.select === "main" && ctx.response?.status >= 429) event.preventDefault();
  });
  // Morphing would close what the reader opened.
  // This file comes before htmx, to hear of the stream's first connection; now htmx is there, too.
  document.addEventListener("DOMContentLoaded", () => window.htmx?.registerExtension("keep-open", {
    htmx_before_morph_attr: (element, detail) => !(detail.attrName === "open" && element.localName === "details"),
  }));

  // What is for when there is no line comes last, and only where somebody is, or was, signed in.
  const keeps = navigator.serviceWorker && (person || navigator.serviceWorker.controller);
  if (keeps) addEventListener("load", () => import(root.dataset.phone));

  // What few people need comes when it is asked for.
  document.addEventListener("click", async ({ target }) => {
    const asked = target.closest?.("[data-load]");
    if (asked) (await import(asked.dataset.load)).default(asked);
  });

  for (const key of store.keys()) if (key.startsWith(DRAFT) && !(Date.now() - store.get(key)?.at < KEEP)) store.drop(key);
  settleSentDraft();
  restoreDrafts();
  sayTimes();
  focusErrors();
  setInterval(sayTimes, 60000);
  // On paper "yesterday" means nothing.
  const folded = () => $$("details.toggle:not([open])", $("main"));
  let opened = [];
  addEventListener("beforeprint", () => { opened = folded(); for (const fold of opened) fold.open = true; });
  addEventListener("afterprint", () => { for (const fold of opened) fold.open = false; });
  addEventListener("beforeprint", () => { for (const time of $$("time[data-relative][title]")) time.textContent = time.title; });
  addEventListener("afterprint", sayTimes);
})();
