/* The browser prints; the button only saves looking for it, so without this file there is none. */
const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
