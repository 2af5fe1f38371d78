/* A sheet that its writer alone reads: kept as it is written, and the lines of their other devices stay. */
import { words } from "./context.js";
import { merged } from "./notes.js";
import { say } from "./commands.js";

const PAUSE = 800; // ms without a key
const AGAIN = 4000; // ms after which a sheet that could not be kept is sent again
const field = document.getElementById("private");
const says = document.getElementById("private-says");
let kept = field?.value || "";
let timer = 0;
let sending = false;

async function sent(text) {
  const headers = { "X-CSRFToken": field.dataset.token, Accept: "application/json" };
  const answer = await fetch(field.dataset.url, { method: "POST", headers, body: new URLSearchParams({ text, over: kept }) });
  return answer.headers.get("Content-Type")?.includes("json") ? answer.json() : { error: words.failed };
}

async function keep() {
  if (sending || field.value === kept || !field.checkValidity()) return;
  sending = true;
  const text = field.value;
  const answer = await sent(text).catch(() => ({ error: words.noConnection }));
  sending = false;
  if (answer.error) {
    say(says, answer.error);
    return later(AGAIN);
  }
  const together = merged(text, field.value, answer.kept);
  if (field.value !== together) field.value = together;
  kept = answer.kept;
  if (field.value === kept) say(says, words.privateSaved);
  else later(PAUSE);
}

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(keep, ms);
}

export function start() {
  if (!field) return;
  field.addEventListener("input", () => later(PAUSE));
  field.addEventListener("change", keep);
  addEventListener("beforeunload", (event) => field.value !== kept && event.preventDefault());
}
