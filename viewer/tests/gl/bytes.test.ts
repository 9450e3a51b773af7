import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchBytes, LoadError, prefetch } from '../../src/gl/bytes';

const answer = (text: string, status = 200): Response => new Response(text, { status });
const still = (): AbortSignal => new AbortController().signal;
afterEach(() => vi.unstubAllGlobals());

describe('fetchBytes', () => {
  it('counts what comes', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(answer('12345')));
    let counted = 0;
    const bytes = await fetchBytes('a', { signal: still(), onBytes: (added) => (counted += added) });
    expect(new TextDecoder().decode(bytes)).toBe('12345');
    expect(counted).toBe(5);
  });

  it('does not try a missing file again', async () => {
    const fetching = vi.fn(() => Promise.resolve(answer('', 404)));
    vi.stubGlobal('fetch', fetching);
    const failure = await fetchBytes('a', { signal: still(), firstWait_ms: 1 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LoadError);
    expect((failure as LoadError).reason).toBe('missing');
    expect(fetching).toHaveBeenCalledTimes(1);
  });

  it('tries again after a server error', async () => {
    const answers = [answer('', 503), answer('ok')];
    vi.stubGlobal('fetch', () => Promise.resolve(answers.shift()));
    const bytes = await fetchBytes('a', { signal: still(), firstWait_ms: 1 });
    expect(bytes.byteLength).toBe(2);
  });

  it('gives up after the last try and says so', async () => {
    const fetching = vi.fn(() => Promise.reject(new TypeError('no network')));
    vi.stubGlobal('fetch', fetching);
    const failure = await fetchBytes('a', { signal: still(), firstWait_ms: 1, retries: 2 }).catch((error: unknown) => error);
    expect((failure as LoadError).reason).toBe('network');
    expect(fetching).toHaveBeenCalledTimes(3);
  });

  it('stops at once when called off', async () => {
    const off = new AbortController();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    const waiting = fetchBytes('a', { signal: off.signal, firstWait_ms: 60_000 });
    off.abort(new Error('called off'));
    await expect(waiting).rejects.toThrow('called off');
  });

  it('takes over an answer that was asked for early', async () => {
    const fetching = vi.fn(() => Promise.resolve(answer('early')));
    vi.stubGlobal('fetch', fetching);
    prefetch('thumb.glb');
    await fetchBytes('thumb.glb', { signal: still() });
    expect(fetching).toHaveBeenCalledTimes(1);
    await fetchBytes('thumb.glb', { signal: still() });
    expect(fetching).toHaveBeenCalledTimes(2);
  });
});
