/** Where one is in a tour: a stop, the questions after it, or the end. Pure. */

import type { QuestionRef, TourDoc } from '../manifest.gen';

export type Step =
  | { readonly kind: 'stop'; readonly stop: number }
  | { readonly kind: 'question'; readonly stop: number; readonly question: number }
  | { readonly kind: 'end' };

/** Every step of a tour in order; stops count from 1, questions by their place in the document from 0. */
export function stepsOf(doc: Pick<TourDoc, 'stops' | 'questions'>): Step[] {
  const steps: Step[] = [];
  doc.stops.forEach((_, i) => {
    steps.push({ kind: 'stop', stop: i + 1 });
    doc.questions.forEach((question, q) => {
      if (question.after === i + 1) steps.push({ kind: 'question', stop: i + 1, question: q });
    });
  });
  doc.questions.forEach((question, q) => {
    if (question.after === null) steps.push({ kind: 'question', stop: doc.stops.length, question: q });
  });
  steps.push({ kind: 'end' });
  return steps;
}

/** The index of the step that shows stop `stop`, or of the end for one past the last; the nearest for odd numbers. */
export function stepOfStop(steps: readonly Step[], stop: number): number {
  const at = steps.findIndex((step) => step.kind === 'stop' && step.stop === Math.max(1, Math.floor(stop)));
  return at >= 0 ? at : steps.length - 1;
}

/** Minutes left at a stop: those of the whole tour, shared out evenly. */
export function minutesLeft(minutes: number, stop: number, stops: number): number {
  return Math.max(1, Math.round((minutes * (stops - stop + 1)) / stops));
}

/** Whether an option answers a question. */
export function isRight(question: QuestionRef, option: number): boolean {
  return question.answer === option;
}
