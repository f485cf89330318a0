// Says that the island came to life; what it enhances carries its name.
for (const place of document.querySelectorAll<HTMLElement>("[data-island='graph']")) {
  place.dataset.ready = "";
}
