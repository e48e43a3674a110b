// j and k move between rows, Enter opens, ? shows the list. Off with a switch the person sets; never while typing.
const isOff = () => localStorage.getItem("fairway.shortcuts") === "off";
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function rows() {
  return [...document.querySelectorAll("[data-row] a[data-open]")];
}

function move(by) {
  const links = rows();
  const here = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = links[Math.min(Math.max(here + by, 0), links.length - 1)];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("keydown", (event) => {
  if (isOff() || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "?") document.getElementById("shortcuts")?.showModal();
  else return;
  event.preventDefault();
});

for (const box of document.querySelectorAll("[data-shortcuts-off]")) {
  box.checked = isOff();
  box.addEventListener("change", () => localStorage.setItem("fairway.shortcuts", box.checked ? "off" : "on"));
}

// A theme the person chose; without one the system's.
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.checked = (localStorage.getItem("fairway.theme") || "") === choice.value;
  choice.addEventListener("change", () => {
    localStorage.setItem("fairway.theme", choice.value);
    showTheme();
  });
}

function showTheme() {
  const theme = localStorage.getItem("fairway.theme") || "";
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

showTheme();
