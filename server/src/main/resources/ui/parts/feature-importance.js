// Which columns move a version's answers, on rows it did not learn from.
import {LitElement, html, svg, nothing} from 'lit';
import {api, path} from '../api.js';
import {count, figure, percent, text} from '../words.js';
import {inProject} from '../route.js';

const MOST = 12;

class FeatureImportance extends LitElement {
  static properties = {model: {attribute: false}, version: {attribute: false}, project: {attribute: false}, told: {state: true}, all: {state: true}};

  constructor() {
    super();
    this.model = this.version = this.project = '';
    /** @type {any} */
    this.told = null;
    this.all = false;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (!changed.has('model') && !changed.has('version')) return;
    const of = `${this.model}/${this.version}`;
    this.told = null;
    api.get(path(['models', this.model, 'versions', this.version, 'importance'])).catch((failure) => ({why: failure.message}))
      .then((told) => of === `${this.model}/${this.version}` && (this.told = told));
  }

  render() {
    return html`<section class="card" aria-labelledby="features-title"><h2 id="features-title">What it looks at</h2>${this.told ? this.columns() : html`<p class="soft" role="status">Measuring it on hold-out rows…</p>`}</section>`;
  }

  columns() {
    const {told} = this;
    if (!told.columns?.length) return html`<p class="soft">${text(told.why ?? 'It has no columns.', 300)}</p>`;
    const shown = this.all ? told.columns : told.columns.slice(0, MOST);
    const top = Math.max(told.columns[0].value, 1e-300);
    const half = told.columns.findIndex((_, i, all) => all.slice(0, i + 1).reduce((sum, one) => sum + one.share, 0) >= .5) + 1;
    return html`<p class="says">${half ? html`${count(half, 'column')} of ${figure(told.columns.length)} ${half === 1 ? 'makes' : 'make'} half of what moves its answers.` : 'No column moves its answers.'}</p>
      <div class="scroll" tabindex="0" role="group" aria-label="Importance of columns"><table class="rows"><thead><tr><th>Column</th><th class="number">Moves the raw answer by</th><th class="number">Share</th><th><span class="hidden">Drawn</span></th></tr></thead><tbody>
      ${shown.map((one) => html`<tr><td><a href=${`${inProject(this.project, 'data')}?column=${encodeURIComponent(one.column)}`}>${text(one.column, 40)}</a></td><td class="number">${figure(one.value)}</td><td class="number">${percent(one.share)}</td>
        <td><svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="series-0 flat" width=${100 * one.value / top} height="10"/>`}</svg></td></tr>`)}</tbody></table></div>
      ${told.columns.length > shown.length ? html`<button class="plain" @click=${() => (this.all = true)}>All ${figure(told.columns.length)} columns</button>` : nothing}
      <p class="soft small">Mean of the absolute contribution to the answer before its link, over ${figure(told.rows)} of ${figure(told.of)} hold-out rows of dataset version ${told.number} · ${text(told.method, 60)}</p>`;
  }
}
customElements.define('feature-importance', FeatureImportance);
