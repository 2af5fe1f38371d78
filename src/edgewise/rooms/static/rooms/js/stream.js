/* The session's stream. Lost: said, and mended. Blocked by a proxy: asked for instead, every two seconds. */
import { hear, room, url, words } from "./context.js";
import { show, showOwn } from "./regions.js";

const QUIET = 40000; // a heartbeat comes every 15 s
const FIRST = 8000; // a first frame later than this means that streams do not come through
const ASK = 2000;
const AGAIN = 30000; // how often a stream is tried while asking
let source = null;
let heard = 0;
let opened = 0;
let asking = 0;
let failures = 0; // since the last frame

function status(state, text) {
  const tag = document.getElementById("link-state");
  const said = document.getElementById("link-words");
  if (tag && (tag.dataset.state !== state || said.textContent !== text)) {
    tag.dataset.state = state;
    said.textContent = text;
  }
  const line = document.getElementById("connection");
  if (line) line.hidden = state !== "lost";
}

function reload() {
  const last = Number(sessionStorage.getItem("edgewise reloaded")) || 0;
  if (Date.now() - last < 10000) return;
  sessionStorage.setItem("edgewise reloaded", String(Date.now()));
  location.reload();
}

const handlers = {
  hello: (data) => { hear(data.now); showOwn(data.own); },
  regions: show,
  own: (data) => showOwn(data.own ?? data),
  beat: () => {},
  reload,
  goodbye: () => { close(); reload(); },
};

function receive(name, text) {
  heard = Date.now();
  failures = 0;
  if (!asking) status("ok", words.live);
  handlers[name](text ? JSON.parse(text) : {});
}

function close() {
  source?.close();
  source = null;
}

function open() {
  close();
  opened = Date.now();
  heard = 0;
  source = new EventSource(`${url("stream")}?ticket=${encodeURIComponent(room.ticket)}&since=${room.version}`);
  for (const name of Object.keys(handlers)) {
    source.addEventListener(name, (event) => {
      stopAsking();
      receive(name, event.data);
    });
  }
  source.addEventListener("error", lost);
}

/* Opened anew with the version that this page really shows, and not with the last id that happened to arrive. */
function lost() {
  close();
  failures += 1;
  if (asking) return; // watch() tries again
  status("lost", words.reconnecting);
  if (failures >= 3) return startAsking();
  setTimeout(() => source || open(), 500 * 2 ** failures * (0.75 + Math.random() / 2));
}

let answered = true;
async function ask() {
  try {
    const answer = await fetch(`${url("state")}?ticket=${encodeURIComponent(room.ticket)}&since=${room.version}`, { cache: "no-store" });
    if ([401, 403, 404].includes(answer.status)) return void reload(); // a refusal has words, which a stream's error has not
    if (!answer.ok) throw new Error(String(answer.status));
    for (const frame of await answer.json()) handlers[frame.event](frame.data);
    if (asking) status("ok", words.asking);
    if (!answered) open();
    answered = true;
  } catch {
    answered = false;
    status("lost", words.reconnecting);
  }
}

function startAsking() {
  if (asking) return;
  asking = setInterval(ask, ASK);
  ask();
}

function stopAsking() {
  clearInterval(asking);
  asking = 0;
}

/* Also after the laptop slept: a clock that jumped means a stream that may be dead. */
let watched = Date.now();
function watch() {
  const slept = Date.now() - watched > 15000;
  watched = Date.now();
  if (slept || (heard && Date.now() - heard > QUIET)) return open();
  if (!heard && Date.now() - opened > FIRST) startAsking();
  if (asking && Date.now() - opened > AGAIN) open();
}

export function start() {
  open();
  setInterval(watch, 2000);
  addEventListener("online", open);
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("pagehide", close);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && watch());
}
