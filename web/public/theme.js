// Runs before the first paint, so that a chosen theme never flashes. Not inline: the page's policy forbids that.
try {
  const chosen = localStorage.getItem('theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage is blocked: the system's theme applies.
}
