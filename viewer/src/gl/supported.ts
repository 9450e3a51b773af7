/** Whether this browser can draw at all. Asked once, before any 3D code is fetched. */

let known: boolean | undefined;

export function supported(): boolean {
  if (known !== undefined) return known;
  try {
    const gl = document.createElement('canvas').getContext('webgl2');
    known = gl !== null;
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
  } catch {
    known = false;
  }
  return known;
}

/** How much of the machine we may use: a guess from what the browser tells. */
export interface Device {
  /** Most pixels drawn for a CSS pixel. */
  readonly ratio: number;
  /** Texture pixels we may keep on the graphics card at once. */
  readonly texels: number;
  /** Whether the costly extras (mirror, large shadows) are worth it. */
  readonly strong: boolean;
  /** The visitor asked to save data. */
  readonly saving: boolean;
}

interface Hints {
  readonly deviceMemory?: number;
  readonly connection?: { readonly saveData?: boolean };
}

export function device(from: Navigator & Hints = navigator, ratio = globalThis.devicePixelRatio || 1): Device {
  const touch = from.maxTouchPoints > 0;
  const memory_gb = from.deviceMemory ?? 4;
  const cores = from.hardwareConcurrency || 4;
  const weak = memory_gb < 4 || cores < 4;
  return {
    ratio: Math.min(ratio, weak ? 1.5 : 2),
    texels: (weak ? 24 : touch ? 48 : 160) * 1024 * 1024,
    strong: !weak && !touch,
    saving: from.connection?.saveData ?? false,
  };
}
