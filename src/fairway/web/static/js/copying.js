// A button that copies what stands in a field, and says whether it did. Where the browser does not let a page copy, the
// field is selected instead, so that the keyboard copies it; without scripts there is no button.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    told.textContent = ""; // a second press is said again
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Copied";
    } catch {
      field.focus();
      field.select();
      told.textContent = "Selected: copy it with Ctrl+C, or Cmd+C on a Mac";
    }
  });
}
