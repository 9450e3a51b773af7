import { describe, expect, test } from 'vitest';
import { type Browser, Router } from '../../src/core/router';

class Bar implements Browser {
  entries = ['?lop=6a'];
  at = 0;
  timers: (() => void)[] = [];
  listener = (): void => {};
  search = (): string => this.entries[this.at] ?? '';
  replace = (query: string): void => void (this.entries[this.at] = query);
  push = (query: string): void => {
    this.entries = [...this.entries.slice(0, this.at + 1), query];
    this.at += 1;
  };
  onBack = (listener: () => void): (() => void) => {
    this.listener = listener;
    return () => (this.listener = () => {});
  };
  later = (run: () => void): unknown => this.timers.push(run);
  never = (): void => void (this.timers = []);
  wait(): void {
    const [run] = this.timers;
    this.timers = [];
    run?.();
  }
  back(): void {
    this.at -= 1;
    this.listener();
  }
}

describe('the router', () => {
  test('writes many small changes once, and without a new step', () => {
    const bar = new Bar();
    const router = new Router(bar, () => {});
    for (let degree = 0; degree < 50; degree++) router.replace({ yaw: (degree * Math.PI) / 180 });
    expect(bar.entries).toEqual(['?lop=6a']);
    expect(bar.timers).toHaveLength(1);
    bar.wait();
    expect(bar.entries).toEqual(['?lop=6a&yaw=49']);
  });

  test('makes a step that back undoes', () => {
    const bar = new Bar();
    const seen: unknown[] = [];
    const router = new Router(bar, (state) => seen.push(state.v));
    router.push({ v: 'cong' });
    router.push({ v: 'san' });
    bar.back();
    expect(bar.search()).toBe('?lop=6a&v=cong');
    expect(seen).toEqual(['cong']);
    expect(router.state.v).toBe('cong');
  });

  test('keeps a waiting change in the step before the new one', () => {
    const bar = new Bar();
    const router = new Router(bar, () => {});
    router.replace({ yaw: Math.PI });
    router.push({ v: 'san' });
    expect(bar.entries).toEqual(['?lop=6a&yaw=180', '?lop=6a&v=san&yaw=180']);
  });

  test('takes away what is set to undefined, and tells the language links', () => {
    const bar = new Bar();
    const told: string[] = [];
    const router = new Router(bar, () => {}, (query) => told.push(query));
    router.push({ a: 'voi' });
    router.replace({ a: undefined });
    router.flush();
    expect(bar.search()).toBe('?lop=6a');
    expect(told.at(-1)).toBe('?lop=6a');
  });

  test('is silent once it is disposed of', () => {
    const bar = new Bar();
    const seen: unknown[] = [];
    const router = new Router(bar, () => seen.push(1));
    router.replace({ a: 'voi' });
    router.dispose();
    bar.listener();
    bar.wait();
    expect(seen).toEqual([]);
    expect(bar.entries).toEqual(['?lop=6a']);
  });
});
