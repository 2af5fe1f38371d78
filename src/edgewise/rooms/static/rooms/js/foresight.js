/* On the side of an issue: how sure, what is expected, and an earlier decision to look at again. */
import { all, on, room, stage } from "./context.js";

const looks = all("[data-look]");

function mine(own) {
  for (const button of all(".sure-line button")) {
    button.setAttribute("aria-pressed", String(Number.isInteger(own?.sure) && Number(button.dataset.numberSure) === own.sure));
  }
}

/* The owner's own words on the board, taken over into a field of theirs. */
function fill(button) {
  const field = document.getElementById(button.dataset.fill);
  field.value = button.dataset.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (field.checkVisibility()) field.focus();
}

function offerLooks() {
  const asked = (stage().asks || "").split(" ").includes("review") && stage().owner === room.me;
  const due = stage().does === "promises";
  for (const look of looks) look.hidden = !asked && !(due && look.dataset.look) && !look.open;
}

export function start() {
  on("own", mine);
  on("rights", offerLooks);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (button) fill(button);
  });
  // What was asked about the words that are sent now has its answer.
  document.addEventListener("reset", (event) => event.target.querySelector(".hints")?.replaceChildren());
}
