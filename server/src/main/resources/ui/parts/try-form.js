// Asks an endpoint for one prediction, with a form made from the model's signature.
import {LitElement, html, nothing} from 'lit';
import {ApiError, api, path} from '../api.js';
import {figure, text} from '../words.js';
import {signatureOf} from '../signature.js';
import {curlChange} from './copy-command.js';

class TryForm extends LitElement {
  static properties = {endpoint: {attribute: false}, at: {attribute: false}, inputs: {state: true}, outputs: {state: true}, signature: {state: true}, answer: {state: true}, trouble: {state: true}, row: {state: true}};

  constructor() {
    super();
    /** @type {any} */
    this.endpoint = null;
    /** The newest event time that the endpoint has seen: a try is no news, and does not move it. */
    this.at = '';
    /** @type {any[]|null} */
    this.inputs = null;
    /** What the endpoint answers with, in words. */
    this.outputs = '';
    /** What the version that answers has in its package; null where a rule answers. @type {any} */
    this.signature = null;
    /** @type {any} */
    this.answer = null;
    this.trouble = '';
    /** @type {Record<string, any>} */
    this.row = {};
    this.known = '';
    /** The one that answered, where only one could have. */
    this.arm = '';
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('endpoint') && this.endpoint && this.known !== `${this.endpoint.name}/${this.endpoint.revision}`) {
      this.known = `${this.endpoint.name}/${this.endpoint.revision}`;
      this.sign();
      api.maybe(`/v2/models/${encodeURIComponent(this.endpoint.name)}`).then((metadata) => { this.inputs = metadata?.inputs ?? []; this.outputs = metadata?.outputs?.[0]?.name ?? ''; }, () => (this.inputs = []));
    }
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.row = Object.fromEntries((this.inputs ?? []).map((input) => [input.name, typed(input, String(form.get(input.name) ?? ''))]));
    this.trouble = '';
    this.answer = null;
    const answering = (this.endpoint.arms ?? []).filter((arm) => arm.share > 0);
    this.arm = answering.length === 1 ? answering[0].arm : '';
    try {
      this.answer = await api.post(`/endpoints/${encodeURIComponent(this.endpoint.name)}/invocations`, this.body());
    } catch (failure) {
      this.trouble = failure instanceof ApiError ? failure.message : String(failure);
    }
  }

  render() {
    if (this.inputs === null) return html`<p class="soft">Reading the signature…</p>`;
    if (!this.inputs.length) return html`<p class="soft">What answers here has not said what it needs. From the terminal:</p><copy-command shown .command=${curlChange('POST', `/endpoints/${encodeURIComponent(this.endpoint.name)}/invocations`, {dataframe_records: [{}]})}></copy-command>`;
    return html`<p class="soft">One row. What is left empty is sent as missing. The answer is a real prediction: it is counted and captured like any other${this.at ? `, as of ${this.at.slice(0, 16).replace('T', ' ')} UTC, the newest event time there is` : ''}.</p>
      <form @submit=${this.submit}><div class="facts wide">${this.inputs.map((input) => html`<label><span title=${input.datatype}>${text(input.name, 40)}</span>${field(input, this.typeOf(input))}</label>`)}</div>
      <div class="buttons"><button class="main">Ask for a prediction</button>${Object.keys(this.row).length ? html`<copy-command .command=${this.curl()}></copy-command>` : nothing}</div></form>
      ${this.trouble ? html`<p class="fail mark" role="alert">✕ ${this.trouble}</p>` : nothing}
      ${this.answer ? html`<p class="says" role="status">Answer: ${this.said()}</p><p class="soft small">${this.arm ? html`${text(this.arm, 60)} answered. ` : nothing}Prediction <code>${this.answer.prediction_ids?.[0] ?? ''}</code>; its truth can be told under this id.</p>` : nothing}`;
  }

  /** Which classes there are, and of what type a column is, says the package of the newest version that takes part. */
  async sign() {
    const {endpoint} = this;
    const arm = (endpoint.arms ?? []).map((/** @type {any} */ one) => /^v(\d+)$/.exec(one.arm)?.[1]).findLast(Boolean);
    const version = arm ? await api.maybe(path(['models', endpoint.model, 'versions', arm])).catch(() => null) : null;
    const signature = await signatureOf(version?.manifest);
    if (this.endpoint === endpoint) this.signature = signature;
  }

  /** The answer with the names of the classes that its numbers are of. */
  said() {
    const answer = this.answer.predictions?.[0] ?? this.answer;
    const classes = this.signature?.classes ?? [];
    if (Array.isArray(answer) && answer.length === classes.length) {
      const most = answer.indexOf(Math.max(...answer));
      return html`<b>${text(classes[most], 60)}</b> <span class="soft small">${classes.map((/** @type {string} */ name, /** @type {number} */ k) => html`${k ? ' · ' : ''}${text(name, 40)} ${figure(answer[k])}`)}</span>`;
    }
    return html`<b>${text(JSON.stringify(answer), 400)}</b>${this.outputs ? html` <span class="soft small">${text(this.outputs, 40)}${this.outputs === 'probability' && classes.length === 2 ? html` of ${text(classes[1], 60)}` : nothing}</span>` : nothing}`;
  }

  curl() {
    return curlChange('POST', `/endpoints/${encodeURIComponent(this.endpoint.name)}/invocations`, this.body());
  }

  /** @param {any} input */
  typeOf(input) {
    return (this.signature?.inputs ?? []).find((/** @type {any} */ one) => one.name === input.name)?.type ?? '';
  }

  body() {
    return {dataframe_records: [this.row], ...(this.at ? {event_times: [this.at]} : {})};
  }
}
customElements.define('try-form', TryForm);

/** @param {any} input @param {string} type */
function field(input, type) {
  if (input.datatype === 'BOOL') return html`<select name=${input.name}><option value=""></option><option>true</option><option>false</option></select>`;
  const like = /^date$/i.test(type) ? '2026-01-31' : /^timestamp$/i.test(type) ? '2026-01-31T09:30' : nothing;
  return html`<input name=${input.name} placeholder=${like} inputmode=${input.datatype === 'BYTES' ? 'text' : 'decimal'} autocomplete="off">`;
}

/** @param {any} input @param {string} value */
function typed(input, value) {
  if (value.trim() === '') return null;
  if (input.datatype === 'BYTES') return value;
  if (input.datatype === 'BOOL') return value === 'true';
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}
