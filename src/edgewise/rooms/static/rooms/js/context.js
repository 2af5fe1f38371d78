/* What this page is about: the session, the seat, the clock's offset, and what this seat may do now. */
const root = document.getElementById("room");

export const room = {
  root,
  code: root.dataset.code,
  me: root.dataset.me,
  ticket: root.dataset.ticket,
  version: Number(root.dataset.version) || 0,
  offset: 0, // between this clock, at the room's speed, and the room's
  speed: 1, // of a demonstration that runs faster: seconds there in one here
  own: null, // what is mine alone; the first frame of the stream brings it
  may: new Set(), // of the person acted for
  mayMyself: new Set(),
  recordFor: "", // one laptop: whom the facilitator records for
};

/* Every text that is said here stands in the page, in the reader's language; {a word in braces} is a value. */
export const words = document.getElementById("room-words").dataset;
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const url = (route) => `/live/${room.code}/${route}`;
export const serverNow = () => Date.now() * room.speed + room.offset;
export const acting = () => room.recordFor || room.me;
export const part = (name) => document.getElementById(`region-${name}`);
export const stage = () => part("stage")?.dataset || {};
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

export function hear(serverTime, speed = room.speed) {
  if (!serverTime) return;
  room.speed = speed;
  room.offset = serverTime - Date.now() * speed;
}

export function seats() {
  return all("#region-table li[data-id]").map((seat) => ({
    id: seat.dataset.id, name: seat.dataset.name, present: Boolean(seat.dataset.present),
    may: (seat.dataset.may || "").split(" "),
  }));
}

export const nameOf = (id) => seats().find((seat) => seat.id === id)?.name || "";

export function typing() {
  const at = document.activeElement;
  return Boolean(at && (at.matches("textarea, select, input:not([type=radio], [type=checkbox])") || at.isContentEditable));
}

/* A note to the other modules: "regions", "own", "rights". */
export function tell(what, detail) {
  root.dispatchEvent(new CustomEvent(`room:${what}`, { detail }));
}
export function on(what, listener) {
  root.addEventListener(`room:${what}`, (event) => listener(event.detail));
}
