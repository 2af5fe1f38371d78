/* The session's stream. Lost: said, and mended. Blocked by a proxy: asked for instead, every two seconds. */
import { hear, room, tell, url, words } from "./context.js";
import { show, showOwn } from "./regions.js";

const QUIET = 20000; // ms; a beat comes every 8 s
const FIRST = 8000; // a first frame later than this means that streams do not come through
const ASK = 2000;
const AGAIN = 30000; // how often a stream is tried while asking
let source = null;
let heard = 0;
let opened = 0;
let asking = 0;
let over = false; // this seat has opened too many screens since
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
  hello: (data) => { hear(data.now, data.speed); tell("speed"); showOwn(data.own, data.version); },
  speed: (data) => { hear(data.now, data.speed); tell("speed"); tell("time"); },
  says: (data) => tell("says", data),
  regions: show,
  own: (data) => showOwn(data.own, data.version),
  beat: (data) => { hear(data.now); tell("time"); answerBeat(); },
  reload,
  goodbye: () => { close(); reload(); },
  crowded: () => { over = true; close(); status("lost", words.crowded); },
};

/* The sign of life that keeps this seat at the table. Told by the stream and by no timer: those sleep in a background tab. */
function answerBeat() {
  fetch(url("beat"), { method: "POST", headers: { "X-Ticket": room.ticket } }).catch(() => {});
}

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
  if (over) return;
  opened = Date.now();
  heard = 0;
  source = new EventSource(`${url("stream")}?seat=${room.me}&since=${room.version}`); // the ticket is in a cookie
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
    const answer = await fetch(`${url("state")}?since=${room.version}`, { cache: "no-store", headers: { "X-Ticket": room.ticket } });
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

/* Silence means a stream that may be dead, also after a laptop slept. How often this looks says nothing: a page in
   the background is let look once a minute, and hears the stream all the while. */
function watch() {
  if (heard && Date.now() - heard > QUIET) return open();
  if (!heard && Date.now() - opened > FIRST) startAsking();
  if (asking && Date.now() - opened > AGAIN) open();
}

/* A form leads away: what the server says to this page meanwhile, such as goodbye, must not load it again. */
function leave(event) {
  if (event.defaultPrevented) return;
  over = true;
  close();
}

export function start() {
  open();
  setInterval(watch, 2000);
  addEventListener("online", open);
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("pagehide", close);
  document.addEventListener("submit", leave); // after the forms of the room, which stay on the page
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && watch());
}
