// What happened, newest first: one sentence each, the numbers behind it one click away.
import {LitElement, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {figure, text, when} from '../words.js';

const SHOWN = 40;
const LOBE = {design: 'design', data: 'development', development: 'development', evaluation: 'development', registry: 'development'};
const SIGNS = [[/fail|alert|rejected|rolled.?back|abort|error/i, '✕', 'fail mark'], [/pass|done|finished|promoted|registered|signed|ready|ok/i, '✓', 'pass mark'], [/inconclusive|wait/i, '?', 'open mark']];

/** Sign and look of a line. @param {any} line */
function sign(line) {
  const outcome = line.values?.outcome ?? line.values?.state ?? '';
  const text = String(line.says);
  if (text.includes('✕')) return ['✕', 'fail mark'];
  if (/\s\?\s/.test(text)) return ['?', 'open mark'];
  if (text.includes('✓')) return ['✓', 'pass mark'];
  const found = SIGNS.find(([pattern]) => /** @type {RegExp} */ (pattern).test(String(outcome || line.event)));
  return found ? [found[1], found[2]] : ['●', `station-${LOBE[line.station] ?? 'deployment'}`];
}

class StoryLog extends LitElement {
  static properties = {verdicts: {state: true}, lines: {attribute: false}, all: {state: true}, opened: {state: true}};

  constructor() {
    super();
    /** @type {any[]} */
    this.lines = [];
    this.all = false;
    this.verdicts = false;
    /** @type {Set<number>} */
    this.opened = new Set();
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const told = this.lines.filter((line) => this.verdicts || line.event !== 'verdict');
    const hidden = this.lines.length - told.length;
    const lines = told.toReversed();
    const shown = this.all ? lines.slice(0, 500) : lines.slice(0, SHOWN);
    return html`${hidden || this.verdicts ? html`<button class="plain" aria-pressed=${this.verdicts} @click=${() => (this.verdicts = !this.verdicts)}>${this.verdicts ? 'Leave the single verdicts out' : `Show the ${figure(hidden)} single verdicts too`}</button>` : nothing}<ol class="log">${repeat(shown, (line) => line.number, (line) => {
      const [mark, look] = sign(line);
      return html`<li data-number=${line.number}>${when(line.at)}<span class=${look} aria-hidden="true">${mark}</span><span>${text(line.says, 1200)}</span><span class="who">${this.opener(line)}</span>${this.values(line)}</li>`;
    })}</ol>${lines.length > shown.length && !this.all ? html`<button class="plain" @click=${() => (this.all = true)}>All ${figure(lines.length)} lines</button>` : nothing}`;
  }

  /** @param {any} line */
  opener(line) {
    if (!Object.keys(line.values ?? {}).length) return line.station;
    const open = this.opened.has(line.number);
    const toggle = () => {
      this.opened = open ? new Set([...this.opened].filter((n) => n !== line.number)) : new Set([...this.opened, line.number]);
    };
    return html`<button class="plain" aria-expanded=${open} aria-label=${`The numbers behind line ${line.number}, ${line.station}`} @click=${toggle}>${line.station} ${open ? '▾' : '▸'}</button>`;
  }

  /** @param {any} line */
  values(line) {
    const pairs = Object.entries(line.values ?? {});
    if (!pairs.length || !this.opened.has(line.number)) return nothing;
    return html`<dl class="pairs small">${pairs.slice(0, 60).map(([name, value]) => html`<dt>${text(name, 60)}</dt><dd>${typeof value === 'object' ? html`<code>${JSON.stringify(value).slice(0, 2000)}</code>` : text(typeof value === 'number' ? figure(value) : value, 400)}</dd>`)}</dl>`;
  }
}
customElements.define('story-log', StoryLog);
