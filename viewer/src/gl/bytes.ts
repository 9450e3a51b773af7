/** Fetching with byte progress, back-off and abort. No three.js here: pages use `prefetch` before the 3D code has come. */

/** missing: the file is not there; network: no answer after all tries; broken: an answer we cannot use. */
export type Reason = 'missing' | 'network' | 'broken';

export class LoadError extends Error {
  constructor(
    readonly url: string,
    readonly reason: Reason,
    options?: ErrorOptions,
  ) {
    super(`${reason}: ${url}`, options);
    this.name = 'LoadError';
  }
}

export interface Fetching {
  readonly signal: AbortSignal;
  /** Bytes that came since the last call; negative when a try failed and begins anew. */
  readonly onBytes?: (added: number) => void;
  /** Further tries after the first, each after twice the wait of the one before. */
  readonly retries?: number;
  readonly firstWait_ms?: number;
}

const early = new Map<string, Promise<Response>>();

/** Begin to fetch a file that will be wanted soon; the next `fetchBytes` of this address takes the answer over. */
export function prefetch(url: string): void {
  if (early.has(url)) return;
  const answer = fetch(url);
  answer.catch(() => undefined); // whoever takes it over sees the failure
  early.set(url, answer);
}

export async function fetchBytes(url: string, how: Fetching): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, retries = 2, firstWait_ms = 400 } = how;
  for (let attempt = 0; ; attempt++) {
    let counted = 0;
    const count = (added: number): void => {
      counted += added;
      how.onBytes?.(added);
    };
    try {
      return await fetchOnce(url, signal, count);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const final = error instanceof LoadError && error.reason !== 'network';
      if (final || attempt >= retries) throw asLoadError(url, error);
      how.onBytes?.(-counted);
      await pause(firstWait_ms * 2 ** attempt, signal);
    }
  }
}

async function fetchOnce(url: string, signal: AbortSignal, count: (added: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const begun = early.get(url);
  early.delete(url);
  const response = await (begun ?? fetch(url, { signal }));
  if (!response.ok) {
    const passing = response.status >= 500 || response.status === 429 || response.status === 408;
    throw new LoadError(url, passing ? 'network' : 'missing');
  }
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const parts: Uint8Array[] = [];
  let total = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (signal.aborted) {
      await reader.cancel();
      throw signal.reason;
    }
    parts.push(value);
    total += value.byteLength;
    count(value.byteLength);
  }
  return join(parts, total);
}

function join(parts: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function asLoadError(url: string, error: unknown): LoadError {
  return error instanceof LoadError ? error : new LoadError(url, 'network', { cause: error });
}

/** Wait, unless aborted first. */
export function pause(wait_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, wait_ms);
    function stop(): void {
      clearTimeout(timer);
      reject(signal.reason as Error);
    }
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
