// A choice that only filters the page takes effect at once; without scripts its button does the same.
for (const form of document.querySelectorAll("form[data-choosing]")) {
  form.querySelector("button[type=submit]").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
