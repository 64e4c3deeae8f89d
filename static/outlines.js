/* Without streets the outlines and names of the areas say where one is on a map. */
const plain = (text) => { const p = document.createElement("p"); p.textContent = text; return p.innerHTML; };

export default async function outlines(map) {
  const answer = await fetch(new URL("../areas.geojson", import.meta.url));
  if (!answer.ok) return;
  const { features } = await answer.json();
  for (const feature of features.filter(({ geometry }) => geometry)) {
    const point = (_feature, at) => L.marker(at, { icon: L.divIcon({ className: "area-point" }), interactive: false, keyboard: false });
    const shape = L.geoJSON(feature, { interactive: false, style: { className: "area-outline" }, pointToLayer: point }).addTo(map);
    // at the foot of its own area: pins gather in the middle
    const edge = shape.getBounds(), foot = edge.getSouth() + (edge.getNorth() - edge.getSouth()) / 7;
    shape.bindTooltip(plain(feature.properties.name),
      { permanent: true, direction: "center", className: "area-name", interactive: false }).openTooltip([foot, edge.getCenter().lng]);
  }
}
