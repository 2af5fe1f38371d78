/* Search over any page: typed words are looked for at once, and the arrows go through what was found. */

const dialog = document.getElementById("finder");
const field = dialog.querySelector("input");
const found = dialog.querySelector("[data-found]");
const WAIT = 150; // ms after the last letter
let newest = 0;
let timer = 0;

export function open() {
  if (dialog.open) return;
  dialog.showModal();
  field.select();
  look();
}

async function look() {
  const asked = ++newest;
  const url = `${field.form.action}?${new URLSearchParams({ q: field.value })}`;
  try {
    const answer = await fetch(url, { headers: { "X-Part": "found" } });
    const html = answer.ok && !answer.redirected ? await answer.text() : "";
    if (asked === newest && html) found.innerHTML = html;
  } catch {
    /* offline: Enter asks for the whole page, and the browser says why it does not come */
  }
}

const links = () => [...found.querySelectorAll("a")];

function step(by) {
  const stops = [field, ...links()];
  const here = stops.indexOf(document.activeElement);
  stops[(here + by + stops.length) % stops.length].focus();
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, WAIT);
});

dialog.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.preventDefault(); /* a field of this type would only be emptied by the first press */
    dialog.close();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.target.matches("a")) {
    field.focus(); /* the letter that is typed goes on in the field */
  }
});

/* Enter in the field opens what stands first; with nothing found it asks for the page. */
field.form.addEventListener("submit", (event) => {
  const first = links()[0];
  if (!first || !field.value.trim()) return;
  event.preventDefault();
  first.click();
});

dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
