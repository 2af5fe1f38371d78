/* A closed session, moment by moment: the server draws each one, the slider asks for it. */
import { apply } from "./rights.js";
import * as clock from "./clock.js";
import { hear, room } from "./context.js";

const bar = document.getElementById("replay-bar");
const slider = document.getElementById("version");
let timer = 0;
let asked = 0;

/* The clock stands at the moment that is shown. */
function stand(now) {
  hear(Number(now));
  clock.tick();
}

async function show() {
  const mine = ++asked;
  const answer = await fetch(`?version=${slider.value}`, { headers: { Accept: "text/html" } });
  if (!answer.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("replay");
  await window.htmx.swap({ text: fresh.outerHTML, target: document.getElementById("replay"), swap: "outerMorph", sourceElement: document.body });
  history.replaceState(null, "", `?version=${slider.value}`);
  room.root.dataset.now = page.getElementById("room").dataset.now;
  apply();
  stand(room.root.dataset.now);
}

function moved() {
  document.getElementById("moment").textContent = slider.value;
  clearTimeout(timer);
  timer = setTimeout(show, 120);
}

bar.querySelector("[data-plain]").hidden = true; // it is for browsers without this file
slider.addEventListener("input", moved);
bar.addEventListener("submit", (event) => { event.preventDefault(); show(); });
bar.addEventListener("click", (event) => {
  const step = Number(event.target.dataset?.step);
  if (!step) return;
  slider.value = String(Number(slider.value) + step);
  moved();
});
apply();
stand(room.root.dataset.now);
document.body.classList.add("ready");
