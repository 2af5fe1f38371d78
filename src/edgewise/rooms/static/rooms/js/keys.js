/* Single keys, never while somebody types or a dialog is open. */
import { room, typing } from "./context.js";

const press = (...selectors) => () => {
  const found = selectors.map((selector) => document.querySelector(selector)).find((one) => one && usable(one));
  found?.click();
};
const usable = (element) => !element.disabled && element.checkVisibility();
const move = (name) => `[data-send="${name}"]`;
const dialog = (name) => `button[data-dialog="${name}"]`;

const KEYS = {
  f: press(move("end_turn"), move("pass")),
  w: press(move("raise_hand"), move("lower_hand")),
  c: () => [...document.querySelectorAll(".compose:not([hidden]) :is(textarea, input:not([type=radio]))")].find(usable)?.focus(),
  s: press("#sound"),
  n: press(move("begin"), move("next_stage"), "[data-choose-issues]", move("open_exit_gate")),
  p: press(move("resume"), move("pause")),
  t: press('[data-add="1"]'),
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

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (typing() || document.querySelector("dialog[open]")) return;
    const action = KEYS[event.key];
    if (!action || !room.me) return;
    event.preventDefault();
    action();
  });
}
