/* Longer texts outside of the room: a warning before they are lost, and what was typed is offered again after a reload.

   A form with `data-draft` is kept in this tab's sessionStorage, and nowhere else, while it differs from what the server
   sent. Its texts come from the body's data attributes. */

const KEPT = "draft:";
const FIELDS = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=search])";

function fieldsOf(form) {
  return [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
}

const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
const valueOf = (field) => (isTick(field) ? field.checked : field.value);
const valuesOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [nameOf(field), valueOf(field)]));
const isSame = (one, other) => Object.keys(one).every((name) => !(name in other) || one[name] === other[name]);

function put(form, values) {
  for (const field of fieldsOf(form)) {
    if (!(nameOf(field) in values)) continue;
    if (isTick(field)) field.checked = values[nameOf(field)];
    else field.value = values[nameOf(field)];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(key, draft) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    /* full, or switched off: the warning before leaving is still there */
  }
}

function guard(form, number) {
  const key = `${KEPT}${location.pathname}:${number}`;
  const before = valuesOf(form);
  const isUnsaved = "unsaved" in form.dataset || form.querySelector(".errors") !== null; // the server gave it back
  let leaves = false;

  offer(form, key, before);
  form.addEventListener("input", () => {
    const values = valuesOf(form);
    if (isSame(values, before)) sessionStorage.removeItem(key);
    else keep(key, { values });
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaves = true;
    if (!isSame(valuesOf(form), before)) keep(key, { values: valuesOf(form), sent: true });
  });
  addEventListener("pageshow", () => { leaves = false; });
  addEventListener("beforeunload", (event) => {
    if (!leaves && (isUnsaved || !isSame(valuesOf(form), before))) event.preventDefault();
  });
}

/* What the form holds already needs no offer. */
function offer(form, key, before) {
  const draft = read(key);
  if (!draft) return;
  if (isSame(draft.values, before)) {
    sessionStorage.removeItem(key);
    return;
  }
  const words = document.body.dataset;
  const note = document.createElement("div");
  note.className = "note note-floor cluster";
  note.setAttribute("role", "status");
  note.append(Object.assign(document.createElement("p"), { textContent: words.draftFound }));
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-small" });
    made.textContent = text;
    made.addEventListener("click", () => { note.remove(); act(); });
    note.append(made);
  };
  button(words.draftTake, () => {
    put(form, draft.values);
    fieldsOf(form).find((field) => field.matches("textarea"))?.focus();
  });
  button(words.draftDrop, () => sessionStorage.removeItem(key));
  form.before(note);
}

document.querySelectorAll("form[data-draft]").forEach(guard);
