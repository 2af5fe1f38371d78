/* What is mine to see and to press. Nothing secret is hidden here: secrets never arrive. */
import { acting, all, on, part, room, seats, stage, tell, words } from "./context.js";

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

function showMine(me) {
  const seat = CSS.escape(me || "nobody");
  sheet.replaceSync(`
    [data-for]:not([data-for~="${seat}"]), [data-not-for~="${seat}"] { display: none !important; }
    #seat-${seat} .disc { stroke: var(--action); stroke-width: 2.5; }
    #seat-${seat} .seat-name { font-weight: 700; }`);
}

function rightsOf(seat) {
  const mine = part("part")?.querySelector(`[data-rights~="${CSS.escape(seat || "nobody")}"]`);
  return new Set((mine?.dataset.may || "").split(" ").filter(Boolean));
}

const anyOf = (names, has) => names.split(" ").some(has);
const unsent = (element) => element.contains(document.activeElement)
  && all("textarea, input:not([type=radio], [type=hidden], [type=date])", element).some((field) => field.value.trim());

/* In place: allowed now, and wanted by this stage. */
function wanted(element) {
  const { when, does, output, energy } = element.dataset;
  if (energy && energy !== part("status")?.dataset.energy) return false;
  const may = element.closest("[data-desk], [data-myself]") ? room.mayMyself : room.may;
  if (!anyOf(when, (command) => may.has(command))) return false;
  if (does && stage().does !== does) return false;
  if (!output) return true;
  if (stage().phase === "exit_gate") return output.includes("commitment_each");
  return anyOf(output, (one) => (stage().needs || "").split(" ").includes(one));
}

/* Done once, a form steps back behind a line that opens it again. */
function isDone(element) {
  const { once } = element.dataset;
  const mine = once && part("table")?.querySelector(`li[data-id="${CSS.escape(acting())}"]`);
  return Boolean(mine) && mine.dataset.done.split(" ").includes(once);
}

function settle(element) {
  let show = wanted(element);
  if ("stays" in element.dataset) { // in its place through the whole stage, also while it may not be pressed
    element.setAttribute("aria-disabled", String(!show));
    show = stage().phase === element.dataset.stays && stage().chair === room.me;
  }
  if (element.dataset.once) {
    const line = element.previousElementSibling;
    const done = show && isDone(element);
    if (!done) delete element.dataset.again;
    line.hidden = !done || "again" in element.dataset;
    show &&= !done || "again" in element.dataset;
  }
  const keep = !show && !element.hidden && element.matches("form") && unsent(element);
  element.hidden = !show && !keep;
  if (!element.matches("form")) return;
  element.classList.toggle("late", keep);
  const button = element.querySelector("button:not([type=button])");
  if (button) button.disabled = keep;
  if (keep) element.querySelector(".says").textContent = words.late;
}

/* The bar is there while it has something to press or to say. */
const thumb = document.getElementById("thumb");
export function showThumb() {
  if (!thumb) return;
  thumb.hidden = false;
  thumb.hidden = !all("button", thumb).some((button) => button.checkVisibility()) && !thumb.querySelector(".says").textContent;
}

export function apply() {
  const me = acting();
  showMine(me);
  room.may = rightsOf(me);
  room.mayMyself = me === room.me ? room.may : rightsOf(room.me);
  document.body.dataset.may = [...room.may].join(" ");
  for (const element of all("[data-when]")) settle(element);
  const { phase, chair, oneLaptop } = stage();
  for (const element of all(".done[data-phase]", room.root)) element.hidden = element.dataset.phase !== phase;
  const day = document.getElementById("commitment-day");
  if (day) day.hidden = !part("stage")?.querySelector(`.promise-card[data-for="${CSS.escape(room.me)}"]`);
  for (const element of all("[data-desk]")) element.hidden = chair !== room.me || phase === "closed";
  for (const element of all("[data-laptop-on]")) element.hidden = !(oneLaptop && chair === room.me);
  showThumb();
  document.body.dataset.needs = stage().needs || "";
  document.body.dataset.phase = phase || "";
  document.body.toggleAttribute("data-chair", Boolean(room.me) && chair === room.me && phase !== "closed");
  document.body.toggleAttribute("data-two", seats().length === 2);
  document.body.dataset.floor = stage().floor || "";
  tell("rights");
}

document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-reopen]")?.parentElement;
  if (!line) return;
  line.nextElementSibling.dataset.again = "";
  apply();
  line.nextElementSibling.querySelector("textarea, input:not([type=radio])").focus();
});

on("sent", ({ command, ok }) => {
  for (const form of all("form[data-again]")) if (ok && form.dataset.command === command.do) delete form.dataset.again;
});
on("regions", apply);

/* What the bar covers must never be what has the focus: the page knows its height. */
if (thumb) {
  addEventListener("resize", showThumb); // what a narrow page has in the bar stands elsewhere on a wide one
  new ResizeObserver(() => {
    const covers = getComputedStyle(thumb).position === "fixed" ? thumb.offsetHeight : 0;
    document.documentElement.style.setProperty("--bar", `${covers}px`);
  }).observe(thumb);
}
