/** Language links lead to the same page with the same query: the other language shows what this one shows. */

export function keepQuery(query: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.lang a')) {
    const url = new URL(link.href);
    url.search = query;
    link.href = url.href;
  }
}
