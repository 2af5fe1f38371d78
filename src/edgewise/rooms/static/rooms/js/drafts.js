/* What is written and not yet sent survives a reload, in this tab only, and is forgotten once it is on the board. */
import { all, room } from "./context.js";

const place = (field) => `edgewise ${room.code} ${room.me} ${field.id}`;

function keep(field) {
  try {
    if (field.value) sessionStorage.setItem(place(field), field.value);
    else sessionStorage.removeItem(place(field));
  } catch { /* a browser that keeps nothing: the text still stands in the field */ }
}

export function forget(form) {
  for (const field of all("[data-draft]", form)) sessionStorage.removeItem(place(field));
  form.reset();
  for (const field of all("[data-default]", form)) field.value = field.dataset.default;
}

export const draftOf = (field) => sessionStorage.getItem(place(field));

export function restore(field) {
  const draft = draftOf(field);
  if (draft !== null && field.value !== draft) field.value = draft;
}

export function start() {
  document.addEventListener("input", (event) => event.target.matches("[data-draft]") && keep(event.target));
  for (const field of all("[data-draft]")) restore(field);
}
