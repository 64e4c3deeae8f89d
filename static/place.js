/* Loaded when somebody asks for it: the place one is at, for a list or a form, and a map to set a pin on. */
const ask = () => new Promise((take, refuse) => {
  navigator.geolocation.getCurrentPosition(({ coords }) => take([coords.latitude, coords.longitude]), refuse,
    { timeout: 10000, maximumAge: 60000 });
});

export default async function place(asked) {
  const form = asked.form;
  if (asked.dataset.map !== undefined) { await draw(asked, form); return; }
  asked.disabled = true;
  try {
    const here = await ask();
    if (form?.latitude) { await fill(form, here); asked.textContent = asked.dataset.filled; } else nearby(here);
  } catch { asked.textContent = asked.dataset.refused; }
  asked.disabled = false;
}

function nearby([latitude, longitude]) {
  const to = new URL(location.href);
  to.searchParams.set("near", `${latitude.toFixed(4)},${longitude.toFixed(4)}`);
  to.searchParams.set("sort", "near");
  to.searchParams.delete("after");
  location.assign(to);
}

/* The fields are what is sent. The server knows which area the point lies in; what somebody picked stays. */
async function fill(form, [latitude, longitude]) {
  form.latitude.value = latitude.toFixed(5);
  form.longitude.value = longitude.toFixed(5);
  form.pin?.([latitude, longitude]);
  const answer = await fetch(new URL(`../areas/at?near=${latitude.toFixed(5)},${longitude.toFixed(5)}`, import.meta.url));
  const { slug } = answer.ok ? await answer.json() : {};
  if (slug && (!form.area.value || form.area.dataset.guessed === form.area.value)) {
    form.area.value = slug;
    form.area.dataset.guessed = slug;
    form.area.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const come = (name, values) => new Promise((done, fail) => {
  document.head.append(Object.assign(document.createElement(name), values, { onload: done, onerror: fail }));
});

/* The map in the place of the button that asked for it; pins and shapes look as map.css says. */
export async function open(asked) {
  const said = asked.dataset;
  asked.disabled = true;
  await Promise.all([come("link", { rel: "stylesheet", href: said.style }), come("script", { src: said.leaflet })]);
  await come("link", { rel: "stylesheet", href: said.look });
  const box = Object.assign(document.createElement("div"), { className: "map", role: "group", ariaLabel: said.name });
  asked.after(box);
  asked.remove();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, { zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still });
  map.attributionControl.setPrefix(false);
  const plain = (text) => { const p = document.createElement("p"); p.textContent = text; return p.innerHTML; };
  if (said.tiles) L.tileLayer(said.tiles, { attribution: plain(said.credit), maxZoom: 19, maxNativeZoom: Number(said.zoom) }).addTo(map);
  else (await import(said.outlines)).default(map);
  return { box, map };
}

/* By the keyboard: move the map, and press Enter to do it in its middle. */
export function onEnter(box, act) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    event.preventDefault();
    act();
  });
  box.focus();
}

async function draw(asked, form) {
  const said = asked.dataset;
  const { box, map } = await open(asked);
  const icon = L.divIcon({ className: "pin", iconSize: [28, 28], iconAnchor: [14, 34] });
  let marker = null;
  form.pin = (at) => {
    marker ??= L.marker(at, { draggable: true, icon, title: said.pin }).addTo(map)
      .on("dragend", () => { const { lat, lng } = marker.getLatLng(); fill(form, [lat, lng]); });
    marker.setLatLng(at);
    if (!map.getBounds().contains(at)) map.panTo(at);
  };
  const known = [form.latitude, form.longitude].map((field) => parseFloat(field.value));
  const has = known.every((number) => number === number);
  map.setView(has ? known : [Number(said.latitude), Number(said.longitude)], has ? 16 : 13);
  if (has) form.pin(known);
  map.on("click", ({ latlng }) => fill(form, [latlng.lat, latlng.lng]));
  onEnter(box, () => { const { lat, lng } = map.getCenter(); fill(form, [lat, lng]); });
}
