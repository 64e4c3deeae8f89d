/* The map beside the list: pins for the same posts, in step with it. Everything it shows the list says too. */
(() => {
  "use strict";
  const box = document.getElementById("map"), { src: script } = document.currentScript;
  if (!box || !window.L) return;
  const said = box.dataset;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moves = { zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still };
  box.textContent = "";
  const zoomSnap = said.tiles ? 1 : .25;  // outlines stay sharp between the steps of tiles
  const map = L.map(box, { ...moves, maxZoom: 18, minZoom: 2, zoomSnap, worldCopyJump: true });
  const plain = (text) => { const p = document.createElement("p"); p.textContent = text; return p.innerHTML; };
  map.attributionControl.setPrefix(false);
  if (said.tiles) L.tileLayer(said.tiles, { attribution: plain(said.credit), maxZoom: 19, maxNativeZoom: Number(said.zoom) }).addTo(map);

  if (!said.tiles) import(said.outlines).then((outlines) => outlines.default(map));

  const pins = new Map();
  const clusters = (className, words) => L.markerClusterGroup({
    animate: !still, showCoverageOnHover: false, maxClusterRadius: 50, chunkedLoading: true,
    iconCreateFunction: (cluster) => L.divIcon({
      className, iconSize: [44, 44],
      html: `<span>${cluster.getChildCount()}<span class="visually-hidden"> ${plain(words)}</span></span>`,
    }),
  }).addTo(map);
  const group = clusters("cluster", said.posts), theirs = clusters("cluster theirs", said.reports);

  const inList = (id) => document.querySelector(`#list .notice-title a[href$="/issues/${id}"]`);
  function choose(id) {
    const link = inList(id);
    if (!link) { location.assign(new URL(`../issues/${id}`, script)); return; }
    link.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    link.focus({ preventScroll: true });
  }

  function mark({ properties, geometry }, className, chosen) {
    const [longitude, latitude] = geometry.coordinates;
    const icon = L.divIcon({ className, iconSize: [28, 28], iconAnchor: [14, 34] });
    return L.marker([latitude, longitude], { title: properties.title, icon }).on("click keypress", (event) => {
      if (event.type === "click" || event.originalEvent.key === "Enter") chosen();
    });
  }
  function pin(post) {
    const { id } = post.properties, made = mark(post, "pin", () => choose(id));
    pins.set(id, made);
    return made;
  }
  const report = (one) => mark(one, "pin theirs", () => location.assign(one.properties.url));

  /* The address says what is shown; the map asks for the pins of the same. */
  const asked = () => {
    const query = new URLSearchParams(location.search);
    for (const name of ["view", "after", "sort"]) query.delete(name);
    return query;
  };
  function show() {
    const [latitude, longitude] = (asked().get("near") || "").split(",").map(Number);
    const km = Number(asked().get("within")) || 5, all = L.latLngBounds([]);
    for (const shown of [group, theirs]) if (shown.getLayers().length) all.extend(shown.getBounds());
    if (longitude === longitude && longitude !== undefined) map.fitBounds(L.latLng(latitude, longitude).toBounds(km * 2000));
    else if (all.isValid()) map.fitBounds(all, { maxZoom: 16, padding: [40, 48] });
    else map.setView([Number(said.latitude), Number(said.longitude)], 12);
  }
  /* What was reported to a council stands there, too, of an area that lists it, where nothing else is asked for. */
  const legend = document.getElementById("theirs");
  function theirsOf(query) {
    const more = ["q", "category", "kind", "state", "photo", "mine", "followed"].some((name) => query.get(name));
    const area = !more && said.areas.split(" ").find((slug) => slug && slug === query.get("area"));
    return area && `../areas/${area}/council/reports.geojson`;
  }
  async function points(address) {
    const answer = address && await fetch(new URL(address, script));
    return answer?.ok ? (await answer.json()).features : null;
  }
  let last = null, settled = 0;
  const here = document.getElementById("here");
  async function load() {
    const query = asked().toString();
    if (query === last) return;
    last = query;
    const [posts, reports] = await Promise.all([`../issues.geojson?${query}`, theirsOf(asked())].map(points));
    if (!posts || query !== last) return;
    group.clearLayers();
    theirs.clearLayers();
    pins.clear();
    group.addLayers(posts.map(pin));
    theirs.addLayers((reports || []).map(report));
    legend.hidden = !reports;
    settled = Date.now() + 1500;
    show();
    here.hidden = true;
  }

  /* A notice that is pointed at, or has the focus, lights its pin. */
  let lit = null;
  function light({ target }) {
    const link = target.closest?.("#list li")?.querySelector(".notice-title a");
    const made = link && pins.get(Number(link.getAttribute("href").split("/").pop()));
    lit?.classList.remove("lit");
    lit = made ? group.getVisibleParent(made)?.getElement?.() : null;
    lit?.classList.add("lit");
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);

  map.on("dragend zoomend", () => { if (Date.now() > settled) here.hidden = false; });
  here.addEventListener("click", () => {
    const { lat, lng } = map.getCenter(), bounds = map.getBounds();
    const km = Math.min(map.distance(bounds.getNorthWest(), bounds.getNorthEast()),
      map.distance(bounds.getNorthWest(), bounds.getSouthWest())) / 2000;
    const to = new URL(location.href);
    to.searchParams.set("near", `${lat.toFixed(4)},${L.Util.wrapNum(lng, [-180, 180], true).toFixed(4)}`);
    to.searchParams.set("within", Math.min(50, Math.max(0.5, km)).toFixed(1));
    to.searchParams.delete("after");
    location.assign(to);
  });
  document.addEventListener("htmx:after:swap", () => setTimeout(load, 50));
  load();
})();
