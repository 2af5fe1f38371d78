/* In a demonstration: what somebody says aloud, beside their seat for as long as it takes to read; and the speed. */
import { filled, nameOf, on, room, url, words } from "./context.js";

const READ_MS = 2200; // for any text
const LETTER_MS = 45; // more for each letter
const ABOVE = 90; // px over the table that a bubble may stand
const place = document.getElementById("speech");
const switcher = document.getElementById("speed");

function beside(bubble, seat) {
  const box = place.getBoundingClientRect();
  const disc = document.getElementById(`seat-${seat}`)?.getBoundingClientRect();
  if (!disc) return;
  const left = Math.min(Math.max(disc.left + disc.width / 2 - box.left - bubble.offsetWidth / 2, 0), box.width - bubble.offsetWidth);
  bubble.style.setProperty("left", `${left}px`);
  const above = Math.max(-ABOVE, disc.top - box.top - bubble.offsetHeight - 4);
  const isLow = disc.top + disc.height / 2 > box.top + box.height / 2; // beside the table's edge, not over the clock
  bubble.style.setProperty("top", `${isLow ? disc.bottom - box.top + 2 : above}px`);
}

function say({ seat, words: text }) {
  if (!place) return;
  for (const old of place.querySelectorAll(".bubble")) old.remove(); // one voice at a time
  const bubble = Object.assign(document.createElement("p"), { className: "bubble" });
  bubble.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: `${nameOf(seat)}: ` }), text);
  place.append(bubble);
  beside(bubble, seat);
  setTimeout(() => bubble.remove(), READ_MS + LETTER_MS * text.length);
}

function show() {
  for (const button of switcher.querySelectorAll("[data-speed]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === room.speed));
  }
}

async function ask(speed) {
  const headers = { "Content-Type": "application/json", "X-Ticket": room.ticket };
  const answer = await fetch(url("speed"), { method: "POST", headers, body: JSON.stringify({ speed }) }).catch(() => null);
  const said = switcher.querySelector(".says");
  said.textContent = answer?.ok ? filled(words.speed, { speed }) : words.failed;
}

export function start() {
  on("says", say);
  if (!switcher) return;
  on("speed", show);
  show();
  switcher.addEventListener("click", (event) => {
    const speed = Number(event.target.closest("[data-speed]")?.dataset.speed);
    if (speed) ask(speed);
  });
}
