/** Typed events for the stages: `stage.on('visible', () => …)` returns the function that takes the listener off again. */

type Listener<T> = (event: T) => void;

export class Emitter<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<Listener<never>>>();

  on<K extends keyof Events>(type: K, listener: Listener<Events[K]>): () => void {
    const known = this.listeners.get(type) ?? new Set<Listener<never>>();
    known.add(listener as Listener<never>);
    this.listeners.set(type, known);
    return () => known.delete(listener as Listener<never>);
  }

  protected emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) (listener as Listener<Events[K]>)(event);
  }

  protected forgetListeners(): void {
    this.listeners.clear();
  }
}
