/* Silent writing: kept as it is written; afterwards read out line by line, each added with one tap. */
import { all, on, part, room, stage, words } from "./context.js";
import { draftOf } from "./drafts.js";
import { say, send } from "./commands.js";

const note = document.getElementById("note");
const says = document.getElementById("note-says");
let timer = 0;

async function keep() {
  timer = 0;
  if (await send({ do: "write_note", text: note.value }, says)) say(says, words.noteSaved);
}

function written() {
  clearTimeout(timer);
  timer = setTimeout(keep, 700);
}

const stageOfDraft = `edgewise ${room.code} ${room.me} note stage`;
const draftIsOfNow = () => sessionStorage.getItem(stageOfDraft) === stage().key;
let met = false; // the server's copy was seen once

/* My note as the server keeps it; what was written here and not yet kept goes before it. */
function mine(own) {
  const draft = draftOf(note);
  const unkept = !met && draft && draft !== own.note && draftIsOfNow() && room.may.has("write_note");
  met = true;
  if (unkept) return void written();
  if (document.activeElement === note || timer) return;
  if (own.note || !draftIsOfNow()) note.value = own.note;
}

/* The lines of my note that are not on the board yet. */
function readOut() {
  const kind = (stage().kinds || "").split(" ")[0];
  const box = document.getElementById("my-lines");
  const text = room.own?.note || "";
  const onBoard = new Set(all(".words-text", part("board")).map((line) => line.textContent.trim()));
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line && !onBoard.has(line));
  const show = stage().floor !== "silent_writing" && kind && lines.length > 0;
  box.hidden = !show;
  const list = document.getElementById("lines");
  const key = JSON.stringify([lines, room.may.has("contribute")]);
  if (!show || list.dataset.key === key) return;
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
    sessionStorage.setItem(stageOfDraft, stage().key);
    written();
  });
  on("own", (own) => { mine(own); readOut(); });
  on("rights", () => {
    if (!room.may.has("write_note")) { clearTimeout(timer); timer = 0; }
    readOut();
  });
}
