// Drag over a picture: what lies under becomes a box to cover, and can be typed and pressed away as before.
(() => {
  const picture = document.querySelector(".redact-picture"), typed = document.querySelector("#boxes");
  if (!picture || !typed) return;
  let from = null, box = null;
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    const part = (value, size) => Math.round(Math.min(1, Math.max(0, value / size)) * 1000) / 10;
    return [part(clientX - left, width), part(clientY - top, height)];
  };
  const ends = (to) => [0, 1].map((n) => [Math.min(from[n], to[n]), Math.max(from[n], to[n])]);
  const draw = ([[left, right], [top, bottom]]) => {
    box.style.inset = `${top}% ${100 - right}% ${100 - bottom}% ${left}%`;
  };
  picture.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch") return;
    from = at(event);
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const [[left, right], [top, bottom]] = ends(at(event));
    if (right - left < 2 && bottom - top < 2) return;
    if (!box) box = picture.appendChild(Object.assign(document.createElement("i"), { className: "redact-box" }));
    draw([[left, right], [top, bottom]]);
  });
  addEventListener("pointerup", (event) => {
    if (from && box) {
      const [[left, right], [top, bottom]] = ends(at(event));
      typed.value = `${typed.value} ${[left, top, right, bottom].join(",")}`.trim();
      // the press that ends a drag is no press on a cell
      addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
      setTimeout(() => { box = null; });
    }
    from = null;
    box = null;
  });
  typed.addEventListener("input", () => {
    if (!typed.value.trim()) picture.querySelectorAll(".redact-box").forEach((one) => one.remove());
  });
})();
