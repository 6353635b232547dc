// Runs: filter in the predicate language, columns to choose, pin and sort, all kept in the address; any number of them.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {ApiError, api, path} from '../api.js';
import {count, figure} from '../words.js';
import {go, inProject, keep} from '../route.js';
import {fieldName} from '../parts/predicate-field.js';
import '../parts/predicate-field.js';
import '../parts/run-grid.js';
import {curl} from '../parts/copy-command.js';

const PAGE = 200;
const PLAIN = ['name', 'status', 'started', 'duration', 'user', 'experiment'];

/** The order as the server takes it. @param {string} order */
function serverOrder(order) {
  const [, column, direction] = /^(.*) (ASC|DESC)$/.exec(order) ?? [];
  if (!column) return '';
  const dot = column.indexOf('.');
  if (dot > 0) return `${fieldName(column.slice(0, dot), column.slice(dot + 1))} ${direction}`;
  return `attributes.${{name: 'run_name', started: 'start_time', user: 'user_id'}[column] ?? column} ${direction}`;
}

class RunsPage extends Page {
  static properties = {sparks: {state: true}, wrong: {state: true}, chosen: {state: true}, busy: {state: true}};

  constructor() {
    super();
    this.wrong = '';
    /** @type {Map<string, number[]>} */
    this.sparks = new Map();
    this.sparksOf = '';
    /** @type {Set<string>} */
    this.chosen = new Set();
    this.busy = false;
    this.fresh = true;
    /** @type {any} */
    this.fields = null;
  }

  query(name) {
    return this.route.query.get(name) ?? '';
  }

