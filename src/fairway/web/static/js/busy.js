// A form that takes longer than a moment says so: its button waits, and a second press sends nothing twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    const bar = document.createElement("progress");
    bar.className = "progress-bar gap-s";
    bar.setAttribute("aria-label", form.dataset.busy);
    const words = document.createElement("p");
    words.className = "note";
    words.setAttribute("role", "status");
    words.textContent = form.dataset.busy;
    form.append(bar, words);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});
