/* The question coach: while somebody writes a question, what it does and what would be more open. It blocks nothing. */
import { all, room } from "./context.js";

const PAUSE = 700; // ms without a key
const ASKS = ["open_question", "clarifying_question"];
let waiting = 0;
let asked = "";

const place = () => document.getElementById("coach");
const field = () => document.getElementById("words");
const chosen = () => document.querySelector("#kinds input:checked")?.value;

function hide() {
  if (place()) place().hidden = true;
}

function offer(words) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: words });
  button.addEventListener("click", () => {
    field().value = words;
    field().dispatchEvent(new Event("input", { bubbles: true }));
    field().focus();
    hide();
  });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function show(advice) {
  const fine = advice.label === "open" || (advice.label === "closed" && chosen() === "clarifying_question");
  place().hidden = fine;
  if (fine) return;
  place().querySelector("[data-because]").textContent = advice.because;
  place().querySelector("ul").replaceChildren(...advice.rewordings.map(offer));
}

async function ask() {
  const text = field().value.trim();
  if (!ASKS.includes(chosen()) || text.split(/\s+/).length < 3) return hide();
  if (text === asked) return;
  asked = text;
  const body = new URLSearchParams({ text });
  const headers = { "X-CSRFToken": place().dataset.token };
  const answer = await fetch(place().dataset.url, { method: "POST", headers, body }).catch(() => null);
  if (answer?.ok && field().value.trim() === text) show(await answer.json());
}

export function start() {
  if (!room.me || !place() || !field()) return;
  field().addEventListener("input", () => {
    clearTimeout(waiting);
    if (!field().value.trim()) return hide();
    waiting = setTimeout(ask, PAUSE);
  });
  for (const input of all("#kinds input")) input.addEventListener("change", () => { asked = ""; ask(); });
}
