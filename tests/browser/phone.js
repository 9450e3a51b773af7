// What a phone would trip over: what sticks out to the right, and what is too small for a thumb (WCAG 2.5.5, 44 px).
// Links inside running text are let off, as there.
() => {
  const TARGET_PX = 44;
  const width = document.documentElement.clientWidth;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (e) => `${e.localName}.${e.className} ${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 40)}`;
  const all = [...document.querySelectorAll('body *')].filter(shown);
  const scrolls = document.documentElement.scrollWidth > width;
  const wide = scrolls ? all.filter((e) => e.getBoundingClientRect().right > width + 1).map(name) : [];
  const inText = (e) => {
    const around = e.localName === 'a' ? e.parentElement.closest('p, li, dd, td, figcaption') : null;
    return around !== null && around.textContent.trim() !== e.textContent.trim();
  };
  const small = all
    .filter((e) => e.matches('button, summary, select, input, a[href]') && !e.closest('.vh, .skip') && !inText(e))
    .map((e) => ({ e, box: (e.closest('label') ?? e).getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < TARGET_PX - 0.5)
    .map(({ e, box }) => `${name(e)} ${Math.round(box.width)} x ${Math.round(box.height)}`);
  return { wide: wide.slice(0, 8), small };
};
