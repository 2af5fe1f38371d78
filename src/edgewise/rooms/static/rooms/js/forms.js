/* Comforts of the forms: who is there, which kinds fit, sensible dates, gentle nudges. */
import { acting, all, filled, on, part, room, seats, stage, words } from "./context.js";

const FORTNIGHT = 14 * 86400000;
const isoDate = (ms) => new Date(ms).toLocaleDateString("sv");

/* Options come and go in place, so that a list somebody has open stays open and what is chosen stays chosen. */
function fillSeats(select) {
  const { seats: wanted, may } = select.dataset; // `may`: what whoever is chosen must be allowed to be
  const list = seats().filter((seat) => (wanted === "all" || (seat.id !== acting() && (wanted !== "present" || seat.present)))
    && (!may || seat.may.includes(may)));
  const key = JSON.stringify(list);
  if (select.dataset.key === key) return;
  const chosen = select.value || sessionStorage.getItem(`edgewise ${room.code} ${room.me} ${select.id}`);
  select.dataset.key = key;
  const shown = new Map([...select.options].map((option) => [option.value, option]));
  const options = list.map((seat) => shown.get(seat.id) || new Option(seat.name, seat.id, false, seat.id === chosen));
  const [only] = options; // for two there is nobody else to choose
  if (select.hasAttribute("required") && list.length === 1) only.selected = true;
  else if (select.hasAttribute("required")) options.unshift(shown.get("") || new Option(words.choose, "", !chosen, !chosen));
  for (const option of shown.values()) if (!options.includes(option)) option.remove();
  options.forEach((option, place) => {
    if (select.options[place] !== option) select.add(option, place);
  });
}

function fitKinds() {
  const kinds = (stage().kinds || "").split(" ").filter(Boolean);
  const labels = all("#kinds label");
  for (const label of labels) label.hidden = !kinds.includes(label.dataset.kind);
  document.getElementById("kinds").hidden = kinds.length < 2;
  const chosen = labels.find((label) => !label.hidden && label.firstElementChild.checked);
  const asked = stage().floor === "questions" && stage().owner === acting() ? "answer" : kinds.find((kind) => kind !== "answer");
  const best = labels.find((label) => label.dataset.kind === (asked || kinds[0]));
  if (!chosen && best) best.firstElementChild.checked = true;
  const field = document.querySelector("label[for=words]");
  field.dataset.any ||= field.textContent;
  field.textContent = kinds.length === 1 ? best.textContent.trim() : field.dataset.any;
}

function fillPayers() {
  const later = all("#region-agenda li.to-come").filter((step) => Number(step.dataset.spare) >= 10000);
  const list = document.getElementById("payers");
  const key = JSON.stringify(later.map((step) => [step.dataset.index, step.dataset.spare]));
  if (!list || list.dataset.key === key) return;
  list.dataset.key = key;
  const rows = later.map((step) => payer(step.dataset.index, payerWords(step.dataset)));
  list.replaceChildren(payer(-1, words.noPayer, true), ...rows);
}

function payerWords({ title, issue, canGive }) {
  return filled(issue ? words.payerIssue : words.payer, { title, issue, time: canGive });
}

function payer(index, text, checked = false) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "source", value: String(index), checked });
  input.dataset.number = "";
  label.append(input, Object.assign(document.createElement("span"), { textContent: text }));
  const item = document.createElement("li");
  item.append(label);
  return item;
}

/* One of some whole words, which the page names in its own language. */
const has = (text, some, after = "") => new RegExp(`(?<!\\p{L})(?:${some})(?!\\p{L})${after}`, "iu").test(text);

const NUDGES = {
  question: (text) => (!text || has(text, words.choiceWords)
    ? (text && !has(text, words.timeWords, ".*[\\p{L}\\p{N}]") ? words.nudgeTime : "")
    : words.nudgeChoice),
  what: (text) => (has(text, words.vagueWords) ? words.nudgeVague : ""),
};

function nudge(event) {
  const place = document.querySelector(`[data-nudge="${event.target.id}"]`);
  if (!place) return;
  const text = NUDGES[event.target.id](event.target.value.trim());
  if (place.textContent !== text) place.textContent = text;
}

/* An opening takes the place of another one. */
function begin(button) {
  const field = document.getElementById(button.dataset.start);
  const opening = (one) => one.textContent.replace("…", "");
  const old = all(`[data-start="${button.dataset.start}"]`).map(opening).find((one) => field.value.startsWith(one)) || "";
  field.value = opening(button) + field.value.slice(old.length);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function advice(own) {
  const note = document.getElementById("advice");
  if (!note) return;
  note.hidden = !own?.advice;
  note.textContent = own?.advice || "";
  for (const button of all(".energy-tap button")) button.setAttribute("aria-pressed", String(Number(button.dataset.numberValue) === own?.tap));
}

export function refresh() {
  for (const select of all("select[data-seats]")) fillSeats(select);
  if (part("stage")) fitKinds();
  fillPayers();
}

export function start() {
  const by = document.getElementById("by");
  if (by) {
    by.min = isoDate(Date.now());
    by.dataset.default = isoDate(Date.now() + FORTNIGHT);
    by.value ||= by.dataset.default;
  }
  document.addEventListener("input", nudge);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.start) begin(button);
  });
  on("rights", refresh);
  on("own", advice);
}
