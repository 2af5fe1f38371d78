/* Small comforts for every page; each works without this file too. */

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

/* Search opens over the page; without this file it is a page of its own. */
async function search() {
  const opener = document.querySelector("[data-search]");
  if (opener) (await import(opener.dataset.search)).open();
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-search]") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  search();
});
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (!document.querySelector("[data-search]") || document.querySelector("dialog:modal")) return;
  event.preventDefault();
  search();
});

/* A second press while the first is under way would do the thing twice. */
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

/* Longer texts: see drafts.js. What was sent has arrived once another page comes; where nobody is signed in, nothing stays. */
function clearDrafts() {
  const arrived = document.querySelector("#messages .toast:not(.toast-error)");
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith("draft:"))) {
    const isElsewhere = !key.startsWith(`draft:${location.pathname}:`);
    const wasSent = sessionStorage.getItem(key).includes('"sent":true');
    if ("nobody" in document.body.dataset || (wasSent && (isElsewhere || arrived))) sessionStorage.removeItem(key);
  }
}
const done = document.querySelector("[data-draft-done]"); // of the device: see drafts.js
try {
  if (done) localStorage.removeItem(`draft:${done.dataset.draftDone}`);
  clearDrafts();
} catch {
  /* storage is switched off: nothing is kept */
}
if (document.querySelector("form[data-draft]")) import(document.body.dataset.drafts);

/* A browser would drop the end of what is pasted into a full field, without a word. Here it stays, and is counted. */
function loosen(field) {
  if (!field.matches("textarea[maxlength], input[maxlength]")) return;
  field.dataset.most = field.maxLength;
  field.removeAttribute("maxlength");
}

/* True if it is too long, which is said below it. */
function measure(field) {
  if (!field.dataset.most) return false;
  const over = [...field.value].length - Number(field.dataset.most);
  const values = { over: over.toLocaleString(document.documentElement.lang), most: field.dataset.most };
  const text = over > 0 ? document.body.dataset.tooLong.replace(/\{(\w+)\}/g, (_, name) => values[name]) : "";
  field.setCustomValidity(text);
  if (text) field.setAttribute("aria-invalid", "true");
  else if (field.dataset.over) field.removeAttribute("aria-invalid");
  sayOver(field, text);
  return over > 0;
}

function sayOver(field, text) {
  if (!field.dataset.over && !text) return;
  field.dataset.over = "yes";
  const block = field.closest(".joined") || field;
  const told = block.nextElementSibling?.matches(".over-limit") ? block.nextElementSibling : document.createElement("p");
  if (!told.isConnected) {
    Object.assign(told, { className: "over-limit" }).setAttribute("role", "status");
    block.after(told);
  }
  if (told.textContent !== text) told.textContent = text;
}

for (const field of document.querySelectorAll("[maxlength]")) loosen(field);
document.addEventListener("focusin", (event) => { loosen(event.target); measure(event.target); });
document.addEventListener("input", (event) => measure(event.target), true);
document.addEventListener("reset", (event) => setTimeout(() => [...event.target.elements].forEach(measure)));
document.addEventListener("submit", (event) => {
  if (![...event.target.elements].filter(measure).length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  event.target.reportValidity();
}, true);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.querySelector("[data-focus]")?.focus();
