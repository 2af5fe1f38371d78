/* Time as the server sees it: deadline - (this clock + offset). Nothing is counted here. */
import { filled, on, part, room, serverNow, words } from "./context.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const listeners = [];
export const atMoments = (listener) => listeners.push(listener);

function left(ms) {
  const over = ms < 0;
  const seconds = over ? Math.floor(-ms / 1000) : Math.ceil(ms / 1000);
  return `${over ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const number = (region, name) => Number(region?.dataset[name]) || 0;

export function reading() {
  const table = part("table");
  const at = number(table, "pausedAt") || serverNow();
  const span = (what) => {
    const [began, deadline] = [number(table, `${what}Began`), number(table, `${what}Deadline`)];
    return deadline ? { key: `${what}${began}`, left: deadline - at, whole: deadline - began } : null;
  };
  return { step: span("step"), turn: span("turn"), paused: Boolean(number(table, "pausedAt")) };
}

function put(id, text) {
  const place = document.getElementById(id);
  if (place && place.textContent !== text) place.textContent = text;
}

function arc(id, span) {
  const circle = document.getElementById(id);
  if (!circle) return;
  const share = span ? Math.max(0, Math.min(1, span.left / span.whole)) : 0;
  circle.setAttribute("stroke-dasharray", span && span.left < 0 ? "6 14" : `${Math.round(share * 1000)} 1000`);
  circle.classList.toggle("over", Boolean(span && span.left < 0));
  circle.classList.toggle("soon", Boolean(span && span.left >= 0 && span.left <= 15000));
}

/* Moments worth saying: a minute, fifteen seconds, the end; each once, and none that had passed when we came. What is
   left is said while it is true: a page in the background may look once a minute. */
const LATE = 3000; // ms
const said = new Map();
export const wasSaid = (key) => said.get(key) === 0;
function moments(span, what) {
  const ms = span.left;
  const before = said.get(span.key) ?? Infinity;
  const now = ms <= 0 ? 0 : ms <= 15000 ? 15 : ms <= 60000 ? 60 : Infinity;
  const isTrue = now === 0 || ms > now * 1000 - LATE;
  if (now < before && isTrue && said.has(span.key)) for (const listener of listeners) listener(now, what, span);
  said.set(span.key, Math.min(before, now));
}

function pace() {
  const agenda = part("agenda");
  const table = part("table");
  const planned = number(agenda, "plannedEnd");
  if (!planned || !number(table, "stepDeadline")) return put("pace", "");
  const end = Math.max(serverNow(), number(table, "stepDeadline")) + number(agenda, "later");
  const behind = Math.round((end - planned) / 60000);
  const clock = new Date(Date.now() + (end - serverNow()) / room.speed).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const late = number(agenda, "bookedUntil") && end > number(agenda, "bookedUntil") + 60000;
  const standing = behind > 0 ? words.behind : behind < 0 ? words.ahead : words.onTime;
  const minutes = Math.abs(behind);
  put("pace", `${filled(standing, { minutes })} · ${filled(late ? words.endsLate : words.ends, { time: clock })}`);
}

/* In the lobby: how long until it begins. */
function startsIn() {
  const starts = Date.parse(document.getElementById("starts")?.dateTime || "");
  const ms = starts - serverNow();
  if (starts) put("starts-in", ms > 0 ? filled(words.begins, { time: long(ms) }) : words.begun);
}

function long(ms) {
  const minutes = Math.ceil(ms / 60000);
  if (ms < 600000) return left(ms);
  const parts = minutes >= 60 ? { hours: Math.floor(minutes / 60), minutes: minutes % 60 } : { minutes };
  return filled(minutes >= 60 ? words.hours : words.minutes, parts);
}

export function tick() {
  const { step, turn, paused } = reading();
  const main = turn || step;
  startsIn();
  put("clock-main", main ? left(main.left) : "");
  put("floor-state", [document.querySelector(".centre-floor")?.textContent.trim(), main && left(main.left)].filter(Boolean).join(" · "));
  put("clock-step", turn && step ? filled(words.stageClock, { time: left(step.left) }) : "");
  document.getElementById("clock-main")?.classList.toggle("over", Boolean(main && main.left < 0));
  arc("arc-turn", main);
  arc("arc-step", turn ? step : null);
  if (!paused && turn) moments(turn, "turn");
  if (!paused && step) moments(step, "stage");
  pace();
}

export function start() {
  for (const news of ["regions", "time"]) on(news, tick);
  document.addEventListener("visibilitychange", tick);
  tick();
  setInterval(tick, calm.matches ? 1000 : 250);
}
