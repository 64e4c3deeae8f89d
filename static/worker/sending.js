/* Sending what waits, once there is a line: by one sender on this device, and with the one-time key of its form, by
   which the board takes it once however often an answer gets lost. */
const MINUTE = 60000, SHORT = 1000;
const SLOWEST = 10; // bytes in a millisecond: an upload that takes longer is on a line that is dead
const TURN = `sending${prefix}`; // one at a time
const DONE = ["sent", "wrong"];

function sendAll() {
  return navigator.locks.request(TURN, { ifAvailable: true }, async (mine) => {
    if (!mine) return;
    const person = await personHere();
    for (const one of await all("waiting")) {
      if (one.person === person && !DONE.includes(one.state) && one.next <= Date.now()) await send(one);
    }
  });
}

async function send(one) {
  const blank = await fetch(FORM, limited(LATE));
  const reader = blank.headers.get("board-reader");
  if (reader && personIn(reader) !== one.person) return signedOut(one, reader);
  const token = /name="csrf_token" value="([^"]+)"/.exec(await blank.text());
  if (!blank.ok || !token) return note(one, later(one, blank));
  const answer = await upload(one, token[1]);
  await note(one, whatCame(one, answer));
}

/* Where the line was there for the form and not for this, the next try waits: each one costs data. */
async function upload(one, token) {
  try {
    return await fetch(FORM, { method: "POST", body: filled(one, token), ...limited(LATE + sizeOf(one) / SLOWEST) });
  } catch (broken) {
    await put("waiting", { ...one, tries: one.tries + 1, next: Date.now() + pauseAfter(one.tries, SHORT) });
    throw broken;
  }
}

const sizeOf = ({ fields }) => fields.reduce((sum, [, value]) => sum + (value.size || 0), 0);

async function signedOut(one, reader) {
  await welcome(reader);
  if (reader === NOBODY) await note(one); // it waits, and open pages say so
}

function filled(one, token) {
  const form = new FormData();
  for (const [name, value] of one.fields) form.append(name, value);
  form.set("csrf_token", token);
  form.set("different", "yes"); // nobody is there to be asked whether it is the same as another post
  return form;
}

function whatCame(one, answer) {
  const path = pathOf(answer.url);
  if (answer.redirected && /\/issues\/\d+$/.test(path)) return { state: "sent", href: path, fields: [] };
  if (answer.redirected) return { ...later(one, answer), state: "asks" };
  if (answer.status >= 500 || [400, 408, 413, 425, 429].includes(answer.status)) return later(one, answer);
  return { state: "wrong" };
}

const pauseAfter = (tries, first) => Math.min(first * 2 ** tries, 60 * MINUTE);

function later(one, answer) {
  const asked = 1000 * answer.headers.get("retry-after") || 0;
  const pause = Math.max(asked, pauseAfter(one.tries, MINUTE));
  return { state: answer.status === 413 ? "big" : "later", tries: one.tries + 1, next: Date.now() + pause };
}

async function note(one, more = {}) {
  await put("waiting", { ...one, ...more });
  for (const window of await clients.matchAll()) window.postMessage("waiting");
}

/* What pages ask for (static/phone.js). */
const answers = {
  here: async ({ reader }) => { await keepAlways(reader); await sendAll(); },
  send: sendAll,
  list: async () => {
    const person = await personHere(), rows = await all("waiting");
    const mine = rows.filter((row) => row.person === person).map(({ fields, ...about }) => about);
    return { mine, others: rows.length - mine.length };
  },
  delete: ({ id }) => navigator.locks.request(TURN, () => drop("waiting", id)),
  take: async ({ once }) => {
    const person = await personHere();
    return (await all("waiting")).find((row) => row.once === once && row.person === person)?.fields;
  },
  begun: async () => {
    const person = await personHere();
    return (await all("begun")).find((row) => row.id === person)?.files;
  },
  begin: async ({ files }) => {
    const person = await personHere();
    if (person !== NOBODY) await put("begun", { id: person, person, files, at: Date.now() });
  },
};
