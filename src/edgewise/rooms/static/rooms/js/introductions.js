/* Twenty seconds for somebody who sits here, or holds the chair, for the first time: one sentence after the other. */
import { all, on, room, stage } from "./context.js";

const read = new Set();
const current = () => document.querySelector("[data-intro]:not([hidden])");

function show() {
  const wanted = { room: true, chair: stage().chair === room.me };
  const cards = all("[data-intro]").filter((card) => !read.has(card.dataset.intro) && wanted[card.dataset.intro]);
  const first = cards.find((card) => card.dataset.intro === "chair") || cards[0]; // one at a time
  for (const card of all("[data-intro]")) card.hidden = card !== first || stage().phase === "closed";
  if (first) turn(first, Number(first.dataset.at) || 0);
}

function turn(card, at) {
  const lines = all("li", card);
  card.dataset.at = at;
  lines.forEach((line, place) => { line.hidden = place !== at; });
  card.querySelector("[data-place]").textContent = `${at + 1} / ${lines.length}`;
  const onward = card.querySelector("[data-onward]");
  if (at === lines.length - 1) onward.textContent = onward.dataset.last;
  card.querySelector("[data-skip]").hidden = at === lines.length - 1;
}

function done(card) {
  const { introduced, token } = card.querySelector("[data-introduced]").dataset;
  read.add(card.dataset.intro);
  show();
  (current()?.querySelector("[data-onward]") || document.getElementById("content")).focus({ preventScroll: true });
  fetch(introduced, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
}

export function start() {
  document.addEventListener("click", (event) => {
    const card = event.target.closest("[data-intro]");
    if (!card) return;
    const at = Number(card.dataset.at) || 0;
    if (event.target.closest("[data-skip]")) done(card);
    else if (event.target.closest("[data-onward]")) at + 1 < all("li", card).length ? turn(card, at + 1) : done(card);
  });
  on("rights", show);
}
