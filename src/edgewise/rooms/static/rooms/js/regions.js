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

/* What is mine may come by the stream and with an answer: the older of two says nothing. */
let newest = 0;
export function showOwn(own, version) {
  if (!own || own.seat !== room.me || version < newest) return;
  newest = version;
  room.own = own;
  line = line.then(() => tell("own", own));
}
