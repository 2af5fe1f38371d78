/* A wish, sent once however often the network fails, and what came of it said beside the control. */
import { acting, room, tell, url, words } from "./context.js";
import { showOwn } from "./regions.js";

const PAUSES = [400, 1200, 3000, 6000, 10000];
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(command, once, myself) {
  const body = myself || acting() === room.me ? command : { ...command, for: acting() };
  const answer = await fetch(url("commands"), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Ticket": room.ticket, "Idempotency-Key": once },
    body: JSON.stringify(body),
  });
  if ([429, 502, 503, 504].includes(answer.status)) throw new Error("busy");
  return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => ({})) };
}

async function insist(command, says, myself) {
  const once = key();
  for (let attempt = 0; ; attempt++) {
    try {
      return await post(command, once, myself);
    } catch {
      if (attempt >= PAUSES.length) return { ok: false, body: { reason: words.noConnection } };
      say(says, words.sending);
      await wait(PAUSES[attempt]);
    }
  }
}

function refusal({ status, body }) {
  if (status === 401) return words.tooOld;
  return [body.reason || body.error || words.failed, body.suggestion].filter(Boolean).join(" ");
}

export function say(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

/* True once it is on disk, which is said in the words of `done`. `myself`: the facilitator's own move, also while the
   page records for somebody else. */
export async function send(command, says, myself = false, done = "") {
  const old = [says?.textContent, words.sending];
  const answer = await insist(command, says, myself);
  if (answer.ok) showOwn(answer.body.own, answer.body.version);
  if (!answer.ok || done) say(says, answer.ok ? done : refusal(answer));
  else if (old.includes(says?.textContent)) say(says, ""); // and not what the stream has said meanwhile
  tell("sent", { command, ok: answer.ok });
  return answer.ok;
}
