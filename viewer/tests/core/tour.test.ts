import { describe, expect, test } from 'vitest';
import { actionOf } from '../../src/core/keys';
import { changed, type FileRow, secondsLeft } from '../../src/core/progress';
import { isRight, minutesLeft, stepOfStop, stepsOf } from '../../src/core/tour';
import type { QuestionRef, StopRef } from '../../src/manifest.gen';

const text = (vi: string) => ({ vi, en: null, km: null, zh: null });
const stop = (name: string): StopRef => ({ title: text(name), text: text(name), exhibit: null, annotation: null, scene: null, viewpoint: null, yaw: null, poster: null });
const question = (after: number | null): QuestionRef => ({ ask: text('?'), options: [text('a'), text('b')], answer: 1, after });

describe('a tour', () => {
  const steps = stepsOf({ stops: [stop('1'), stop('2'), stop('3')], questions: [question(null), question(2)] });

  test('asks a question after its stop, the others at the end', () => {
    expect(steps.map((s) => (s.kind === 'stop' ? s.stop : s.kind === 'question' ? `q${s.question}` : 'end'))).toEqual([1, 2, 'q1', 3, 'q0', 'end']);
  });

  test('opens at a stop, and past the last at the end', () => {
    expect(stepOfStop(steps, 3)).toBe(3);
    expect(stepOfStop(steps, 0)).toBe(0);
    expect(stepOfStop(steps, 4)).toBe(5);
    expect(stepOfStop(steps, 99)).toBe(5);
  });

  test('knows the right answer and the minutes left', () => {
    expect(isRight(question(null), 1)).toBe(true);
    expect(isRight(question(null), 0)).toBe(false);
    expect(minutesLeft(20, 1, 4)).toBe(20);
    expect(minutesLeft(20, 4, 4)).toBe(5);
    expect(minutesLeft(1, 4, 4)).toBe(1);
  });
});

describe('keys', () => {
  const stroke = (key: string, more = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...more });

  test('do what the table of the help page says', () => {
    expect(actionOf('gallery', stroke('l'))).toEqual({ do: 'list' });
    expect(actionOf('panorama', stroke('M'))).toEqual({ do: 'plan' });
    expect(actionOf('exhibit', stroke('m'))).toEqual({ do: 'measure' });
    expect(actionOf('tour', stroke('n'))).toEqual({ do: 'next' });
    expect(actionOf('tour', stroke('Home'))).toEqual({ do: 'first' });
    expect(actionOf('gallery', stroke('3'))).toEqual({ do: 'open', number: 3 });
    for (const page of ['gallery', 'panorama', 'exhibit', 'tour'] as const) expect(actionOf(page, stroke('?'))).toEqual({ do: 'help' });
  });

  test('with a modifier belong to the browser, and unknown ones to nobody', () => {
    expect(actionOf('gallery', stroke('f', { ctrlKey: true }))).toBeNull();
    expect(actionOf('gallery', stroke('n'))).toBeNull();
    expect(actionOf('tour', stroke('l'))).toBeNull();
    expect(actionOf('gallery', stroke('0'))).toBeNull();
  });
});

describe('progress', () => {
  const rows: FileRow[] = [
    { id: 'a', name: 'a', bytes: 100, state: 'loading' },
    { id: 'b', name: 'b', bytes: 300, state: 'done' },
  ];

  test('changes one row and leaves the others', () => {
    expect(changed(rows, 'a', { state: 'missing' }).map((row) => row.state)).toEqual(['missing', 'done']);
    expect(changed(rows, 'x', { state: 'missing' })).toEqual(rows);
  });

  test('guesses the time left only once there is something to go by', () => {
    expect(secondsLeft(5_000_000, 10_000_000, 6000)).toBe(6);
    expect(secondsLeft(4, 100, 6000)).toBeNull();
    expect(secondsLeft(5, 10, 500)).toBeNull();
    expect(secondsLeft(10, 10, 6000)).toBeNull();
  });
});
