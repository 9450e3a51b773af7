/** Where the camera is around an exhibit, with inertia and flights. Pure: numbers in, numbers out. */

import { clamp, ease, mix, turnBetween, wrap } from '../angles';

export interface Limits {
  readonly pitchLow: number;
  readonly pitchHigh: number;
  /** Zoom 1 shows the whole object. */
  readonly zoomLow: number;
  readonly zoomHigh: number;
}

export interface Aim {
  /** Radians; growing yaw turns the object clockwise seen from above: its front moves to the left. */
  readonly yaw: number;
  /** Radians above the horizon. */
  readonly pitch: number;
  readonly zoom: number;
  /** Point looked at, metres. */
  readonly target: readonly [number, number, number];
}

const STOP = 0.002;
const FLIGHT_S = 0.9;
/** Share of the speed left after one second of gliding. */
const GLIDE = 0.02;

export class Orbit {
  private now: Aim;
  private speedYaw = 0;
  private speedPitch = 0;
  private flight: { from: Aim; to: Aim; t: number } | undefined;

  constructor(
    private home: Aim,
    private readonly limits: Limits,
    private readonly calm: boolean,
  ) {
    this.now = home;
  }

  get aim(): Aim {
    return this.now;
  }

  get still(): boolean {
    return !this.flight && this.speedYaw === 0 && this.speedPitch === 0;
  }

  /** A new resting place; the camera goes there at once if it had not left the old one. */
  setHome(home: Aim): void {
    const untouched = this.now === this.home;
    this.home = home;
    if (untouched) this.now = home;
  }

  turn(yaw: number, pitch: number): void {
    this.flight = undefined;
    this.now = this.held({ ...this.now, yaw: this.now.yaw + yaw, pitch: this.now.pitch + pitch });
  }

  /** Let go with this speed, radians a second. */
  glide(yaw: number, pitch: number): void {
    if (this.calm) return;
    this.speedYaw = clamp(yaw, -6, 6);
    this.speedPitch = clamp(pitch, -3, 3);
  }

  stop(): void {
    this.speedYaw = this.speedPitch = 0;
    this.flight = undefined;
  }

  zoom(factor: number): void {
    this.now = this.held({ ...this.now, zoom: this.now.zoom * factor });
  }

  shift(target: readonly [number, number, number]): void {
    this.now = { ...this.now, target };
  }

  /** Go to another aim: a flight, or a cut if calm. */
  flyTo(to: Partial<Aim>): void {
    this.stop();
    const goal = this.held({ ...this.now, ...to });
    if (this.calm) this.now = goal;
    else this.flight = { from: this.now, to: { ...goal, yaw: this.now.yaw + turnBetween(this.now.yaw, goal.yaw) }, t: 0 };
  }

  reset(): void {
    this.flyTo(this.home);
  }

  /** Let time pass; true while still moving. */
  step(dt_s: number): boolean {
    if (this.flight) this.fly(this.flight, dt_s);
    else if (this.speedYaw || this.speedPitch) this.coast(dt_s);
    return !this.still;
  }

  private fly(flight: { from: Aim; to: Aim; t: number }, dt_s: number): void {
    flight.t = Math.min(flight.t + dt_s / FLIGHT_S, 1);
    const { from, to } = flight;
    const k = ease(flight.t);
    this.now = {
      yaw: mix(from.yaw, to.yaw, k),
      pitch: mix(from.pitch, to.pitch, k),
      zoom: from.zoom * (to.zoom / from.zoom) ** k,
      target: [mix(from.target[0], to.target[0], k), mix(from.target[1], to.target[1], k), mix(from.target[2], to.target[2], k)],
    };
    if (flight.t < 1) return;
    this.now = { ...to, yaw: wrap(to.yaw) };
    this.flight = undefined;
  }

  private coast(dt_s: number): void {
    this.now = this.held({ ...this.now, yaw: this.now.yaw + this.speedYaw * dt_s, pitch: this.now.pitch + this.speedPitch * dt_s });
    const keep = GLIDE ** dt_s;
    this.speedYaw *= keep;
    this.speedPitch *= keep;
    if (Math.hypot(this.speedYaw, this.speedPitch) < STOP * 20) this.speedYaw = this.speedPitch = 0;
  }

  private held(aim: Aim): Aim {
    const l = this.limits;
    return { ...aim, pitch: clamp(aim.pitch, l.pitchLow, l.pitchHigh), zoom: clamp(aim.zoom, l.zoomLow, l.zoomHigh) };
  }
}
