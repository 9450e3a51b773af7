/** The address bar as the one place where a page keeps what it shows. Small changes replace, steps push, back comes back. */

import { readState, writeState, type ViewState } from './address';

/** What the router needs of the browser; tests give their own. */
export interface Browser {
  readonly search: () => string;
  readonly replace: (query: string) => void;
  readonly push: (query: string) => void;
  readonly onBack: (listener: () => void) => () => void;
  readonly later: (run: () => void, wait_ms: number) => unknown;
  readonly never: (timer: unknown) => void;
}

export type Patch = { readonly [K in keyof ViewState]?: ViewState[K] | undefined };

const WAIT_MS = 400; // Safari refuses more than 100 changes in 30 s

export class Router {
  private current: ViewState;
  private timer: unknown = null;
  private readonly off: () => void;

  constructor(
    private readonly browser: Browser,
    private readonly back: (state: ViewState) => void,
    private readonly changed: (query: string) => void = () => {},
  ) {
    this.current = readState(browser.search());
    this.off = browser.onBack(() => this.cameBack());
    this.changed(this.query());
  }

  get state(): ViewState {
    return this.current;
  }

  /** The query that shows what is shown now. */
  query(): string {
    return writeState(this.current, this.browser.search());
  }

  /** A small change, such as turning: written a little later, without a new step. */
  replace(patch: Patch): void {
    this.current = merged(this.current, patch);
    if (this.timer === null) this.timer = this.browser.later(() => this.write(), WAIT_MS);
  }

  /** A step, such as going to another viewpoint: back leads to where one was. */
  push(patch: Patch): void {
    this.flush();
    this.current = merged(this.current, patch);
    const query = this.query();
    this.browser.push(query);
    this.changed(query);
  }

  /** Writes what waits. */
  flush(): void {
    if (this.timer !== null) this.write();
  }

  dispose(): void {
    this.stopTimer();
    this.off();
  }

  private write(): void {
    this.stopTimer();
    const query = this.query();
    this.browser.replace(query);
    this.changed(query);
  }

  private cameBack(): void {
    this.stopTimer();
    this.current = readState(this.browser.search());
    this.changed(this.query());
    this.back(this.current);
  }

  private stopTimer(): void {
    if (this.timer !== null) this.browser.never(this.timer);
    this.timer = null;
  }
}

/** The window's own address bar. */
export function windowBrowser(): Browser {
  const write = (how: 'replaceState' | 'pushState', query: string) =>
    history[how](history.state, '', location.pathname + query + location.hash);
  return {
    search: () => location.search,
    replace: (query) => write('replaceState', query),
    push: (query) => write('pushState', query),
    onBack: (listener) => {
      addEventListener('popstate', listener);
      return () => removeEventListener('popstate', listener);
    },
    later: (run, wait_ms) => setTimeout(run, wait_ms),
    never: (timer) => clearTimeout(timer as number),
  };
}

function merged(state: ViewState, patch: Patch): ViewState {
  const all = { ...state, ...patch };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ViewState;
}
