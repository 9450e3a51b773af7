/** The visitor's body: where it stands and looks, walking by keys, along a way, or cut. Metres, radians, headings. Pure. */

import { clamp, headingOf, turnBetween, wrap } from '../angles';
import type { Ground, Spot } from './ground';

export interface Pose {
  readonly x: number;
  readonly z: number;
  /** Heading, 0 = north, clockwise. */
  readonly yaw: number;
  readonly pitch: number;
}

/** What the keys ask for, each -1 to 1. */
export interface Push {
  readonly ahead: number;
  readonly side: number;
  readonly turn: number;
  readonly nod: number;
}

interface Trip {
  readonly way: Spot[];
  readonly pace: number;
  readonly facing: { readonly yaw: number; readonly pitch: number } | undefined;
}

export const STILL: Push = { ahead: 0, side: 0, turn: 0, nod: 0 };
const PITCH_MOST = 1.2;
const KEY_SPEED = 1.7;
/** Metres a second on a way: longer ways are walked faster, so that none is tedious. */
const TRIP_LOW = 1.9;
const TRIP_HIGH = 4.5;
const TRIP_S = 2.4;
const KEY_TURN = 1.6;
const START_S = 0.25;
const LOOK_AHEAD_M = 1.3;

export class Walker {
  private now: Pose;
  private push: Push = STILL;
  private trip: Trip | undefined;
  private speed = 0;
  private turning = 0;
  private glideYaw = 0;
  private glidePitch = 0;

  constructor(
    pose: Pose,
    private readonly ground: Ground,
    private readonly calm: boolean,
  ) {
    this.now = pose;
  }

  get pose(): Pose {
    return this.now;
  }

  get travelling(): boolean {
    return this.trip !== undefined;
  }

  /** Be there at once. */
  set(pose: Pose): void {
    this.stop();
    this.now = { ...pose, yaw: wrap(pose.yaw), pitch: clamp(pose.pitch, -PITCH_MOST, PITCH_MOST) };
  }

  stop(): void {
    this.trip = undefined;
    this.speed = this.turning = this.glideYaw = this.glidePitch = 0;
  }

  setPush(push: Push): void {
    this.push = push;
    if (push.ahead || push.side) this.trip = undefined;
  }

  look(yaw: number, pitch: number): void {
    this.glideYaw = this.glidePitch = 0;
    if (this.trip) this.trip = { ...this.trip, facing: undefined };
    this.turnBy(yaw, pitch);
  }

  glide(yaw: number, pitch: number): void {
    if (this.calm) return;
    this.glideYaw = clamp(yaw, -4, 4);
    this.glidePitch = clamp(pitch, -4, 4);
  }

  /** Walk these corners and turn as given on arriving. */
  follow(way: readonly Spot[], facing?: { readonly yaw: number; readonly pitch: number }): void {
    this.stop();
    const end = way.at(-1);
    if (this.calm && end) {
      const before = way.at(-2) ?? [this.now.x, this.now.z];
      const yaw = facing?.yaw ?? headingOf(end[0] - before[0], end[1] - before[1]);
      this.set({ x: end[0], z: end[1], yaw, pitch: facing?.pitch ?? 0 });
    } else this.trip = { way: [...way], pace: clamp(remaining(this.now, way) / TRIP_S, TRIP_LOW, TRIP_HIGH), facing };
  }

  /** Let time pass; true while still moving. */
  step(dt_s: number): boolean {
    if (this.trip) this.travel(this.trip, dt_s);
    else this.pushed(dt_s);
    if (this.glideYaw || this.glidePitch) this.coast(dt_s);
    const { ahead, side, turn, nod } = this.push;
    return Boolean(this.trip || ahead || side || turn || nod || this.speed || this.glideYaw || this.glidePitch);
  }

  private turnBy(yaw: number, pitch: number): void {
    this.now = { ...this.now, yaw: wrap(this.now.yaw + yaw), pitch: clamp(this.now.pitch + pitch, -PITCH_MOST, PITCH_MOST) };
  }

