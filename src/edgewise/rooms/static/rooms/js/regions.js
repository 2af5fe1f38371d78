/* Fresh regions from the server, morphed into the page: focus, open dialogs and open details survive. */
import { hear, part, room, tell } from "./context.js";

export async function show({ version, now, regions }) {
  hear(now);
  if (version < room.version) return;
  room.version = version;
  for (const [name, html] of Object.entries(regions)) {
    const target = part(name);
    if (target) await window.htmx.swap({ text: html, target, swap: "outerMorph", sourceElement: target });
  }
  tell("regions", Object.keys(regions));
}

export function showOwn(own) {
  if (!own || own.seat !== room.me) return;
  room.own = own;
  tell("own", own);
}
