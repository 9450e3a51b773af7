/** One question with at most four options; the answer is told in words at once. */

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Words } from '../core/i18n';
import { isRight } from '../core/tour';
import type { QuestionRef } from '../manifest.gen';
import { icon } from './icons';

export class VmQuestion extends LitElement {
  static override properties = { question: { attribute: false }, chosen: { state: true } };
  declare words: Words;
  declare question: QuestionRef;
  declare chosen: number | null;

  constructor() {
    super();
    this.chosen = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('question')) this.chosen = null;
  }

  protected override render(): TemplateResult {
    const { t, say } = this.words;
    const { question } = this;
    return html`
      <section class="load glass on-pic quiz" aria-labelledby="ask">
        <p class="small muted">${t('question')}</p>
        <h2 class="serif" id="ask" tabindex="-1">${say(question.ask)}</h2>
        <div class="opts" role="group" aria-label=${t('yourAnswer')}>${question.options.map((option, i) => this.option(say(option), i))}</div>
        <p role="status" class="verdict">${this.chosen === null ? nothing : this.verdict(this.chosen)}</p>
        <div class="acts"><button class="btn ${this.chosen === null ? '' : 'first'}" @click=${() => this.dispatchEvent(new Event('done'))}>${t('goOn')}</button></div>
      </section>`;
  }

  private option(text: string, index: number): TemplateResult {
    const told = this.chosen !== null;
    const mark = told && isRight(this.question, index) ? icon('tick') : told && index === this.chosen ? icon('close') : nothing;
    return html`<button class="opt" aria-pressed=${index === this.chosen ? 'true' : 'false'} @click=${() => (this.chosen = index)}><span>${text}</span>${mark}</button>`;
  }

  private verdict(chosen: number): string {
    const { t, say } = this.words;
    const answer = say(this.question.options[this.question.answer]);
    return t(isRight(this.question, chosen) ? 'right_answer' : 'wrong_answer', answer);
  }
}

customElements.define('vm-question', VmQuestion);
