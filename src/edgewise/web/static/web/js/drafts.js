/* Longer texts outside of the room: a warning before they are lost, and what was typed is offered again after a reload.

   A form with `data-draft` is kept in this tab's sessionStorage, and nowhere else, while it differs from what the server
   sent. With `data-draft="device"` it is kept in localStorage under its `data-draft-name`, until a page says by
   `data-draft-done` that it has arrived: for people without an account, who may come back tomorrow. Its texts come from
   the body's data attributes. */

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

/* A place of storage and the name there. It may be full, or switched off: then the warning before leaving is still there. */
class Shelf {
  constructor(form, number) {
    this.isOfDevice = form.dataset.draft === "device";
    this.key = this.isOfDevice ? `${KEPT}${form.dataset.draftName}` : `${KEPT}${location.pathname}:${number}`;
  }

  get store() {
    return this.isOfDevice ? localStorage : sessionStorage;
  }

  read() {
    try {
      return JSON.parse(this.store.getItem(this.key));
    } catch {
      return null;
    }
  }

  keep(draft) {
    try {
      this.store.setItem(this.key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  clear() {
    try {
      this.store.removeItem(this.key);
    } catch {
      /* nothing is there */
    }
  }
}

function guard(form, number) {
  const shelf = new Shelf(form, number);
  const before = valuesOf(form);
  const isUnsaved = "unsaved" in form.dataset || form.querySelector(".errors") !== null; // the server gave it back
  let leaves = false;
  let isKept = false; // where it can be found tomorrow

  offer(form, shelf, before);
  form.addEventListener("input", () => {
    const values = valuesOf(form);
    if (isSame(values, before)) shelf.clear();
    else isKept = shelf.keep({ values }) && shelf.isOfDevice;
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaves = true;
    if (!isSame(valuesOf(form), before)) shelf.keep({ values: valuesOf(form), sent: true });
  });
  addEventListener("pageshow", () => { leaves = false; });
  addEventListener("beforeunload", (event) => {
    if (!leaves && !isKept && (isUnsaved || !isSame(valuesOf(form), before))) event.preventDefault();
  });
}

/* What the form holds already needs no offer. */
function offer(form, shelf, before) {
  const draft = shelf.read();
  if (!draft) return;
  if (isSame(draft.values, before)) {
    shelf.clear();
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
  button(words.draftDrop, () => shelf.clear());
  form.before(note);
}

document.querySelectorAll("form[data-draft]").forEach(guard);
