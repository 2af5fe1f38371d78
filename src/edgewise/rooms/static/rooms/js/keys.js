/* Single keys, never while somebody types or a dialog is open, and never where they are switched off. */
import { all, room, typing } from "./context.js";
import { usable } from "./controls.js";

const MEMORY = "edgewise keys";

/* Of several buttons for one thing, one that may be pressed now, also where it is folded away. */
const press = (...selectors) => () => {
  const found = selectors.flatMap((selector) => all(selector)).find((one) => usable(one) && !one.closest("[hidden]"));
  found?.click();
};
const move = (name) => `[data-send="${name}"]`;
const dialog = (name) => `button[data-dialog="${name}"]`;

const KEYS = {
  f: press(move("end_turn"), move("pass")),
  w: press(move("raise_hand"), move("lower_hand")),
  c: () => [...document.querySelectorAll(".compose:not([hidden]) :is(textarea, input:not([type=radio]))")].find((one) => one.checkVisibility())?.focus(),
  s: press("#sound"),
  n: press(move("begin"), move("next_stage"), "[data-choose-issues]", move("open_exit_gate")),
  p: press(move("resume"), move("pause")),
  t: press('[data-number-seconds="60"]'),
  g: press(dialog("give")),
  i: press(dialog("interrupt")),
  r: press(dialog("reset")),
  a: press(dialog("flag")),
  e: press(move("close_energy"), move("ask_energy")),
  k: press(dialog("skip")),
  b: press(dialog("back")),
  h: press(dialog("hand-over")),
  d: press(dialog("deputy")),
  u: press(move("take_back")),
  "?": press(dialog("help")),
};

let on = true;

function remember(value) {
  on = value;
  localStorage.setItem(MEMORY, on ? "on" : "off");
}

export function start() {
  const box = document.getElementById("single-keys");
  on = localStorage.getItem(MEMORY) !== "off";
  if (box) box.checked = on;
  box?.addEventListener("change", () => remember(box.checked));
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (typing() || document.querySelector("dialog[open]")) return;
    const action = KEYS[event.key];
    if (!action || !room.me) return;
    event.preventDefault();
    action();
  });
}