  private pushed(dt_s: number): void {
    const { ahead, side, turn, nod } = this.push;
    if (turn || nod) this.turnBy(turn * KEY_TURN * dt_s, nod * KEY_TURN * 0.6 * dt_s);
    const goes = ahead !== 0 || side !== 0;
    this.speed = goes ? Math.min(1, this.speed + dt_s / START_S) : 0;
    if (!goes) return;
    const length = (KEY_SPEED * this.speed * dt_s) / Math.hypot(ahead, side);
    const { x, z, yaw } = this.now;
    const dx = (Math.sin(yaw) * ahead + Math.cos(yaw) * side) * length;
    const dz = (-Math.cos(yaw) * ahead + Math.sin(yaw) * side) * length;
    const [nx, nz] = this.ground.slide([x, z], dx, dz);
    this.now = { ...this.now, x: nx, z: nz };
  }

  private travel(trip: Trip, dt_s: number): void {
    const left = remaining(this.now, trip.way);
    this.speed = Math.min(this.speed + dt_s / START_S, 1, 0.12 + left * 1.4);
    let walk_m = trip.pace * this.speed * dt_s;
    let { x, z } = this.now;
    while (trip.way.length && walk_m > 0) {
      const [tx, tz] = trip.way[0] as Spot;
      const d = Math.hypot(tx - x, tz - z);
      if (d <= walk_m) {
        [x, z] = [tx, tz];
        walk_m -= d;
        trip.way.shift();
      } else {
        x += ((tx - x) / d) * walk_m;
        z += ((tz - z) / d) * walk_m;
        walk_m = 0;
      }
    }
    this.now = { ...this.now, x, z };
    this.face(trip, left, dt_s);
    const goal = trip.facing;
    const facing = !goal || Math.abs(turnBetween(this.now.yaw, goal.yaw)) + Math.abs(goal.pitch - this.now.pitch) < 0.004;
    if (!trip.way.length && facing) this.stop();
  }

  /** Look where the way leads; near its end, at what one came for. */
  private face(trip: Trip, left: number, dt_s: number): void {
    const goal = trip.facing;
    const ahead = left > 1.6 && aheadOn(this.now, trip.way, LOOK_AHEAD_M);
    if (!ahead && !goal) return;
    const far = ahead && Math.hypot(ahead[0] - this.now.x, ahead[1] - this.now.z) > 0.3;
    const yaw = far ? headingOf(ahead[0] - this.now.x, ahead[1] - this.now.z) : (goal?.yaw ?? this.now.yaw);
    const pitch = goal?.pitch ?? 0;
    this.turning = Math.min(1, this.turning + dt_s / 0.4);
    const k = 1 - Math.exp(-dt_s * 4.5 * this.turning);
    this.turnBy(turnBetween(this.now.yaw, yaw) * k, (pitch - this.now.pitch) * k);
  }

  private coast(dt_s: number): void {
    this.turnBy(this.glideYaw * dt_s, this.glidePitch * dt_s);
    const keep = 0.01 ** dt_s;
    this.glideYaw *= keep;
    this.glidePitch *= keep;
    if (Math.hypot(this.glideYaw, this.glidePitch) < 0.03) this.glideYaw = this.glidePitch = 0;
  }
}

function remaining(at: Pose, way: readonly Spot[]): number {
  let [x, z] = [at.x, at.z];
  let sum = 0;
  for (const [tx, tz] of way) {
    sum += Math.hypot(tx - x, tz - z);
    [x, z] = [tx, tz];
  }
  return sum;
}

/** The point of the way this far ahead. */
export function aheadOn(at: Pick<Pose, 'x' | 'z'>, way: readonly Spot[], reach_m: number): Spot | undefined {
  let [x, z] = [at.x, at.z];
  let left = reach_m;
  for (const [tx, tz] of way) {
    const d = Math.hypot(tx - x, tz - z);
    if (d >= left && d > 0) return [x + ((tx - x) / d) * left, z + ((tz - z) / d) * left];
    left -= d;
    [x, z] = [tx, tz];
  }
  return way.at(-1);
}
