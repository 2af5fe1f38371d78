/* A soft tone and a short vibration before and at time up. Off until it is switched on, and remembered. */
import { acting, part } from "./context.js";
import { atMoments } from "./clock.js";

const MEMORY = "edgewise sound";
let audio = null;
let on = false;

function tone(pitch, at) {
  const [voice, loudness] = [audio.createOscillator(), audio.createGain()];
  voice.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.12, at + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
  voice.connect(loudness).connect(audio.destination);
  voice.start(at);
  voice.stop(at + 1);
}

function play(...pitches) {
  if (!on) return;
  audio ||= new AudioContext();
  pitches.forEach((pitch, index) => tone(pitch, audio.currentTime + index * 0.28));
}

const concerned = (holder = part("table")?.dataset.holder) => [holder, part("stage")?.dataset.chair].includes(acting());

/* Also where the turn has passed on already; `holder` had it. */
export function timeUp(holder) {
  play(523, 392);
  if (on && concerned(holder)) navigator.vibrate?.([180, 90, 180]);
}

function moment(left) {
  if (left === 0) return timeUp();
  if (left === 60 || !concerned()) return;
  play(523);
  if (on) navigator.vibrate?.(120);
}

function set(button, value) {
  on = value;
  localStorage.setItem(MEMORY, on ? "on" : "off");
  button.setAttribute("aria-pressed", String(on));
}

export function start() {
  const button = document.getElementById("sound");
  if (!button) return;
  set(button, localStorage.getItem(MEMORY) === "on");
  button.addEventListener("click", () => {
    set(button, !on);
    play(523);
  });
  atMoments(moment);
}
