// A link to a file that takes longer than a moment to make says so, and a second press makes nothing twice.
// Without this script it is a link; where no file comes, the page it leads to says why.
const named = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];

const saved = async (answer, name) => {
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};

const waiting = (link) => {
  const place = link.closest("p") ?? link;
  const bar = document.createElement("progress");
  bar.className = "progress-bar gap-s";
  bar.setAttribute("aria-label", link.dataset.file);
  const words = document.createElement("p");
  words.className = "note";
  words.setAttribute("role", "status");
  place.after(words, bar);
  words.textContent = `${link.dataset.file} …`;
  return () => [bar, words].forEach((one) => one.remove());
};

const fetched = async (link) => {
  const done = waiting(link);
  try {
    const answer = await fetch(link.href);
    const name = named(answer);
    if (answer.ok && name) await saved(answer, name);
    else location.assign(link.href);
  } catch {
    location.assign(link.href);
  } finally {
    done();
    link.removeAttribute("aria-busy");
  }
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-file]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  fetched(link);
});
