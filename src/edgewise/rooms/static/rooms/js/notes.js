/* Silent writing: kept as it is written, on all devices of a person together; afterwards read out line by line. */
import { all, on, part, room, stage, words } from "./context.js";
import { draftOf } from "./drafts.js";
import { send } from "./commands.js";

const note = document.getElementById("note");
const says = document.getElementById("note-says");
let timer = 0;
let sending = false;
let base = ""; // the note as the server had it when this page last heard

const PLACE = `edgewise ${room.code} ${room.me} note stage`; // where and for what the draft was written
const isSilent = () => stage().floor === "silent_writing";
const origin = () => JSON.parse(sessionStorage.getItem(PLACE) || "{}");

async function keep() {
  timer = 0;
  if (sending || !room.may.has("write_note") || !note.checkValidity()) return;
  sending = true;
  const text = note.value;
  const page = shown;
  const command = { do: "write_note", text, ...(room.recordFor ? {} : { over: base }) };
  const kept = await send(command, says, false, words.noteSaved);
  sending = false;
  if (!kept || page !== shown) return;
  base = text;
  meet(room.own);
}

function written() {
  clearTimeout(timer);
  timer = setTimeout(keep, 700);
}

/* As domain/session merges: what either has new stays, and what one took away is gone. */
export function merged(over, text, kept) {
  if (over === kept || text === kept) return text;
  if (over === text) return kept;
  const [old, mine, theirs] = [over, text, kept].map((one) => (one.trim() ? one.split("\n") : []));
  const stays = mine.filter((line) => !line || theirs.includes(line) || !old.includes(line));
  return [...stays, ...theirs.filter((line) => line && !old.includes(line) && !mine.includes(line))].join("\n");
}

/* The server's copy, with what was written on another device, meets what stands here. */
function meet(own) {
  if (sending || !isSilent() || room.recordFor) return;
  const together = merged(base, note.value, own.note);
  base = own.note;
  if (note.value !== together) {
    const [from, to] = [note.selectionStart, note.selectionEnd];
    note.value = together;
    if (document.activeElement === note) note.setSelectionRange(from, to);
  }
  if (note.value !== base && room.may.has("write_note")) written();
}

/* Another stage has a note of its own, and so has somebody recorded for; a draft from before a reload goes on. */
let shown = "";
function turnPage() {
  const page = `${stage().key} ${room.recordFor}`;
  if (!isSilent() || shown === page) return;
  shown = page;
  base = "";
  note.value = !room.recordFor && origin().key === stage().key ? draftOf(note) || "" : "";
  if (room.own) meet(room.own);
}

/* Lines that are mine, of this issue and this kind, and not on its board yet. */
function unread(kind) {
  const { key, issue, kinds = [] } = origin();
  const mine = own().note.split("\n");
  const draft = key && !isSilent() && issue === stage().issue && kinds.includes(kind) ? (draftOf(note) || "").split("\n") : [];
  const said = new Set(all(`[data-by="${CSS.escape(room.me)}"][data-kind="${kind}"] .words-text`, part("board")).map((line) => line.textContent.trim()));
  return [...new Set([...mine, ...draft].map((line) => line.trim()))].filter((line) => line && !said.has(line));
}
const own = () => room.own || { note: "" };

function readOut() {
  const kind = own().note_kind || (stage().kinds || "").split(" ")[0];
  const box = document.getElementById("my-lines");
  const lines = kind && !isSilent() ? unread(kind) : [];
  box.hidden = !lines.length;
  const list = document.getElementById("lines");
  const key = JSON.stringify([kind, lines, room.may.has("contribute")]);
  if (!lines.length || list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...lines.map((line) => lineItem(line, kind)));
}

function lineItem(line, kind) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.className = "button button-small";
  button.type = "button";
  button.textContent = words.addLine;
  button.disabled = !room.may.has("contribute");
  button.addEventListener("click", () => send({ do: "contribute", kind, text: line }, document.querySelector("#my-lines .says")));
  item.append(Object.assign(document.createElement("span"), { textContent: line }), button);
  return item;
}

export function start() {
  if (!note) return;
  note.addEventListener("input", () => {
    const of = { key: stage().key, issue: stage().issue, kinds: (stage().kinds || "").split(" ") };
    sessionStorage.setItem(PLACE, JSON.stringify(room.recordFor ? {} : of));
    written();
  });
  on("own", (mine) => { turnPage(); meet(mine); readOut(); });
  on("rights", () => {
    turnPage();
    if (!room.may.has("write_note")) { clearTimeout(timer); timer = 0; }
    else if (room.own && !timer) meet(room.own); // what was written before a reload waits for the right to write
    readOut();
  });
}
