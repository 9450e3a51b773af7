/** Numbers as each language writes them: 26,3 in Vietnamese, 26.3 elsewhere. */

/** `value` with at most `digits` decimals, no needless zeros. */
export function decimal(value: number, lang: string, digits = 1): string {
  const text = value.toFixed(digits);
  const short = digits > 0 ? text.replace(/\.?0+$/, '') : text;
  return lang === 'vi' ? short.replace('.', ',') : short;
}

/** `value` with exactly one decimal, for figures that change while one looks. */
export function steady(value: number, lang: string): string {
  const text = value.toFixed(1);
  return lang === 'vi' ? text.replace('.', ',') : text;
}

/** A published length: centimetres below two metres, else metres. Never more digits than published. */
export function length(metres: number, lang: string): string {
  return metres < 2 ? `${decimal(metres * 100, lang, 1)} cm` : `${decimal(metres, lang, 2)} m`;
}

/** Bytes as megabytes with one decimal, without the unit. */
export function megabytes(bytes: number, lang: string): string {
  return steady(bytes / 1e6, lang);
}

/** A file size with its unit: "3,1 MB", "40 kB". */
export function fileSize(bytes: number, lang: string): string {
  return bytes >= 100_000 ? `${megabytes(bytes, lang)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
}
