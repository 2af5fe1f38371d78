/* A slider's figure follows it; without this file the form works, and shows the figure it was sent with. */

document.addEventListener("input", (event) => {
  const shown = event.target.type === "range" && event.target.parentElement.querySelector("output");
  if (shown) shown.value = event.target.value;
});
