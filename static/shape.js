/* Loaded when somebody asks for it: a map on which one draws a shape, corner by corner. The field of corners is what
   is sent and what is drawn; whoever types into it sees the shape follow. */
import { onEnter, open } from "./place.js";

const LINE = /^\s*(-?\d+(?:\.\d+)?)(?:\s*[,;]\s*|\s+)(-?\d+(?:\.\d+)?)[\s,;]*$/;

function read(text) {
  if (!/^\s*[{[]/.test(text)) {
    return text.split("\n").map((line) => LINE.exec(line)).filter(Boolean).map(([, lat, lng]) => [Number(lat), Number(lng)]);
  }
  try {
    const pasted = JSON.parse(text), feature = pasted.features?.[0] ?? pasted;
    return (feature.geometry ?? feature).coordinates[0].slice(0, -1).map(([lng, lat]) => [lat, lng]);
  } catch { return []; }
}

const add = (parent, name, values) => parent.appendChild(Object.assign(document.createElement(name), values));

export default async function shape(asked) {
  const said = asked.dataset, field = asked.form.corners;
  const { box, map } = await open(asked);
  const tools = document.createElement("p");
  tools.className = "button-row";
  box.after(tools);
  const undo = add(tools, "button", { type: "button", className: "button quiet", textContent: said.undo });
  const close = add(tools, "button", { type: "button", className: "button quiet", textContent: said.close });
  const count = add(tools, "span", { role: "status" });
  const drawn = L.layerGroup().addTo(map);
  let points = read(field.value), closed = points.length > 2;

  function draw() {
    drawn.clearLayers();
    (closed ? L.polygon : L.polyline)(points, { className: "outline", interactive: false }).addTo(drawn);
    points.forEach((at, n) => L.circleMarker(at, { className: "corner", radius: n ? 6 : 9, bubblingMouseEvents: false })
      .on("click", () => { if (!n) end(); }).addTo(drawn));
    close.textContent = closed ? said.reopen : said.close;
    close.disabled = points.length < 3;
    undo.disabled = !points.length;
    count.textContent = `${said.count} ${points.length}. ${closed ? said.closed : ""}`;
  }
  function write() {
    field.value = points.map((at) => at.map((number) => number.toFixed(5)).join(", ")).join("\n");
    draw();
  }
  function set({ lat, lng }) {
    if (closed || points.length >= Number(said.most)) return;
    points.push([lat, L.Util.wrapNum(lng, [-180, 180], true)]);
    write();
  }
  function end() {
    if (points.length < 3) return;
    closed = !closed;
    draw();
  }

  undo.addEventListener("click", () => { closed = false; points.pop(); write(); });
  close.addEventListener("click", end);
  field.addEventListener("input", () => { points = read(field.value); closed = points.length > 2; draw(); });
  if (points.length) map.fitBounds(points, { maxZoom: 16, padding: [30, 30] });
  else map.setView([Number(said.latitude), Number(said.longitude)], 14);
  map.on("click", ({ latlng }) => set(latlng));
  onEnter(box, () => set(map.getCenter()));
  draw();
}
