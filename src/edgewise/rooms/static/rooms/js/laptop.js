/* One laptop in the boardroom: the facilitator's page records for the person chosen here. */
import { all, on, room, seats, stage } from "./context.js";
import { apply } from "./rights.js";
import { send } from "./commands.js";

const picker = document.getElementById("for-seat");
const switcher = document.querySelector("[data-laptop]");

function presence() {
  const box = document.getElementById("presence");
  const list = seats().filter((seat) => seat.id !== room.me);
  const key = JSON.stringify(list);
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.replaceChildren(...list.map((seat) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: seat.name });
    button.setAttribute("aria-pressed", String(seat.present));
    button.addEventListener("click", () => asChair({ do: "mark_present", seat: seat.id, present: !seat.present }));
    return button;
  }));
}

const asChair = (command) => send(command, document.querySelector("#desk .says"), true);

function record(seat) {
  const mine = !seat || seat === room.me || !stage().oneLaptop || stage().chair !== room.me;
  room.recordFor = mine ? "" : seat;
  for (const field of all("#my-part textarea, #my-part input[data-draft]")) field.value = field.dataset.default || "";
  apply();
}

/* The desk stays the chair's own while the page records for somebody else. */
export function start() {
  if (!picker) return;
  picker.addEventListener("change", () => record(picker.value));
  switcher.addEventListener("click", () => asChair({ do: "use_one_laptop", on: !stage().oneLaptop }));
  on("regions", () => {
    switcher.setAttribute("aria-pressed", String(Boolean(stage().oneLaptop)));
    if (!stage().oneLaptop && room.recordFor) record("");
    if (stage().oneLaptop) presence();
  });
}
