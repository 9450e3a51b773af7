/** Moves the look of a panorama: drags, gliding, flights. Pure. */

import { clamp, ease, mix, turnBetween, wrap } from '../angles';
import { held, type Look } from './look';

const FLIGHT_S = 0.9;
/** Share of the speed left after one second of gliding. */
const GLIDE = 0.015;
const SLOWEST = 0.02;

export class Mover {
  private speedYaw = 0;
  private speedPitch = 0;
  private flight: { from: Look; to: Look; t: number } | undefined;

  constructor(
    private now: Look,
    private readonly calm: boolean,
  ) {}

  get look(): Look {
    return this.now;
  }

  set(look: Look): void {
    this.stop();
    this.now = held({ ...look, yaw: wrap(look.yaw) });
  }

  turn(yaw: number, pitch: number): void {
    this.flight = undefined;
    this.now = held({ ...this.now, yaw: wrap(this.now.yaw + yaw), pitch: this.now.pitch + pitch });
  }

  zoom(factor: number): void {
    this.now = held({ ...this.now, fov: this.now.fov / factor });
  }

  glide(yaw: number, pitch: number): void {
    if (this.calm) return;
    this.speedYaw = clamp(yaw, -4, 4);
    this.speedPitch = clamp(pitch, -4, 4);
  }

  stop(): void {
    this.speedYaw = this.speedPitch = 0;
    this.flight = undefined;
  }

  flyTo(to: Partial<Look>): void {
    const goal = held({ ...this.now, ...to });
    if (this.calm) return this.set(goal);
    this.stop();
    this.flight = { from: this.now, to: { ...goal, yaw: this.now.yaw + turnBetween(this.now.yaw, goal.yaw) }, t: 0 };
  }

  /** Let time pass; true while still moving. */
  step(dt_s: number): boolean {
    if (this.flight) return this.fly(this.flight, dt_s);
    if (!this.speedYaw && !this.speedPitch) return false;
    this.turn(this.speedYaw * dt_s, this.speedPitch * dt_s);
    const keep = GLIDE ** dt_s;
    this.speedYaw *= keep;
    this.speedPitch *= keep;
    if (Math.hypot(this.speedYaw, this.speedPitch) < SLOWEST) this.speedYaw = this.speedPitch = 0;
    return true;
  }

  private fly(flight: { from: Look; to: Look; t: number }, dt_s: number): boolean {
    flight.t = Math.min(flight.t + dt_s / FLIGHT_S, 1);
    const k = ease(flight.t);
    const { from, to } = flight;
    this.now = { yaw: wrap(mix(from.yaw, to.yaw, k)), pitch: mix(from.pitch, to.pitch, k), fov: mix(from.fov, to.fov, k) };
    if (flight.t >= 1) this.flight = undefined;
    return this.flight !== undefined;
  }
}
