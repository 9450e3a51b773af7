/** Ways out of a content note: back to where one came from, or on with the pictures unveiled. */

export function leavePage(href: string): void {
  if (document.referrer.startsWith(location.origin) && history.length > 1) history.back();
  else location.assign(href);
}

/** The note was read: pictures may be seen, and the note above the stage is not needed twice. */
export function passNote(frame: HTMLElement): void {
  frame.classList.remove('noted');
  document.querySelector('.ahead')?.setAttribute('hidden', '');
}
