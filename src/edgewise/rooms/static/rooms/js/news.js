/* What has just changed, for those who do not see it: said once, politely, and only what concerns the listener. */
import { acting, all, filled, on, part, stage, words } from "./context.js";

const title = document.title;
let shownStage = stage().key || stage().phase;
let holder = part("table")?.dataset.holder;

export function announce(text) {
  document.getElementById("announce").textContent = text;
}

function entered() {
  for (const place of all("#my-part .says, #thumb .says")) {
    if (!place.closest(".late")) place.textContent = "";
  }
  return `${document.getElementById("stage-title")?.textContent || ""}.`;
}

function changed() {
  const news = [];
  const key = stage().key || stage().phase;
  if (key !== shownStage) news.push(entered());
  shownStage = key;
  const now = part("table")?.dataset.holder;
  const mine = Boolean(now) && now === acting();
  if (now !== holder && mine) news.push(words.floor);
  holder = now;
  if (news.length) announce(news.join(" "));
  document.title = mine ? filled(words.floorTitle, { title }) : title;
}

export function start() {
  on("regions", changed);
}
