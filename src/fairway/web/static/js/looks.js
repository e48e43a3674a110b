// Light or dark as the person chose. Kept in a cookie, so that the server writes it into the page and nothing flashes.
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.addEventListener("change", () => {
    document.cookie = `fairway_theme=${choice.value}; path=/; max-age=31536000; samesite=lax`;
    if (choice.value) document.documentElement.dataset.theme = choice.value;
    else delete document.documentElement.dataset.theme;
  });
}
