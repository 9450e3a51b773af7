/** Sorts splats beside the page: gets their positions once, then an eye at a time, and answers with the order. */

import { backToFront } from './splat-order';

export type SortRequest = { readonly positions: Float32Array<ArrayBuffer> } | { readonly eye: readonly [number, number, number] };

interface WorkerScope {
  onmessage: ((event: MessageEvent<SortRequest>) => void) | null;
  postMessage(message: Uint32Array, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
let positions = new Float32Array(0);

scope.onmessage = ({ data }) => {
  if ('positions' in data) {
    positions = data.positions;
    return;
  }
  const order = backToFront(positions, data.eye);
  scope.postMessage(order, [order.buffer]);
};
