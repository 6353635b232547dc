// What happened, newest first: one sentence each, the numbers behind it one click away.
import {LitElement, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {figure, short, text, when, windowName} from '../words.js';
import {evidenceLink} from '../matrix.js';
import {inProject} from '../route.js';

const SHOWN = 14, MORE = 500;
const LOBE = {design: 'design', data: 'development', development: 'development', evaluation: 'development', registry: 'development'};
const SIGNS = [[/fail|alert|rejected|rolled.?back|abort|error/i, '✕', 'fail mark'], [/pass|done|finished|promoted|registered|signed|ready|ok/i, '✓', 'pass mark'], [/inconclusive|wait/i, '?', 'open mark']];

/** A verdict as the story words it: sign and id in either order, value, interval, bound, each perhaps with its unit. */
const VERDICT = (() => {
  const unit = '(?: (?:ms|µs|s|B|kB|MB|GB|[A-Z]{3}|[€$£¥])(?!\\w))?', id = '[A-Za-z][\\w-]{0,15}', value = `[−+]?\\.?\\d(?:[\\d.,]*\\d)?${unit}(?: \\([^)]{1,30}\\))?(?: [≥≤±] [−.\\d,]*\\d${unit})?`;
  return new RegExp(`((?:[✓✕?] ${id}|${id} [✓✕?]) ${value})`);
})();

const MARKS = {'✓': 'pass', '✕': 'fail', '?': 'open'};

/** The sentence of a line, its verdicts marked where they stand. @param {any} line */
function sentence(line) {
  const says = String(line.says ?? '').slice(0, 1200).replace(/\.0 %/g, ' %');
  const parts = says.split(VERDICT);
  if (parts.length < 2) return text(says, 1200);
  return html`${parts.map((part, i) => {
    if (i % 2 === 0) return html`<bdi>${part.replace(/^(\d{4}-\d\d)(?=\s)/, (label) => windowName(label))}</bdi>`;
    const mark = /[✓✕?]/.exec(part)?.[0] ?? '?';
    return html`<span class="pill ${MARKS[mark]}">${mark} ${part.replace(`${mark} `, '').replace(mark, '').trim()}</span>${/^[,.;:]/.test(parts[i + 1]) ? nothing : ' '}`;
  })}`;
}

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
  static properties = {project: {attribute: false}, verdicts: {state: true}, lines: {attribute: false}, shown: {state: true}, opened: {state: true}};

  constructor() {
    super();
    /** @type {any[]} */
    this.lines = [];
    this.project = '';
    this.shown = SHOWN;
    this.verdicts = false;
    /** @type {Set<number>} */
    this.opened = new Set();
  }

  createRenderRoot() {
    return this;
  }

  /** It lies below the rest of the page, which is drawn first. */
  async scheduleUpdate() {
    if (!this.hasUpdated) await new Promise((now) => setTimeout(now));
    super.scheduleUpdate();
  }

  render() {
    const told = this.lines.filter((line) => this.verdicts || line.event !== 'verdict');
    const hidden = this.lines.length - told.length;
    const lines = told.toReversed();
    const shown = lines.slice(0, this.shown), before = this.lines[0]?.number > 1;
    return html`${hidden || this.verdicts ? html`<button class="plain" aria-pressed=${this.verdicts} @click=${() => (this.verdicts = !this.verdicts)}>${this.verdicts ? 'Leave the single verdicts out' : hidden === 1 ? 'Show the single verdict too' : `Show the ${figure(hidden)} single verdicts too`}</button>` : nothing}<ol class="log">${repeat(shown, (line) => line.number, (line) => {
      const [mark, look] = sign(line);
      return html`<li data-number=${line.number}>${when(line.at)}<span class=${look} aria-hidden="true">${mark}</span><span>${sentence(line)}</span><span class="who">${this.opener(line)}</span>${this.values(line)}</li>`;
    })}</ol>${lines.length > shown.length || before ? html`<button class="plain" @click=${this.more}>${before || lines.length > shown.length + MORE ? 'Earlier lines' : `All ${figure(lines.length)} lines`}</button>` : nothing}`;
  }

  /** More of the lines that are here, and then those before them. */
  more() {
    this.shown += MORE;
    if (this.shown > this.lines.length && this.lines[0]?.number > 1) this.dispatchEvent(new CustomEvent('earlier'));
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

  /** What a line's numbers came from. @param {any} values */
  opens(values) {
    const {project} = this;
    const to = (/** @type {string} */ title, /** @type {string} */ href, /** @type {any} */ name) => html`<dt>Open</dt><dd><a href=${href}>${title} ${name}</a></dd>`;
    return html`${values.requirement && values.window ? to('evidence of', evidenceLink(project, values.requirement, values.window, values.where), `${values.requirement}, ${values.window}`) : nothing}
      ${/^[0-9a-f]{32}$/.test(values.run) ? to('run', inProject(project, 'runs', values.run), short(values.run)) : nothing}
      ${/^[0-9a-f]{64}$/.test(values.dataset) ? to('dataset', inProject(project, 'data') + `?dataset=${values.dataset}`, short(values.dataset)) : nothing}
      ${values.endpoint ? to('endpoint', inProject(project, 'endpoints', values.endpoint), text(values.endpoint, 40)) : nothing}
      ${/^[0-9a-f]{64}$/.test(values.charter) ? to('charter', inProject(project, 'charter'), short(values.charter)) : nothing}
      ${values.model && values.version && !/^[0-9a-f]{64}$/.test(values.model) ? to('model', inProject(project, 'models', values.model, values.version), `version ${values.version}`) : nothing}`;
  }

  /** @param {any} line */
  values(line) {
    const pairs = Object.entries(line.values ?? {});
    if (!pairs.length || !this.opened.has(line.number)) return nothing;
    return html`<dl class="pairs small">${this.opens(line.values)}${pairs.slice(0, 60).map(([name, value]) => html`<dt>${text(name, 60)}</dt><dd>${typeof value === 'object' ? html`<code>${JSON.stringify(value).slice(0, 2000)}</code>` : text(typeof value === 'number' ? figure(value) : value, 400)}</dd>`)}</dl>`;
  }
}
customElements.define('story-log', StoryLog);
