/* What was written and waits to be sent, and pictures of a post that is still being written: each is its writer's. */
const PATIENCE = 15000; // milliseconds until a post that gets no answer is sent beside the page
const STRAY = 3 * DAY; // what is kept for somebody whose session ended

/* One question to a table: `waiting`, or `begun` with the pictures of each person's unfinished post. */
async function table(name, ask) {
  const database = await opened();
  try {
    return await new Promise((done, fail) => {
      const work = database.transaction(name, "readwrite", { durability: "strict" });
      const asked = ask(work.objectStore(name));
      work.oncomplete = () => done(asked.result);
      work.onabort = () => fail(work.error);
    });
  } finally {
    database.close();
  }
}

const opened = () => new Promise((done, fail) => {
  const asked = indexedDB.open(`board${prefix}`, 1);
  asked.onupgradeneeded = () => {
    for (const name of ["waiting", "begun"]) asked.result.createObjectStore(name, { keyPath: "id" });
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

const all = (name) => table(name, (rows) => rows.getAll());
const put = (name, row) => table(name, (rows) => rows.put(row));
const drop = (name, id) => table(name, (rows) => rows.delete(id));

async function dropWhere(isOver, names = ["waiting", "begun"]) {
  for (const name of names) {
    for (const row of await all(name).catch(() => [])) if (isOver(row)) await drop(name, row.id);
  }
}
const forgetOthers = (person) => dropWhere((row) => row.person !== person);
const forgetStray = () => dropWhere((row) => Date.now() - row.at > STRAY);

async function forgetAll() {
  await welcome(NOBODY);
  await dropWhere(() => true);
}

/* The same form with the same words is the same thing, as it is at the board (board/forms/form.py). */
const isEmptyFile = (value) => value instanceof File && !value.name;
const fieldsOf = (form) => [...form].filter(([name, value]) => name !== "csrf_token" && !isEmptyFile(value));
const wordsOf = (fields) => fields.map(([name, value]) => [name, value instanceof File ? [value.name, value.size] : value]);

/* The form to post. It is sent as it is; where there is no line, or no answer comes, it waits here. */
async function post(request) {
  const form = await request.formData(), stop = new AbortController();
  const mayWait = !form.has("preview") && !form.has("email"), coming = sendNow(request, form, stop.signal);
  try {
    return await (mayWait ? inTime(coming, PATIENCE) : coming);
  } catch {
    const waits = mayWait && await wait(form);
    if (!waits) return coming.catch(() => shell("unsent")); // no room: it is still in the form
    stop.abort();
    return waits;
  }
}

async function sendNow(request, form, signal) {
  const headers = { accept: request.headers.get("accept") };
  const answer = await fetch(request.url, { method: "POST", body: form, redirect: "manual", headers, signal });
  // It is taken; or it stands on the page that comes now, and its pictures wait at the board.
  const isThere = answer.type === "opaqueredirect" || [200, 422].includes(answer.status);
  if (isThere) await forgetSent(form).catch(() => {});
  return answer;
}

async function forgetSent(form) {
  const once = form.get("once"), id = JSON.stringify(wordsOf(fieldsOf(form)));
  await dropWhere((row) => row.once === once && (row.id === id || row.state === "wrong"), ["waiting"]);
  await drop("begun", await personHere());
}

async function wait(form) {
  const person = await personHere(), fields = fieldsOf(form), id = JSON.stringify(wordsOf(fields));
  const about = { once: form.get("once"), title: form.get("title"), at: Date.now() };
  if (person === NOBODY) return undefined; // nobody knows whose it is
  try {
    await forgetSent(form);
    await put("waiting", { id, person, fields, ...about, state: "waiting", tries: 0, next: 0 });
  } catch {
    return undefined;
  }
  await registration.sync?.register("waiting").catch(() => {}); // open pages ask where a browser does not
  return Response.redirect(`${SHELL}?part=waiting`, 303);
}
