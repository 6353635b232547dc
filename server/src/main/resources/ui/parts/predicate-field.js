// A filter in the predicate language: completes names, operators and values, and shows an error where it is.
import {LitElement, html, nothing} from 'lit';

const OPERATORS = ['=', '!=', '>', '>=', '<', '<=', 'LIKE', 'ILIKE', 'IN (', 'IS NULL', 'IS NOT NULL', 'BETWEEN'];
const ATTRIBUTES = ['run_name', 'run_id', 'status', 'user_id', 'start_time', 'end_time'];
const STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const NAME = '(?:[\\w.]|`[^`]*`)+';

/** A name as the predicate language takes it. @param {string} prefix @param {string} name */
export const fieldName = (prefix, name) => `${prefix}.${/^[A-Za-z_][\w.]*$/.test(name) ? name : '`' + name.replaceAll('`', '``') + '`'}`;

/** What could come next, with the length of what is typed of it already.
 * @param {string} before @param {any} fields @returns {{typed: number, words: string[]}} */
export function completions(before, fields) {
  const status = /(?:^|[\s(])(?:attributes?\.)?status\s*!?=\s*('?\w*)$/i.exec(before);
  if (status) return {typed: status[1].length, words: STATUSES.map((word) => `'${word}'`).filter((word) => word.toLowerCase().startsWith((status[1].startsWith("'") ? '' : "'") + status[1].toLowerCase()))};
  if (/(?:['"][^'"]*|[=<>]\s*[-\d.]*|LIKE\s*)$/i.test(before) && !/['"]\s*$/.test(before)) return {typed: 0, words: []};
  const after = new RegExp(`(?:^|AND|OR|NOT|\\()\\s*${NAME}\\s+(\\S*)$`, 'i').exec(before);
  if (after && !/^(AND|OR|NOT)\s/i.test(after[0].trim())) return {typed: after[1].length, words: OPERATORS.filter((word) => word.startsWith(after[1].toUpperCase()))};
  const name = new RegExp(`(?:^|AND\\s+|OR\\s+|NOT\\s+|\\(\\s*)(${NAME}?)$`, 'i').exec(before);
  if (name) {
    const typed = (name[1] ?? '').toLowerCase();
    const all = [...['metrics', 'params', 'tags'].flatMap((kind) => Object.keys(fields?.[kind] ?? {}).map((key) => fieldName(kind, key))), ...ATTRIBUTES.map((key) => `attributes.${key}`)];
    return {typed: typed.length, words: all.filter((word) => word.toLowerCase().includes(typed)).sort((a, b) => Number(b.toLowerCase().startsWith(typed)) - Number(a.toLowerCase().startsWith(typed)))};
  }
  return /(?:['")]|\d|NULL)\s+\w*$/i.test(before) ? {typed: /\w*$/.exec(before)?.[0].length ?? 0, words: ['AND', 'OR'].filter((word) => word.startsWith(/\w*$/.exec(before)?.[0].toUpperCase() ?? ''))} : {typed: 0, words: []};
}

class PredicateField extends LitElement {
  static properties = {value: {attribute: false}, fields: {attribute: false}, trouble: {attribute: false}, example: {attribute: false}, words: {state: true}, at: {state: true}};

  constructor() {
    super();
    this.value = '';
    /** @type {any} */
    this.fields = {};
    this.trouble = '';
    /** A filter that would hold for something. */
    this.example = '';
    /** @type {string[]} */
    this.words = [];
    this.at = -1;
    this.typed = 0;
    this.timer = 0;
  }

  createRenderRoot() {
    return this;
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  suggest() {
    const {typed, words} = completions(this.input.value.slice(0, this.input.selectionStart ?? 0), this.fields);
    this.typed = typed;
    this.words = words.slice(0, 40);
    this.at = -1;
  }

  typedSomething() {
    this.suggest();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.submit(), 450);
  }

  submit() {
    clearTimeout(this.timer);
    const typed = this.input.value.trim();
    if (typed !== this.value) {
      this.value = typed;
      this.dispatchEvent(new CustomEvent('predicate', {detail: typed}));
    }
  }

  /** @param {string} word */
  take(word) {
    const {input} = this;
    const caret = input.selectionStart ?? input.value.length;
    const before = input.value.slice(0, caret - this.typed) + word + (word.endsWith('(') ? '' : ' ');
    input.value = before + input.value.slice(caret);
    input.focus();
    input.setSelectionRange(before.length, before.length);
    this.typedSomething();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === 'ArrowDown' && this.words.length) this.at = (this.at + 1) % this.words.length;
    else if (event.key === 'ArrowUp' && this.words.length) this.at = (this.at + this.words.length - 1) % this.words.length;
    else if (event.key === 'Enter') {
      if (this.at >= 0) this.take(this.words[this.at]);
      else { this.words = []; this.submit(); }
    } else if (event.key === 'Tab' && this.words.length && this.at >= 0) this.take(this.words[this.at]);
    else if (event.key === 'Escape' && this.words.length) this.words = [];
    else return;
    event.preventDefault();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** What is typed is left alone, spaces at its end included, unless the page asks for another filter. @param {Map<string, any>} changed */
  updated(changed) {
    if (changed.has('value') && this.input.value.trim() !== this.value) this.input.value = this.value;
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({block: 'nearest'});
  }

  render() {
    const place = Number(/at position (\d+)$/.exec(this.trouble)?.[1] ?? 0);
    const from = Math.max(0, place - 40);
    return html`<div class="predicate"><input role="combobox" aria-label="Filter, in the predicate language" aria-expanded=${this.words.length > 0} aria-controls="choices" aria-autocomplete="list" aria-invalid=${this.trouble ? 'true' : 'false'}
      aria-activedescendant=${this.at >= 0 ? `choice-${this.at}` : nothing} aria-describedby="predicate-errors" spellcheck="false" autocomplete="off" placeholder=${this.example || nothing}
      @input=${this.typedSomething} @keydown=${this.key} @focus=${this.suggest} @blur=${() => setTimeout(() => (this.words = []), 150)}>
      <ul id="choices" class="choices" role="listbox" aria-label="Completions" ?hidden=${!this.words.length}>${this.words.map((word, i) => html`<li id=${`choice-${i}`} role="option" aria-selected=${i === this.at} @mousedown=${(event) => { event.preventDefault(); this.take(word); }}>${word}</li>`)}</ul>
      <div id="predicate-errors" class="errors" role="status" .style=${'white-space: normal; overflow-wrap: anywhere'}>${!this.trouble ? nothing : html`${place ? html`<div .style=${'white-space: pre; overflow: hidden'}>${`${from ? '…' : ''}${this.value.slice(from, place + 40)}\n${' '.repeat(place - 1 - from + (from ? 1 : 0))}^`}</div>` : nothing}✕ ${this.trouble}`}</div></div>`;
  }
}
customElements.define('predicate-field', PredicateField);
