// Labels that the newest model does not believe, on rows it did not learn from: work for people.
import {LitElement, html, nothing} from 'lit';
import {api, path} from '../api.js';
import {count, figure, percent, text} from '../words.js';
import {inProject} from '../route.js';
import {curl} from './copy-command.js';

const MOST = 20;

class LabelQueue extends LitElement {
  static properties = {project: {attribute: false}, told: {state: true}, all: {state: true}};

  constructor() {
    super();
    this.project = '';
    /** @type {any} */
    this.told = null;
    this.all = false;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (!changed.has('project')) return;
    this.told = null;
    this.all = false;
    this.load();
  }

  async load() {
    const {project} = this;
    const told = await api.get(path(['projects', project, 'labels'])).catch((failure) => ({why: failure.message}));
    if (project === this.project) this.told = told;
  }

  render() {
    return html`<section class="card" aria-labelledby="labels-title"><div class="title"><h2 id="labels-title">Labels to look at</h2>${this.told?.queue?.length ? html`<span class="end"><copy-command .command=${curl(path(['projects', this.project, 'labels']))}></copy-command></span>` : nothing}</div>
      ${this.told ? this.labels() : html`<p class="soft" role="status">Asking the newest model…</p>`}</section>`;
  }

  labels() {
    const {told} = this;
    if (!told.classes) return html`<p class="soft">${text(told.why ?? '', 300)}</p>`;
    const model = html`<a href=${inProject(this.project, 'models', told.model, told.version)}>version ${told.version}</a>`;
    return html`<p class="says">${told.issues ? html`${count(told.issues, 'label')} of ${figure(told.rows)} hold-out rows ${told.issues === 1 ? 'looks' : 'look'} wrong to ${model}; about ${figure(told.estimated)} are estimated to be wrong.` : html`No label of ${figure(told.rows)} hold-out rows looks wrong to ${model}.`}${told.without ? ` ${count(told.without, 'row')} without a label ${told.without === 1 ? 'is' : 'are'} left out.` : ''}</p>
      <div class="scroll" tabindex="0" role="group" aria-label="Quality by label"><table class="rows"><thead><tr><th>Label</th><th class="number">Rows</th><th class="number">Look wrong</th><th class="number">Estimated wrong</th><th class="number">Share</th></tr></thead><tbody>
        ${told.classes.slice(0, 50).map((one) => html`<tr><td>${text(one.label, 60)}</td><td class="number">${figure(one.rows)}</td><td class="number">${figure(one.flagged)}</td><td class="number">${figure(one.estimated)}</td><td class="number">${one.rows ? percent(one.estimated / one.rows) : figure(null)}</td></tr>`)}</tbody></table></div>
      ${told.queue.length ? this.queue() : nothing}
      <p class="soft small">${text(told.method, 80)}, on probabilities of rows that the model did not learn from. A list for people to look at, not a correction: on clean data about one in five is a wrong label. Mend what is wrong in the source, then go round with <code>${'./trefoil run'}</code>.</p>`;
  }

  queue() {
    const {queue, issues} = this.told;
    const columns = Object.keys(queue[0].values ?? {});
    const shown = this.all ? queue : queue.slice(0, MOST);
    return html`<h3>The most suspicious first</h3><div class="scroll" tabindex="0" role="group" aria-label="Labels to look at, a table"><table class="rows"><thead><tr><th>Label</th><th>Looks like</th><th class="number">Probability of label</th><th class="number">of the other</th><th class="number">Hold-out row</th>${columns.map((name) => html`<th>${text(name, 30)}</th>`)}</tr></thead><tbody>
      ${shown.map((one) => html`<tr><td><b>${text(one.label, 40)}</b></td><td>${text(one.looksLike, 40)}</td><td class="number">${figure(one.probability)}</td><td class="number">${figure(one.other)}</td><td class="number">${figure(one.row)}</td>${columns.map((name) => html`<td class="value">${text(one.values[name], 40)}</td>`)}</tr>`)}</tbody></table></div>
      ${queue.length > shown.length ? html`<button class="plain" @click=${() => (this.all = true)}>${issues > queue.length ? `The first ${figure(queue.length)}` : `All ${figure(queue.length)}`}</button>` : nothing}`;
  }
}
customElements.define('label-queue', LabelQueue);
