/* A phone that falls asleep would lose its seat in the middle of a session: while it runs, the screen stays on. */
import { on, stage } from "./context.js";

let lock = null;

async function hold() {
  if (!navigator.wakeLock || lock || document.visibilityState !== "visible" || stage().phase !== "running") return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => { lock = null; });
  } catch { /* a low battery may say no */ }
}

export function start() {
  on("regions", hold);
  document.addEventListener("visibilitychange", hold);
  hold();
}
