/** The faces come after the first picture: on a slow line the object is seen first, the text in its stand-in face. */

let asked = false;

export function attachFonts(href: string): void {
  if (asked) return;
  asked = true;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  document.head.append(link);
}
