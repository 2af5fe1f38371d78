/* Who is chosen: "everybody" ticks each row, a row that is not wanted is left out, and the button says how many. */

const form = document.querySelector("form[data-choose]");
const everyone = form?.elements.everyone;
const rows = form ? [...form.querySelectorAll("input[name=people]")] : [];
const button = form?.querySelector("[data-number]");

function chosen() {
  const ticked = rows.filter((row) => row.checked).length;
  return everyone.checked ? Number(form.dataset.all) - (rows.length - ticked) : ticked;
}

function say() {
  const number = chosen();
  const words = number ? button.dataset.some : button.dataset.none;
  button.textContent = words.replace("{number}", number.toLocaleString(document.documentElement.lang));
  button.disabled = !number;
}

form?.addEventListener("change", (event) => {
  if (event.target === everyone) for (const row of rows) row.checked = everyone.checked;
  say();
});

/* Of everybody, those on this page whose tick was taken away. */
form?.addEventListener("formdata", (event) => {
  if (!everyone.checked) return;
  event.formData.delete("people");
  for (const row of rows) if (!row.checked) event.formData.append("left_out", row.value);
});

if (form) {
  say();
  addEventListener("pageshow", say);
}
