/* Buttons and forms: each knows its command; this module only sends. */
import { all, filled, part, room, stage, words } from "./context.js";
import { forget } from "./drafts.js";
import { say, send } from "./commands.js";

const near = (element) => element.closest("form, .compose, .desk, .thumb, dialog")?.querySelector(".says")
  || document.querySelector("#thumb .says");

const myself = (element) => Boolean(element.closest("[data-desk], [data-myself], dialog:not(#amend)"));

export const usable = (element) => !element.disabled && element.getAttribute("aria-disabled") !== "true";

/* A move that was meant for the stage or the turn on the screen says so, where the page is told the stage's place. */
const OF_A_STAGE = ["next_stage", "skip_stage", "step_back", "add_time", "open_exit_gate"];
const OF_A_TURN = ["take_floor", "shield_enough", "shield_advice"];
function meant(command) {
  if (!("step" in stage())) return command;
  if (OF_A_STAGE.includes(command.do)) return { ...command, step: Number(stage().step) };
  return OF_A_TURN.includes(command.do) ? { ...command, seat: part("table").dataset.holder } : command;
}

/* data-number-value="3" becomes {value: 3}. */
function details(button) {
  const found = {};
  for (const [name, value] of Object.entries(button.dataset)) {
    if (name.startsWith("number")) found[name.slice(6).toLowerCase()] = Number(value);
  }
  return found;
}

async function press(button) {
  if (button.getAttribute("aria-busy") || !usable(button)) return;
  button.setAttribute("aria-busy", "true");
  const done = button.closest(".sure") ? words.saved : ""; // on one laptop no button shows it
  await send(meant({ do: button.dataset.send, ...details(button) }), near(button), myself(button), done);
  button.removeAttribute("aria-busy");
}

function fields(form) {
  const command = { do: form.dataset.command };
  for (const field of all("input, textarea, select", form)) {
    if (!field.name || ((field.type === "radio" || field.type === "checkbox") && !field.checked)) continue;
    command[field.name] = "number" in field.dataset ? Number(field.value) : field.value.trim();
  }
  if (command.do === "name_pattern") command.contributions = all(".pick:checked").map((box) => Number(box.value));
  return command;
}

async function submit(form) {
  const button = form.querySelector("button:not([type=button])");
  if (button.disabled) return;
  button.disabled = true;
  const accepted = await send(meant(fields(form)), near(form), myself(form));
  button.disabled = false;
  if (!accepted) return;
  forget(form);
  for (const box of all(".pick:checked")) box.checked = false;
  const dialog = form.closest("dialog");
  if (dialog) dialog.close();
  else say(near(form), form.id === "contribute-form" ? words.onBoard : words.saved);
}

function open(id, fill = {}) {
  const dialog = document.getElementById(id);
  for (const [name, value] of Object.entries(fill)) dialog.querySelector(`[name="${name}"]`).value = value;
  say(dialog.querySelector(".says"), "");
  if (!dialog.open) dialog.showModal();
}

function leaveOut({ override: output, seat, issue = -1, words: whose }) {
  document.getElementById("override-words").textContent = whose;
  open("override", { output, seat, issue });
}

/* A sentence that stands ready: one tap instead of typing while somebody talks. */
function sayAtOnce(button) {
  const form = button.closest("form");
  form.querySelector("input[maxlength], input[data-most]").value = button.textContent.trim();
  form.requestSubmit();
}

/* The second press of a double click may meet a button that was not there at the first. */
const isEcho = (event) => event.detail > 1;

function takeIssues(button) {
  if (!ticked.length) return say(near(button), words.tickIssues);
  send({ do: "choose_issues", owners: ticked }, near(button), true);
}

function clicked(event) {
  const target = event.target;
  const button = target.closest("button");
  if (isEcho(event) && target.closest("dialog")) return event.preventDefault();
  if (button && "say" in button.dataset) return sayAtOnce(button);
  if (button?.dataset.send) return void (isEcho(event) || press(button));
  if (button && "chooseIssues" in button.dataset) return takeIssues(button);
  if (button?.dataset.dialog === "exit-gate") {
    const skipped = document.getElementById("skipped");
    skipped.textContent = filled(skipped.dataset.text, { count: all("#region-agenda li.to-come").length });
  }
  if (button?.dataset.override) return leaveOut(button.dataset);
  if (button?.dataset.amend) {
    const text = document.getElementById(`words-${button.dataset.amend}`).querySelector(".words-text, .line-text").textContent;
    return open("amend", { contribution: button.dataset.amend, text });
  }
  const seat = target.closest("g.seat");
  if (seat && room.mayMyself.has("give_floor")) return open("give", { to: seat.dataset.seat });
}

/* The order of ticking is the order of the issues. */
let ticked = [];
function chooseIssues() {
  const boxes = all("input[name=owner]", part("chair"));
  ticked = ticked.filter((id) => boxes.some((box) => box.value === id && box.checked));
  for (const box of boxes) {
    if (box.checked && !ticked.includes(box.value)) ticked.push(box.value);
    const order = box.parentElement.querySelector(".order");
    order.textContent = box.checked ? filled(words.issue, { number: ticked.indexOf(box.value) + 1 }) : "";
  }
}

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("change", (event) => event.target.name === "owner" && chooseIssues());
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.command) return;
    event.preventDefault();
    submit(event.target);
  });
}
