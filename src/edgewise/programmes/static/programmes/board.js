/* The draft board by hand: a person is dragged, or picked up with the keyboard, and the server says what a move
   would break before it is made. Without this file every person still has a page with a form. */
const board = document.getElementById("board");
const carry = document.getElementById("carry");
const sheet = document.getElementById("sheet");
const words = document.getElementById("words").dataset; // every text, in the reader's language
const state = { person: null, link: null, name: "", home: null, to: null, swap: null, byKey: false };
const textOf = (element) => (element?.textContent || "").trim().replace(/\s+/g, " ");
const effects = new Map(); // what the server said of a move, while nothing has changed
let typed = "";
let typedAt = 0;
let waiting = 0;
let focused = "";
let told = textOf(document.getElementById("last"));

const version = () => document.getElementById("state").dataset.version;
const token = () => document.querySelector("#token [name=csrfmiddlewaretoken]").value;
const say = (text) => { document.getElementById("said").textContent = text; };
const nameOf = (member) => member.querySelector("a").textContent;
const place = (to) => ({ bench: document.getElementById("bench"), new: document.querySelector(".new-circle") })[to]
  || document.getElementById(`circle-${to}`);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const from = (home) => (home === "bench" ? words.fromBench : filled(words.fromCircle, { number: home }));
const toward = (to) => ({ bench: words.toBench, new: words.toNew })[to] || filled(words.toCircle, { number: to });
const beside = (to, name) => filled(to === "bench" ? words.withBench : words.withCircle, { name, number: to });

/* Picking up, letting go */
function pickUp(member, byKey) {
  if ("locked" in member.dataset) return say(filled(words.locked, { name: nameOf(member) }));
  letGo();
  Object.assign(state, {
    person: member.dataset.person, link: member.querySelector("a"), name: nameOf(member),
    home: member.closest("[data-target]").dataset.target, byKey,
  });
  member.classList.add("carried");
  document.body.classList.add("carrying");
  document.getElementById("carry-who").textContent = state.name;
  document.getElementById("carry-to").textContent = from(state.home);
  document.getElementById("carry-effect").replaceChildren();
  carry.hidden = false;
  if (byKey) say(filled(words.pickedUp, { name: state.name, from: from(state.home) }));
}

function letGo() {
  for (const name of ["carried", "target", "would-break", "swap-with"]) {
    for (const element of document.querySelectorAll(`.${name}`)) element.classList.remove(name);
  }
  document.body.classList.remove("carrying");
  carry.hidden = true;
  Object.assign(state, { person: null, to: null, swap: null });
}

/* Where to, and what it would do */
function aim(to, swap = null) {
  if (state.to === to && state.swap === swap) return;
  for (const element of document.querySelectorAll(".target, .swap-with")) element.classList.remove("target", "would-break", "swap-with");
  Object.assign(state, { to, swap });
  if (!to || (to === state.home && !swap)) {
    document.getElementById("carry-to").textContent = from(state.home);
    return document.getElementById("carry-effect").replaceChildren();
  }
  const card = place(to);
  card?.classList.add("target");
  const other = swap && document.querySelector(`[data-person="${swap}"]`);
  other?.classList.add("swap-with");
  if (state.byKey) (other || card)?.scrollIntoView({ block: "nearest" });
  document.getElementById("carry-to").textContent = other ? beside(to, nameOf(other)) : toward(to);
  clearTimeout(waiting);
  waiting = setTimeout(ask, 60);
}

