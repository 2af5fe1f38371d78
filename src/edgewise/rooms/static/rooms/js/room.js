/* The live room: each module does one thing; this one wakes them in order. */
import * as awake from "./awake.js";
import * as clock from "./clock.js";
import * as coach from "./coach.js";
import { all, part, room, words } from "./context.js";
import * as controls from "./controls.js";
import * as drafts from "./drafts.js";
import * as foresight from "./foresight.js";
import * as forms from "./forms.js";
import * as introductions from "./introductions.js";
import * as keys from "./keys.js";
import * as laptop from "./laptop.js";
import * as news from "./news.js";
import * as notes from "./notes.js";
import * as privately from "./private.js";
import { apply } from "./rights.js";
import * as sounds from "./sounds.js";
import * as speech from "./speech.js";
import * as stream from "./stream.js";
import * as undo from "./undo.js";

const MOMENTS = { 60: "Minute", 15: "Seconds", 0: "Over" };

clock.atMoments((left, what, span) => {
  if (left === 60 && span.whole < 120000) return; // a minute of a minute is no news
  news.announce(words[what + MOMENTS[left]]);
});

for (const module of [drafts, controls, forms, foresight, coach, notes, undo, news, laptop, keys, sounds, awake, speech, privately, introductions]) module.start();
document.body.classList.add("ready"); // before the first look at what can be seen
apply();
clock.start();
if (part("stage")?.dataset.phase !== "closed") stream.start();
room.root.dataset.ready = "yes";
for (const dialog of all("dialog")) dialog.addEventListener("close", () => dialog.querySelector("form")?.reset?.());
