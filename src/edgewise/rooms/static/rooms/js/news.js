/* What has just changed, for those who do not see it: said once, politely, and one thing after the other. */
import { acting, all, filled, nameOf, on, part, room, serverNow, stage, words } from "./context.js";
import { say } from "./commands.js";
import { wasSaid } from "./clock.js";
import { showThumb } from "./rights.js";
import { timeUp } from "./sounds.js";

const KEPT = 20000; // ms that a text stands for a reader who is still busy with another one
const EARLY = 500; // ms by which the server may seem to end a turn before its time
const title = document.title;

/* Each text is a line of its own: a new one never takes the place of one that is not read yet. */
export function announce(text) {
  const line = Object.assign(document.createElement("p"), { textContent: text });
  document.getElementById("announce").append(line);
  setTimeout(() => line.remove(), KEPT);
}

function scene() {
  const { holder, turnBegan, turnDeadline, pausedAt } = part("table")?.dataset || {};
  const { key, phase, chair } = stage();
  return { stage: key || phase, chair, holder, turn: `turn${turnBegan}`, deadline: Number(turnDeadline), paused: Number(pausedAt) };
}
let before = scene();

function entered() {
  for (const place of all("#my-part .says, #thumb .says")) {
    if (!place.closest(".late")) place.textContent = "";
  }
  return `${document.getElementById("stage-title")?.textContent || ""}.`;
}

/* Nobody pressed anything: the time of the turn was up. */
const passedOn = (now) => before.holder && now.holder !== before.holder && before.deadline && !before.paused
  && serverNow() >= before.deadline - EARLY;

function floorNews(now) {
  const mine = now.holder && now.holder === acting() && now.holder !== before.holder ? [words.floor] : [];
  if (!passedOn(now)) return mine;
  const told = wasSaid(before.turn);
  if (!told) timeUp(before.holder);
  const next = mine.length || !now.holder ? mine : [filled(words.floorOf, { name: nameOf(now.holder) })];
  return told ? next : [words.timeUp, ...next];
}

function chairNews(now) {
  if (!before.chair || !now.chair || now.chair === before.chair) return [];
  const text = now.chair === room.me ? words.chairMine : filled(words.chairOf, { name: nameOf(now.chair) });
  if (![now.chair, before.chair].includes(room.me)) return [text];
  say(document.querySelector("#thumb .says"), text); // it is read out there
  showThumb();
  return [];
}

function changed() {
  const now = scene();
  const news = now.stage === before.stage ? [] : [entered()];
  news.push(...floorNews(now), ...chairNews(now));
  before = now;
  if (news.length) announce(news.join(" "));
  document.title = now.holder && now.holder === acting() ? filled(words.floorTitle, { title }) : title;
}

export function start() {
  on("regions", changed);
}
