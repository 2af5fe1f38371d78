/* What has just changed, for those who do not see it: said once, politely, and only what concerns the listener. */
import { acting, all, on, part, stage } from "./context.js";

const title = document.title;
let shownStage = stage().key || stage().phase;
let holder = part("table")?.dataset.holder;

export function announce(words) {
  document.getElementById("announce").textContent = words;
}

function entered() {
  for (const place of all("#my-part .says, #thumb .says")) {
    if (!place.closest(".late")) place.textContent = "";
  }
  return `${document.getElementById("stage-title")?.textContent || ""}.`;
}

function changed() {
  const words = [];
  const key = stage().key || stage().phase;
  if (key !== shownStage) words.push(entered());
  shownStage = key;
  const now = part("table")?.dataset.holder;
  const mine = Boolean(now) && now === acting();
  if (now !== holder && mine) words.push("You have the floor.");
  holder = now;
  if (words.length) announce(words.join(" "));
  document.title = mine ? `You have the floor · ${title}` : title;
}

export function start() {
  on("regions", changed);
}
