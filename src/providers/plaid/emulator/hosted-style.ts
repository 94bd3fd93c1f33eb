/** The pages' one stylesheet, linked so that no style is inline. */
export const HOSTED_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#eef3f4, #0f1719);
  --sheet: light-dark(#ffffff, #182224);
  --ink: light-dark(#16282c, #e8f0f1);
  --quiet: light-dark(#4c6166, #a3b6ba);
  --line: light-dark(#c9d5d8, #34464a);
  --field: light-dark(#7f9498, #6d8489);
  --accent: light-dark(#0b6470, #5cc8d6);
  --on-accent: light-dark(#ffffff, #06262b);
  --note: light-dark(#fdf1d3, #3a2f12);
  --note-ink: light-dark(#5a4307, #f6dfa4);
  --alarm: light-dark(#a3241b, #ff9d92);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  place-items: start center;
  padding: clamp(1rem, 6vh, 4rem) 1rem;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
}
main {
  width: min(27rem, 100%);
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: 1rem;
  overflow: hidden;
}
.note {
  margin: 0;
  padding: 0.75rem 1.5rem;
  background: var(--note);
  color: var(--note-ink);
  font-size: 0.9rem;
}
.note strong { display: block; }
.sheet { padding: 1.5rem; }
.step { margin: 0 0 0.25rem; color: var(--quiet); font-size: 0.85rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.45rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); }
form { margin: 0; }
fieldset { margin: 0 0 1.25rem; padding: 0; border: 0; }
legend { padding: 0 0 0.5rem; font-weight: 600; }
label.field { display: block; margin-bottom: 1rem; font-weight: 600; }
label.field input {
  display: block;
  width: 100%;
  margin-top: 0.25rem;
  padding: 0.65rem 0.75rem;
  border: 1px solid var(--field);
  border-radius: 0.5rem;
  background: transparent;
  color: inherit;
  font: inherit;
}
label.choice {
  display: grid;
  grid-template-columns: auto 1fr auto;
  gap: 0 0.75rem;
  align-items: center;
  padding: 0.75rem;
  margin-bottom: 0.5rem;
  border: 1px solid var(--line);
  border-radius: 0.6rem;
  cursor: pointer;
}
label.choice:hover { border-color: var(--field); }
label.choice:has(:checked) { border-color: var(--accent); }
label.choice input { width: 1.2rem; height: 1.2rem; margin: 0; accent-color: var(--accent); }
label.choice small { grid-column: 2 / -1; color: var(--quiet); }
label.choice .amount { grid-row: 1; grid-column: 3; font-variant-numeric: tabular-nums; }
button {
  width: 100%;
  min-height: 2.9rem;
  padding: 0.6rem 1rem;
  border: 1px solid var(--accent);
  border-radius: 0.6rem;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button:hover { filter: brightness(1.08); }
button.second { margin-top: 0.6rem; border-color: transparent; background: transparent; color: var(--quiet); }
:is(button, input, a):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.alarm { color: var(--alarm); font-weight: 600; }
@media (forced-colors: active) { main, label.choice { border-color: CanvasText; } }
`
