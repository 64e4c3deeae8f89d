/* Loaded when somebody presses "Use where I am": the list then begins with what is near. */
export default function place(asked) {
  const say = asked.textContent;
  asked.disabled = true;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const here = new URL(location.href);
    here.searchParams.set("near", `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`);
    here.searchParams.set("sort", "near");
    here.searchParams.delete("after");
    location.assign(here);
  }, () => { asked.disabled = false; asked.after(asked.dataset.refused); }, { timeout: 10000, maximumAge: 60000 });
}
