/* How far a sheet is: a bar and a line that count the answered questions. The sheet works without this file too. */

function follow(form) {
  const place = form.querySelector("[data-progress]");
  const bar = place.querySelector("progress");
  const line = place.querySelector("[data-words]");
  const items = [...form.querySelectorAll(".sheet-item")];
  const count = () => {
    const answered = items.filter((item) => item.querySelector(":checked")).length;
    bar.value = answered;
    const values = { n: answered, all: items.length };
    line.textContent = line.dataset.words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
  place.hidden = false;
  for (const words of form.querySelectorAll(".only-script")) words.hidden = false;
  form.addEventListener("input", count);
  form.addEventListener("change", count);
  count();
}

document.querySelectorAll("form[data-sheet]").forEach(follow);
