/* Taking a move back: buttons that keep their place, and can be pressed for ten seconds. */
import { all, filled, on, room, serverNow, stage, words } from "./context.js";
import { usable } from "./controls.js";

const WINDOW = 10000; // ms, for somebody who has just handed over and is told no more
const OFTEN = 500; // ms between looks
let since = 0; // when the right came, or the chair was given away
let chair = "";

function until() {
  const told = document.getElementById("undo-line")?.dataset;
  return told?.by === room.me ? Number(told.until) : since + WINDOW;
}

/* The button says the move in the words of its own button. */
function name() {
  const move = document.getElementById("undo-line")?.dataset.move;
  return move ? filled(words.takeBackMove, { move }) : words.takeBack;
}

export function tick() {
  const ms = room.mayMyself.has("take_back") ? until() - serverNow() : 0;
  const left = ms > 0 ? filled(words.seconds, { seconds: Math.ceil(ms / 1000) }) : "";
  for (const button of all(".take-back")) {
    if (usable(button) !== Boolean(left)) button.setAttribute("aria-disabled", String(!left));
    put(button.querySelector("[data-move]"), left ? name() : words.takeBack);
    put(button.querySelector("[data-left]"), left);
  }
}

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

export function start() {
  on("rights", () => {
    const given = chair && chair !== stage().chair;
    chair = stage().chair;
    if (!room.mayMyself.has("take_back")) since = 0;
    else if (!since || given) since = serverNow();
    tick();
  });
  setInterval(tick, OFTEN);
}
