/** One canvas and its WebGL 2 renderer: size, pixel ratio, lost and restored context. */

import { LinearSRGBColorSpace, WebGLRenderer } from 'three';
import { type Device, device } from './supported';

export class Screen {
  readonly renderer: WebGLRenderer;
  readonly device: Device = device();
  width = 1;
  height = 1;
  private share = 1;
  private readonly off = new AbortController();

  constructor(
    readonly canvas: HTMLCanvasElement,
    events: { lost(): void; restored(): void },
  ) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: false, stencil: false, powerPreference: 'high-performance' });
    this.renderer.outputColorSpace = LinearSRGBColorSpace; // our shaders write the screen's own values
    this.renderer.autoClear = false;
    this.renderer.info.autoReset = false;
    const options = { signal: this.off.signal };
    canvas.addEventListener('webglcontextlost', () => events.lost(), options);
    canvas.addEventListener('webglcontextrestored', () => events.restored(), options);
  }

  /** Fit the drawing to the canvas's box on the page; false if nothing changed. */
  resize(): boolean {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (width === this.width && height === this.height) return false;
    this.width = Math.max(width, 1);
    this.height = Math.max(height, 1);
    this.apply();
    return true;
  }

  /** Draw with fewer pixels while moving. */
  scale(share: number): void {
    this.share = share;
    this.apply();
  }

  /** Pixels drawn for a CSS pixel at full resolution. */
  get ratio(): number {
    return this.device.ratio;
  }

  dispose(): void {
    this.off.abort();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }

  private apply(): void {
    this.renderer.setPixelRatio(this.device.ratio * this.share);
    this.renderer.setSize(this.width, this.height, false);
  }
}
