/* Buttons and forms: each knows its command; this module only sends. */
import { all, filled, part, room, words } from "./context.js";
import { forget } from "./drafts.js";
import { say, send } from "./commands.js";

const near = (element) => element.closest("form, .compose, .desk, .thumb, dialog")?.querySelector(".says")
  || document.querySelector("#thumb .says");

const myself = (element) => Boolean(element.closest("[data-desk], dialog:not(#amend)"));

/* data-number-value="3" becomes {value: 3}. */
function details(button) {
  const found = {};
  for (const [name, value] of Object.entries(button.dataset)) {
    if (name.startsWith("number")) found[name.slice(6).toLowerCase()] = Number(value);
  }
  return found;
}

async function press(button) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  await send({ do: button.dataset.send, ...details(button) }, near(button), myself(button));
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
  const accepted = await send(fields(form), near(form), myself(form));
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

function clicked(event) {
  const target = event.target;
  const button = target.closest("button");
  if (button?.dataset.send) return void press(button);
  if (button?.dataset.override) return open("override", { output: button.dataset.override, seat: button.dataset.seat });
  if (button?.dataset.amend) {
    const text = document.querySelector(`#words-${button.dataset.amend} .words-text`).textContent;
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
  document.querySelector("[data-choose-issues]")?.addEventListener("click", (event) => {
    if (!ticked.length) return say(near(event.target), words.tickIssues);
    send({ do: "choose_issues", owners: ticked }, near(event.target), true);
  });
}
