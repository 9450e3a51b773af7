/** Search forgives missing marks: "kham lon" finds "Khám lớn". The same rule as vmuseum/text.py. */

export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd');
}

/** The words of a query, folded. */
export function terms(query: string): string[] {
  return folded(query).split(/[^\p{L}\p{N}.-]+/u).filter((term) => term !== '');
}
