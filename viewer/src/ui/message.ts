/** A readable message in the middle of a stage: no WebGL, lost context, a file that did not come, offline. */

import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons';

export interface Message {
  readonly icon: IconName;
  readonly heading: string;
  readonly text: string;
  readonly first?: { readonly label: string; readonly run: () => void };
  readonly second?: { readonly label: string; readonly run: () => void };
  readonly code?: string;
}

export function messageTemplate(message: Message): TemplateResult {
  return html`
    <section class="load glass on-pic" role="alert">
      <div class="sign">${icon(message.icon)}</div>
      <h2 class="serif">${message.heading}</h2>
      <p class="muted">${message.text}</p>
      <div class="acts">
        ${message.first ? html`<button class="btn first" @click=${message.first.run}>${message.first.label}</button>` : nothing}
        ${message.second ? html`<button class="btn" @click=${message.second.run}>${message.second.label}</button>` : nothing}
      </div>
      ${message.code ? html`<p class="small muted code">${message.code}</p>` : nothing}
    </section>`;
}
