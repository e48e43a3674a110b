// Two people write under the same heading. Each save says with which text it began; the server puts both people's
// words together and gives back the text as it stands. Without a connection the words stay here, and are sent again.
const WAIT = 900; // milliseconds after the last key
const LOOK = 4000;
const boxes = new Map();

const say = (box, words) => {
  box.saved.textContent = words;
};

// What is shown changes only where nothing was typed since; the place in the text stays.
const show = (box, note) => {
  if (box.area.value !== box.sent) return;
  const at = box.area.selectionStart;
  box.version = note.version;
  box.sent = note.text;
  if (box.area.value === note.text) return;
  box.area.value = note.text;
  if (document.activeElement === box.area) box.area.setSelectionRange(at, at);
};

const save = async (box) => {
  if (box.busy) return;
  if (box.area.value === box.sent) {
    say(box, "Saved");
    return;
  }
  box.busy = true;
  const text = box.area.value;
  try {
    const answer = await fetch(box.form.action, {
      method: "POST",
      headers: { accept: "application/json", "X-CSRFToken": box.form.elements.csrfmiddlewaretoken.value },
      body: new URLSearchParams({ text, base: box.sent }),
    });
    const told = await answer.json();
    if (!answer.ok) {
      say(box, told.problem);
    } else if (box.area.value === text) {
      box.sent = text;
      show(box, told);
      say(box, told.crossed ? "Saved. You both wrote in the same place: read it once" : "Saved");
    } else {
      box.sent = text; // typed on meanwhile: the other's words come with the answer to the next save
    }
  } catch {
    say(box, "Not saved: no connection. It is tried again, and your words stay here");
  }
  box.busy = false;
  if (box.area.value !== box.sent) box.timer = setTimeout(save, WAIT * 3, box);
};

const look = async () => {
  try {
    const answer = await fetch("notes/", { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    const told = await answer.json();
    for (const [part, note] of Object.entries(told.notes)) {
      const box = boxes.get(part);
      if (box && !box.busy && note.version > box.version) show(box, note);
    }
    const known = document.body.dataset.talk;
    if (known && told.state !== known) {
      // The other one began or ended the talk. Words that are not saved go first; then the page is read anew.
      const left = [...boxes.values()].filter((box) => box.area.value !== box.sent);
      if (left.length) left.forEach(save);
      else location.reload();
    } else {
      document.body.dataset.talk = told.state;
    }
  } catch {
    // The next look tries again.
  }
};

for (const form of document.querySelectorAll("form[data-together]")) {
  const area = form.elements.text;
  const box = { form, area, version: Number(form.elements.base.dataset.version), saved: form.querySelector("[data-saved]"), sent: area.value, busy: false, timer: 0 };
  boxes.set(form.dataset.together, box);
  form.querySelector("button").hidden = true;
  area.addEventListener("input", () => {
    clearTimeout(box.timer);
    say(box, "Writing");
    box.timer = setTimeout(save, WAIT, box);
  });
  area.addEventListener("blur", () => box.area.value !== box.sent && save(box));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(box);
  });
}

window.addEventListener("online", () => boxes.forEach((box) => box.area.value !== box.sent && save(box)));
window.addEventListener("beforeunload", (event) => {
  if ([...boxes.values()].some((box) => box.area.value !== box.sent)) event.preventDefault();
});
setInterval(look, LOOK);
look();
