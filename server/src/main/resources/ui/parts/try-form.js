// Asks an endpoint for one prediction, with a form made from the model's signature.
import {LitElement, html, nothing} from 'lit';
import {ApiError, api} from '../api.js';
import {text} from '../words.js';
import {curlChange} from './copy-command.js';

class TryForm extends LitElement {
  static properties = {endpoint: {attribute: false}, at: {attribute: false}, inputs: {state: true}, outputs: {state: true}, answer: {state: true}, trouble: {state: true}, row: {state: true}};

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
      <form @submit=${this.submit}><div class="facts wide">${this.inputs.map((input) => html`<label><span title=${input.datatype}>${text(input.name, 40)}</span>${field(input)}</label>`)}</div>
      <div class="buttons"><button class="main">Ask for a prediction</button>${Object.keys(this.row).length ? html`<copy-command .command=${this.curl()}></copy-command>` : nothing}</div></form>
      ${this.trouble ? html`<p class="fail mark" role="alert">✕ ${this.trouble}</p>` : nothing}
      ${this.answer ? html`<p class="says" role="status">Answer: <b>${text(JSON.stringify(this.answer.predictions?.[0] ?? this.answer), 400)}</b>${this.outputs ? html` <span class="soft small">${text(this.outputs, 40)}</span>` : nothing}</p><p class="soft small">${this.arm ? html`${text(this.arm, 60)} answered. ` : nothing}Prediction <code>${this.answer.prediction_ids?.[0] ?? ''}</code>; its truth can be told under this id.</p>` : nothing}`;
  }

  curl() {
    return curlChange('POST', `/endpoints/${encodeURIComponent(this.endpoint.name)}/invocations`, this.body());
  }

  body() {
    return {dataframe_records: [this.row], ...(this.at ? {event_times: [this.at]} : {})};
  }
}
customElements.define('try-form', TryForm);

/** @param {any} input */
function field(input) {
  if (input.datatype === 'BOOL') return html`<select name=${input.name}><option value=""></option><option>true</option><option>false</option></select>`;
  return html`<input name=${input.name} inputmode=${input.datatype === 'BYTES' ? 'text' : 'decimal'} autocomplete="off">`;
}

/** @param {any} input @param {string} value */
function typed(input, value) {
  if (value.trim() === '') return null;
  if (input.datatype === 'BYTES') return value;
  if (input.datatype === 'BOOL') return value === 'true';
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}
