// A form that takes longer than a moment says so: its button waits, and a second press sends nothing twice.
// One that would send more than the server takes says that before anything is sent.
const told = (form, text, role) => {
  form.querySelector("[data-told]")?.remove();
  const words = document.createElement("p");
  words.className = role === "alert" ? "error" : "note";
  words.dataset.told = "";
  words.setAttribute("role", role);
  words.textContent = text;
  form.append(words);
  return words;
};

const sizeOf = (form) =>
  [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, 0);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-busy]")) return;
  const most = Number(form.dataset.mostBytes || 0);
  if (most && sizeOf(form) > most) {
    event.preventDefault();
    told(form, `That is ${Math.ceil(sizeOf(form) / 1048576)} MB, more than the ${Math.floor(most / 1048576)} MB a page takes. Send less at once, or use “fairway import” on the server.`, "alert");
    return;
  }
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  const bar = document.createElement("progress");
  bar.className = "progress-bar gap-s";
  bar.setAttribute("aria-label", form.dataset.busy);
  told(form, form.dataset.busy, "status").before(bar);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
    for (const left of form.querySelectorAll("progress, [data-told]")) left.remove();
  }
});