  async load() {
    const {project} = this.route;
    const held = new Set(this.query('select').split(',').filter(Boolean));
    if (held.size && !this.chosen.size) this.chosen = held;
    const found = this.fields ? null : api.get(path(['run-fields'], {project})).catch(() => null);
    const kept = this.fresh ? PAGE : Math.max(PAGE, this.data?.runs?.length ?? 0);
    this.fresh = false;
    try {
      const page = await api.get(path(['runs'], {project, filter: this.query('filter'), order: serverOrder(this.query('order')), limit: Math.min(1000, kept)}));
      this.wrong = '';
      this.fields = (await found) ?? this.fields;
      await this.ofProject(page.runs);
      return page;
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 400 && this.query('filter')) {
        this.wrong = failure.message;
        this.fields ??= await found;
        return this.data ?? {runs: [], next: ''};
      }
      throw failure;
    }
  }

  /** Reads the curves of the rows in sight. @param {string[]} ids */
  async seen(ids) {
    const column = this.columns.find((one) => one.startsWith('metrics.'));
    if (!column) return;
    const known = this.sparksOf === column ? this.sparks : new Map();
    const wanted = ids.filter((id) => !known.has(id));
    if (!wanted.length) return;
    this.sparksOf = column;
    const found = await api.maybe(path(['run-curves'], {metric: column.slice(8), runs: wanted.join(','), points: 24})).catch(() => null);
    const next = new Map(known);
    for (const id of wanted) next.set(id, []);
    for (const curve of found?.curves ?? []) if (curve.values.length > 1) next.set(curve.run, curve.values.map(Number));
    if (this.sparksOf === column) this.sparks = new Map([...next].slice(-5000));
  }

  async more() {
    if (this.busy || !this.data.next) return;
    this.busy = true;
    const turn = this.turn;
    try {
      const page = await api.get(path(['runs'], {project: this.route.project, filter: this.query('filter'), order: serverOrder(this.query('order')), limit: 200, token: this.data.next}));
      if (turn === this.turn) this.data = {runs: [...this.data.runs, ...page.runs], next: page.next};
    } finally {
      this.busy = false;
    }
  }

  concerns({kind, value}) {
    return kind.startsWith('run.') && (this.data?.runs.length ?? 0) <= 1000 && (!value?.project || value.project === this.route.project);
  }

  tabTitle() {
    return 'Runs';
  }

  command() {
    return curl(path(['runs'], {project: this.route.project, filter: this.query('filter'), order: serverOrder(this.query('order')), limit: 100}));
  }

  get columns() {
    const kept = this.query('cols');
    const all = kept ? kept.split(',').map(decodeURIComponent) : ['name', 'status', 'started', 'duration', ...most(this.fields?.metrics, 4, 'metrics'), ...most(this.fields?.params, 4, 'params')];
    const pins = this.pins;
    return [...all.filter((column) => pins.has(column)), ...all.filter((column) => !pins.has(column))];
  }

  get pins() {
    return new Set((this.route.query.has('pin') ? this.query('pin') : 'name').split(',').filter(Boolean).map(decodeURIComponent));
  }

  /** Keeps a change of the view in the address. @param {Record<string, string>} changes @param {boolean} [load] */
  change(changes, load = false) {
    for (const [key, value] of Object.entries(changes)) value || key === 'pin' ? this.route.query.set(key, value) : this.route.query.delete(key);
    keep(changes);
    if (load) {
      this.fresh = true;
      this.reload().then(() => this.querySelector('.grid-view')?.scrollTo(0, 0));
    } else this.requestUpdate();
  }

  /** @param {string} id */
  choose(id) {
    const chosen = new Set(this.chosen);
    chosen.has(id) ? chosen.delete(id) : chosen.add(id);
    this.chosen = chosen;
    keep({select: [...chosen].join(',')});
  }

  compare() {
    if (this.chosen.size >= 2) go(inProject(this.route.project, 'runs', 'compare') + '?runs=' + [...this.chosen].slice(0, 20).join(','));
  }

  page() {
    const {runs, next} = this.data;
    const filter = this.query('filter');
    const n = this.chosen.size;
    const says = this.wrong ? 'The filter cannot be read; what is wrong stands below it.' : runs.length === 0 ? (filter ? 'No run fits the filter.' : 'No run has been logged yet.') : `${next ? 'More than ' : ''}${count(runs.length, 'run')}${filter ? ' for which the filter holds' : ''}${this.query('order') ? `, by ${this.query('order').replace(' DESC', ', greatest first').replace(' ASC', ', least first')}` : ', newest first'}.`;
    return html`${this.heading('Runs', html`<p class="says" role="status">${says}</p>`)}
      <div class="toolbar"><predicate-field class="predicate" .value=${filter} .fields=${this.fields} .trouble=${this.wrong} @predicate=${(event) => this.change({filter: event.detail}, true)}></predicate-field>
        <button ?disabled=${n < 2} @click=${this.compare}>Compare ${n || ''}</button>${n ? html`<button @click=${() => { this.chosen = new Set(); keep({select: ''}); }}>Select none</button>` : nothing}${this.chooser()}</div>
      ${runs.length || filter || this.wrong ? html`<run-grid .runs=${runs} .columns=${this.columns} .pinned=${this.pins} .order=${this.query('order')} .chosen=${this.chosen} .more=${Boolean(next)} .href=${(run) => inProject(this.route.project, 'runs', run.id)}
        @more=${this.more} @sort=${(event) => this.change({order: event.detail}, true)} @choose=${(event) => this.choose(event.detail)} .sparks=${this.sparks} @seen=${(event) => this.seen(event.detail)} @compare=${this.compare}></run-grid>
        <p class="soft small">${next ? html`${figure(runs.length)} are loaded; more come as you scroll. ` : nothing}<kbd>j</kbd> <kbd>k</kbd> move, <kbd>x</kbd> selects, <kbd>c</kbd> compares, <kbd>Enter</kbd> opens.</p>`
      : html`<section class="card">${this.empty('Runs come from the trips round the loop: every trial of the search is one. The first come with:', './trefoil run')}</section>`}`;
  }

  chooser() {
    const all = [...PLAIN, ...['metrics', 'params', 'tags'].flatMap((kind) => Object.keys(this.fields?.[kind] ?? {}).filter((key) => !key.startsWith('mlflow.')).map((key) => `${kind}.${key}`))];
    const {columns, pins} = this;
    const list = (/** @type {string[]} */ names) => names.map(encodeURIComponent).join(',');
    return html`<details class="menu" @keydown=${(event) => event.key === 'Escape' && (event.currentTarget.open = false)}><summary>Columns</summary><div>${all.slice(0, 400).map((column) => html`<span class="buttons"><label><input type="checkbox" .checked=${columns.includes(column)} @change=${(event) =>
      this.change({cols: list(event.target.checked ? [...columns, column] : columns.filter((one) => one !== column))})}>${column}</label>${columns.includes(column) ? html`<button class="plain" aria-pressed=${pins.has(column)} @click=${() =>
      this.change({pin: list(pins.has(column) ? [...pins].filter((one) => one !== column) : [...pins, column])})}>pin</button>` : nothing}</span>`)}</div></details>`;
  }
}
customElements.define('runs-page', RunsPage);

/** The names that most runs have. @param {Record<string, number>|undefined} names @param {number} n @param {string} kind */
function most(names, n, kind) {
  const most = Math.max(0, ...Object.values(names ?? {}));
  return Object.entries(names ?? {}).filter(([, times]) => times >= most / 5).sort((a, b) => b[1] - a[1]).slice(0, n).map(([name]) => `${kind}.${name}`);
}
