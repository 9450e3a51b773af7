/** A short-code page leads on at once, to the first of the visitor's languages that the museum speaks. */

export function start(): void {
  const ways = new Map([...document.querySelectorAll<HTMLAnchorElement>('main a[hreflang]')].map((link) => [link.hreflang, link.href]));
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '').find((lang) => ways.has(lang));
  const href = ways.get(wanted ?? '') ?? [...ways.values()][0];
  if (href) location.replace(href + location.search);
}
