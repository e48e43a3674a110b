// Two people write under the same heading. Each save says with which text it began; the server puts both people's
// words together and gives back the text as it stands. Without a connection the words stay here, and are sent again.
const { room } = document.querySelector(".room").dataset;
const WAIT = 900; // milliseconds after the last key
const LOOK = 4000;
const PAGE = Array.from(crypto.getRandomValues(new Uint8Array(12)), (part) => part.toString(16)).join("");
const boxes = new Map();

const say = (box, words) => {
  box.saved.textContent = words;
};

const isLeft = (box) => box.area.value !== box.sent;

// What is shown changes only where nothing was typed since; the cursor stays beside the words it stood beside.
const show = (box, note) => {
  if (isLeft(box)) return;
  const { area } = box;
  const [old, at] = [area.value, area.selectionStart];
  box.version = note.version;
  box.sent = note.text;
  if (old === note.text) return;
  let same = 0;
  while (same < at && old[same] === note.text[same]) same += 1;
  area.value = note.text;
  const place = same < at ? Math.max(at + note.text.length - old.length, same) : at;
  if (document.activeElement === area) area.setSelectionRange(place, place);
};

const stop = (box, words) => {
  box.isOver = true;
  say(box, `${words} Copy what you wrote if you need it.`);
};

const send = async (box) => {
  const text = box.area.value;
  const answer = await fetch(box.form.action, {
    method: "POST",
    headers: { accept: "application/json", "X-CSRFToken": box.form.elements.csrfmiddlewaretoken.value },
    body: new URLSearchParams({ text, base: box.sent, page: PAGE, seen: box.version }),
  });
  if (answer.redirected || !(answer.headers.get("content-type") || "").includes("json")) {
    say(box, "Not saved: log in again in another tab. Your words stay here");
    return;
  }
  const told = await answer.json();
  if (!answer.ok) {
    stop(box, told.problem);
    return;
  }
  box.sent = text;
  if (isLeft(box)) {
    // Typed on meanwhile: the other's words come with the answer to the next save.
    if (told.text === text) box.version = told.version;
    return;
  }
  show(box, told);
  say(box, told.crossed ? "Saved. You both wrote in the same place: read it once" : "Saved");
};

const save = async (box) => {
  if (box.isBusy || box.isOver) return;
  if (!isLeft(box)) {
    say(box, "Saved");
    return;
  }
  box.isBusy = true;
  try {
    await send(box);
  } catch {
    say(box, "Not saved: no connection. It is tried again, and your words stay here");
  }
  box.isBusy = false;
  if (isLeft(box) && !box.isOver) box.timer = setTimeout(save, WAIT * 3, box);
};

// Whether something is typed anywhere that reading the page anew would lose.
const isTouched = () =>
  [...boxes.values()].some(isLeft) ||
  [...document.querySelectorAll("form:not([data-together]) :is(input, select, textarea)")].some(
    (part) => part.type !== "hidden" && "defaultValue" in part && part.value !== part.defaultValue,
  );

const turned = () => {
  boxes.forEach((box) => isLeft(box) && save(box));
  if (!isTouched()) {
    location.assign(room); // where a refused commitment is shown, loading again would send it again
  } else if (!document.querySelector("[data-turned]")) {
    const words = document.createElement("p");
    words.className = "notice";
    words.dataset.turned = "";
    words.setAttribute("role", "status");
    words.textContent = "The other one began or ended the talk. Load the page when your words are saved.";
    document.querySelector(".room").before(words);
  }
};

const look = async () => {
  try {
    const answer = await fetch(`${room}notes/`, { headers: { accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    for (const [part, note] of Object.entries(told.notes)) {
      const box = boxes.get(part);
      if (box && !box.isBusy && note.version > box.version) show(box, note);
    }
    const known = document.body.dataset.talk;
    if (known && told.state !== known) turned();
    else document.body.dataset.talk = told.state;
  } catch {
    // The next look tries again.
  }
};

for (const form of document.querySelectorAll("form[data-together]")) {
  const area = form.elements.text;
  const [version, saved] = [Number(form.elements.base.dataset.version), form.querySelector("[data-saved]")];
  const box = { form, area, version, saved, sent: area.defaultValue, isBusy: false, isOver: false, timer: 0 };
  boxes.set(form.dataset.together, box);
  form.querySelector("button").hidden = true;
  area.addEventListener("input", () => {
    clearTimeout(box.timer);
    if (!box.isOver) say(box, "Writing");
    box.timer = setTimeout(save, WAIT, box);
  });
  area.addEventListener("blur", () => isLeft(box) && save(box));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(box);
  });
}

const saveAll = () => boxes.forEach((box) => isLeft(box) && save(box));
window.addEventListener("online", saveAll);
window.addEventListener("pageshow", saveAll); // a browser that goes back brings unsaved words with it
window.addEventListener("beforeunload", (event) => {
  if ([...boxes.values()].some((box) => isLeft(box) && !box.isOver)) event.preventDefault();
});
setInterval(look, LOOK);
look();
