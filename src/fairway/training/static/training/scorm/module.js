"use strict";
// A module in another learning system: what was read and answered is told to it by the SCORM 1.2 API and read back.

const MASTERY = 80;
const LONGEST_WAY = 12; // frames up to the system's own
const VERSION = `v${document.body.dataset.version}`; // answers to a module as it once was say nothing of it now
const OVER = ["passed", "completed"];
const state = { read: new Set(), answers: [], before: "" };
const questions = JSON.parse(document.getElementById("questions").textContent);
const texts = [...document.querySelectorAll("[data-text]")];
const api = found(window) || (window.opener ? found(window.opener) : null);
const began = Date.now();
let isFinished = false;

function found(place) {
  for (let step = 0; step < LONGEST_WAY; step += 1) {
    try {
      if (place.API) return place.API;
    } catch {
      return null; // a frame of another origin
    }
    if (place.parent === place) return null;
    place = place.parent;
  }
  return null;
}

function restored(told) {
  const [version, read, answers] = told.split("|");
  if (version !== VERSION) return;
  if (read) read.split(",").forEach((place) => state.read.add(Number(place)));
  if (answers) answers.split(",").forEach((given, place) => { if (given !== "") state.answers[place] = Number(given); });
}

function kept() {
  const answers = questions.map((_, place) => state.answers[place] ?? "");
  return `${VERSION}|${[...state.read].join(",")}|${answers.join(",")}`;
}

function standing() {
  const given = questions.filter((_, place) => state.answers[place] !== undefined).length;
  const right = questions.filter((question, place) => state.answers[place] === question.right).length;
  const isDone = state.read.size >= texts.length && given === questions.length;
  const score = questions.length ? Math.round((100 * right) / questions.length) : 100;
  return { given, right, isDone, score };
}

function tell() {
  const { given, right, isDone, score } = standing();
  const words = [`${state.read.size} of ${texts.length} texts read`];
  if (questions.length) words.push(`${given} of ${questions.length} answered`, `${right} right`);
  document.getElementById("standing").textContent = words.join(", ") + (api ? "" : ". No learning system found: nothing is kept.");
  document.getElementById("again").hidden = !(isDone && questions.length && score < MASTERY);
  if (!api) return;
  let status = "incomplete";
  if (isDone) status = !questions.length ? "completed" : score >= MASTERY ? "passed" : "failed";
  // Opened again after it was passed, a module stays passed.
  if (OVER.includes(status) || !OVER.includes(state.before)) api.LMSSetValue("cmi.core.lesson_status", status);
  if (OVER.includes(status)) state.before = status;
  if (isDone && (OVER.includes(status) || !OVER.includes(state.before))) {
    api.LMSSetValue("cmi.core.score.min", "0");
    api.LMSSetValue("cmi.core.score.max", "100");
    api.LMSSetValue("cmi.core.score.raw", String(score));
  }
  api.LMSSetValue("cmi.suspend_data", kept());
  api.LMSSetValue("cmi.core.exit", isDone ? "" : "suspend");
  api.LMSCommit("");
}

function showRead(place) {
  const button = texts[place].querySelector("[data-read]");
  button.textContent = "Read";
  button.disabled = true;
}

function showAnswer(box, question, given) {
  const told = box.querySelector(".told");
  told.hidden = false;
  told.querySelector("b").textContent = given === question.right ? "Right. " : `Not this time: ${question.options[question.right]}. `;
  told.querySelector("span").textContent = question.because;
  box.querySelectorAll(".options button").forEach((button, place) => {
    button.disabled = true;
    if (place === given) button.setAttribute("aria-pressed", "true");
  });
}

function begin() {
  if (api) {
    api.LMSInitialize("");
    state.before = api.LMSGetValue("cmi.core.lesson_status") || "";
    restored(api.LMSGetValue("cmi.suspend_data") || "");
  }
  texts.forEach((text, place) => {
    text.querySelector("[data-read]").addEventListener("click", () => { state.read.add(place); showRead(place); tell(); });
    if (state.read.has(place)) showRead(place);
  });
  document.querySelectorAll("[data-question]").forEach((box, place) => {
    const question = questions[place];
    box.querySelectorAll(".options button").forEach((button, option) => {
      button.addEventListener("click", () => { state.answers[place] = option; showAnswer(box, question, option); tell(); });
    });
    if (state.answers[place] !== undefined) showAnswer(box, question, state.answers[place]);
  });
  document.querySelector("#again button").addEventListener("click", again);
  tell();
}

function again() {
  state.answers = [];
  document.querySelectorAll("[data-question]").forEach((box) => {
    box.querySelector(".told").hidden = true;
    box.querySelectorAll(".options button").forEach((button) => { button.disabled = false; button.removeAttribute("aria-pressed"); });
  });
  tell();
  document.getElementById("practice").scrollIntoView();
}

function finish() {
  if (!api || isFinished) return;
  isFinished = true;
  const seconds = Math.round((Date.now() - began) / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const time = `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  api.LMSSetValue("cmi.core.session_time", time);
  api.LMSCommit("");
  api.LMSFinish("");
}

window.addEventListener("pagehide", finish);
begin();
