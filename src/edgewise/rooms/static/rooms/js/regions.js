/* Fresh regions from the server, morphed into the page: focus, open dialogs and open details survive. */
import { hear, part, room, tell } from "./context.js";

let line = Promise.resolve();

/* One frame after the other: a later one must never be overtaken by an earlier one. */
export function show(frame) {
  hear(frame.now);
  line = line.then(() => draw(frame)).catch((error) => console.error(error));
}

async function draw({ version, regions }) {
  if (version < room.version) return;
  for (const [name, html] of Object.entries(regions)) {
    const target = part(name);
    if (target) await window.htmx.swap({ text: html, target, swap: "outerMorph", sourceElement: target });
  }
  room.version = version;
  tell("regions", Object.keys(regions));
}

export function showOwn(own) {
  if (!own || own.seat !== room.me) return;
  room.own = own;
  line = line.then(() => tell("own", own));
}
