/** AR by the browser itself (iPhone, iPad): the page holds the link, hidden; it is shown where the browser knows `rel="ar"`. */

export function offerAr(root: ParentNode): void {
  const link = root.querySelector<HTMLAnchorElement>('.ar > a[rel="ar"]');
  if (link?.parentElement && supportsAr(link)) link.parentElement.hidden = false;
}

function supportsAr(link: HTMLAnchorElement): boolean {
  try {
    return link.relList.supports('ar');
  } catch {
    return false; // a browser without the list of known words throws
  }
}