async function effectOf(query) {
  const key = `${version()} ${query}`;
  if (!effects.has(key)) {
    const answer = await fetch(`${board.dataset.try}?${query}&version=${version()}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return "";
    effects.set(key, await answer.text());
  }
  return effects.get(key);
}

function query() {
  const fields = new URLSearchParams({ person: state.person });
  if (state.swap) fields.set("swap", state.swap);
  else fields.set("to", state.to);
  return fields.toString();
}

async function ask() {
  if (!state.person || !state.to) return;
  const asked = query();
  const html = await effectOf(asked);
  if (!state.person || !state.to || query() !== asked) return;
  const shown = document.getElementById("carry-effect");
  shown.innerHTML = html; // from our own server, escaped there
  place(state.to)?.classList.toggle("would-break", shown.querySelector("[data-fits]")?.dataset.fits === "no");
  if (state.byKey) say(`${document.getElementById("carry-to").textContent}. ${textOf(shown)}`);
}

/* Putting down */
async function putDown() {
  const { person, to, swap, home, byKey } = state;
  letGo();
  if (!person || !to || (to === home && !swap)) return;
  const values = { person, version: version(), csrfmiddlewaretoken: token(), ...(swap ? { swap } : { to }) };
  await send(board.dataset.move, values);
  const member = document.querySelector(`[data-person="${person}"]`);
  member?.classList.add("moved");
  if (byKey) (member?.querySelector("a") || document.querySelector("#circles a"))?.focus();
}

async function send(path, values) {
  const answer = await fetch(path, { method: "POST", headers: { "HX-Request": "true", "X-CSRFToken": values.csrfmiddlewaretoken }, body: new URLSearchParams(values) });
  const html = await answer.text();
  if (!answer.ok && answer.status !== 409) return say(words.failed);
  return htmx.swap({ text: html, swap: "none", target: document.body, sourceElement: document.body });
}

/* After every swap: what was said last is said aloud, and the focus is where it was */
function changed() {
  effects.clear();
  rove();
  const last = textOf(document.getElementById("last"));
  if (last && last !== told) say(last);
  told = last;
  if (document.activeElement !== document.body || !focused) return;
  document.getElementById(focused)?.focus();
  if (document.activeElement === document.body) document.querySelector("#state button:not(:disabled)")?.focus();
}

/* By mouse */
document.addEventListener("dragstart", (event) => {
  const member = event.target.closest?.(".member[draggable=true]");
  if (!member) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", nameOf(member));
  setTimeout(() => pickUp(member, false)); // a change at once would end the drag in Chromium
});
document.addEventListener("dragover", (event) => {
  if (!state.person) return;
  const target = event.target.closest?.("[data-target]");
  if (!target) return aim(null);
  event.preventDefault();
  const member = event.target.closest(".member");
  const isOther = member && member.dataset.person !== state.person && target.dataset.target !== state.home && !("locked" in member.dataset);
  return aim(target.dataset.target, isOther ? member.dataset.person : null);
});
document.addEventListener("drop", (event) => {
  if (!state.person) return;
  event.preventDefault();
  putDown();
});
document.addEventListener("dragend", letGo);

/* By keyboard: one stop per circle, arrows within */
function rove() {
  for (const list of document.querySelectorAll(".board .members")) {
    const links = [...list.querySelectorAll(".member a")];
    if (!links.length || links.some((link) => link.tabIndex === 0 && link.dataset.stop)) continue;
    links.forEach((link, index) => { link.tabIndex = index ? -1 : 0; link.dataset.stop = "yes"; });
  }
}

function walk(link, key) {
  const links = [...link.closest(".members").querySelectorAll(".member a")];
  const lists = [...document.querySelectorAll(".board .members")].filter((list) => list.querySelector("a"));
  const row = links.indexOf(link);
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  let next = step ? links[row + step] : null;
  if (key === "ArrowRight" || key === "ArrowLeft") {
    const list = lists[lists.indexOf(link.closest(".members")) + (key === "ArrowRight" ? 1 : -1)];
    const others = list ? [...list.querySelectorAll(".member a")] : [];
    next = others[Math.min(row, others.length - 1)];
  }
  if (!next) return;
  for (const one of next.closest(".members").querySelectorAll(".member a")) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

const targets = () => [...document.querySelectorAll("#circles [data-target]")].map((card) => card.dataset.target).concat("bench", "new");

function choose(key) {
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const every = targets();
    const step = key === "ArrowRight" ? 1 : -1;
    const next = (every.indexOf(state.to || state.home) + step + every.length) % every.length;
    return aim(every[next]);
  }
  if (!state.to || state.to === state.home || state.to === "new") return undefined;
  const members = [...(place(state.to)?.querySelectorAll(".member:not([data-locked])") || [])].map((one) => one.dataset.person);
  const every = [null, ...members];
  const next = (every.indexOf(state.swap) + (key === "ArrowDown" ? 1 : -1) + every.length) % every.length;
  return aim(state.to, every[next]);
}

function typeAhead(letter) {
  typed = Date.now() - typedAt > 1000 ? letter : typed + letter;
  typedAt = Date.now();
  if (/^\d+$/.test(typed)) {
    if (Number(typed) <= Number(board.dataset.last)) aim(typed);
    return;
  }
  const found = [...document.querySelectorAll(".board .member")].find((member) => member.dataset.person !== state.person
    && nameOf(member).toLowerCase().split(" ").some((word) => word.startsWith(typed.toLowerCase())));
  if (found) aim(found.closest("[data-target]").dataset.target);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const link = event.target.closest?.(".board .member a");
  if (state.person) {
    const acts = { Enter: putDown, Escape: () => { const { link } = state; letGo(); say(words.cancelled); link?.focus(); }, Tab: () => choose(event.shiftKey ? "ArrowLeft" : "ArrowRight") };
    if (acts[event.key]) acts[event.key]();
    else if (event.key.startsWith("Arrow")) choose(event.key);
    else if (event.key.length === 1) typeAhead(event.key);
    else return;
    event.preventDefault();
  } else if (link) {
    if (event.key === "Enter") pickUp(link.closest(".member"), true);
    else if (event.key === " ") openSheet(link.href);
    else if (event.key.startsWith("Arrow")) walk(link, event.key);
    else return;
    event.preventDefault();
  }
});

/* One person, one circle, two people: at the side */
async function openSheet(href) {
  const answer = await fetch(href, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return say(words.failed);
  const about = document.getElementById("about");
  await htmx.swap({ text: await answer.text(), swap: "innerHTML", target: about, sourceElement: about });
  sheet.setAttribute("aria-label", textOf(about.querySelector("h2")) || words.about);
  if (!sheet.open) sheet.showModal();
  sheet.scrollTop = 0;
  return undefined;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sheet]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openSheet(link.href);
});
document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-tries]");
  if (!form || !event.target.value) return;
  const asked = new URLSearchParams({ person: form.elements.person.value, to: event.target.value });
  form.parentElement.querySelector("[data-effect]").innerHTML = await effectOf(asked.toString());
});

/* Forms of the board and of the sheet */
document.addEventListener("htmx:config:request", (event) => {
  const { body } = event.detail.ctx.request;
  if (body?.has?.("version")) body.set("version", version()); // a card drawn before the last move says an older one
});
document.addEventListener("htmx:after:swap", changed);
document.addEventListener("htmx:after:request", (event) => {
  const form = event.target;
  if (form.matches?.("#sheet form[method=post]") && event.detail.ctx.response.status < 500) sheet.close();
});
document.addEventListener("focusin", (event) => {
  focused = event.target.id;
});

rove();
