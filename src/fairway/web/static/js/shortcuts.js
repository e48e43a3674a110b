// j and k move between rows, Enter opens the row that has the focus, / finds a seller, ? shows this list. All of them
// are off with a switch the person sets, never while typing, and never together with Ctrl, Alt or Meta.
const isOff = () => localStorage.getItem("fairway.shortcuts") === "off";
const isTyping = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select") !== null;

function move(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const links = rows.map((row) => row.querySelector("a[data-open]"));
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1);
  links[next]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (isOff() || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "/" && document.getElementById("find")) document.getElementById("find").showPopover();
  else if (event.key === "?" && document.getElementById("looks")) document.getElementById("looks").togglePopover();
  else return;
  event.preventDefault();
});

for (const box of document.querySelectorAll("[data-shortcuts-off]")) {
  box.checked = isOff();
  box.addEventListener("change", () => localStorage.setItem("fairway.shortcuts", box.checked ? "off" : "on"));
}
