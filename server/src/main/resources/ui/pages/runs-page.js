// Runs: filter in the predicate language, columns to choose, pin and sort, all kept in the address; any number of them.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {ApiError, api, path} from '../api.js';
import {count, figure} from '../words.js';
import {decoded, go, inProject, keep} from '../route.js';
import {fieldName} from '../parts/predicate-field.js';
import '../parts/predicate-field.js';
import '../parts/run-grid.js';
import {curl} from '../parts/copy-command.js';

const PAGE = 200;
const MOST_COMPARED = 20;
const MOST_RESTORED = 5000;
const MOST_AT_ONCE = 1000;
const SPARKED = 3;
/** Counting does not get in the way of who is still typing. */
const COUNT_AFTER_MS = 300;
const PLAIN = ['name', 'status', 'started', 'duration', 'user', 'experiment'];

/** Whether the table can have such a column. @param {string} column */
const isColumn = (column) => PLAIN.includes(column) || /^(metrics|params|tags)\../.test(column);

/** The column and the direction of an order; nothing of one that no column has. @param {string} order */
function ordered(order) {
  const [, column, direction] = /^(.*) (ASC|DESC)$/.exec(order) ?? [];
  return column && isColumn(column) && column !== 'duration' && column !== 'experiment' ? {column, direction} : null;
}

/** The order as the server takes it. @param {string} order */
function serverOrder(order) {
  const {column, direction} = ordered(order) ?? {};
  if (!column) return '';
  const dot = column.indexOf('.');
  if (dot > 0) return `${fieldName(column.slice(0, dot), column.slice(dot + 1))} ${direction}`;
  return `attributes.${{name: 'run_name', started: 'start_time', user: 'user_id'}[column] ?? column} ${direction}`;
}

class RunsPage extends Page {
  static properties = {sparks: {state: true}, total: {state: true}, stale: {state: true}, wrong: {state: true}, unread: {state: true}, chosen: {state: true}, busy: {state: true}};

  constructor() {
    super();
    this.wrong = '';
    /** Why no more could be read. */
    this.unread = '';
    /** Curves by column and run. @type {Map<string, Map<string, number[]>>} */
    this.sparks = new Map();
    /** Runs whose curves may have grown since they were read. @type {Set<string>} */
    this.stale = new Set();
    /** How many runs there are in all, once they are counted. @type {{count: number, limit: number}|null} */
    this.total = null;
    this.counted = '';
    this.reading = false;
    this.asking = 0;
    /** Where one was before leaving the page. @type {{top: number, left: number, at: number, rows: number}|null} */
    this.place = null;
    /** @type {Set<string>} */
    this.chosen = new Set();
    this.unsure = false;
    this.busy = false;
    this.fresh = true;
    /** @type {any} */
    this.fields = null;
  }

  query(name) {
    return this.route.query.get(name) ?? '';
  }

  /** What is selected, and where one was, is what the address says that one has come to. @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      if (changed.get('route')?.project !== this.route.project) this.fields = null;
      this.chosen = new Set(this.query('select').split(',').filter(Boolean));
      this.unsure = this.chosen.size > 0;
      this.place = history.state?.runs ?? null;
      this.fresh = true;
    }
    super.willUpdate(changed);
  }

  async load() {
    const {turn} = this;
    const {project} = this.route;
    const found = this.fields ? null : api.get(path(['run-fields'], {project})).catch(() => null);
    const kept = this.fresh ? PAGE : Math.max(PAGE, this.data?.runs?.length ?? 0);
    const wanted = Math.max(kept, Math.min(MOST_RESTORED, this.place?.rows ?? 0));
    this.fresh = false;
    try {
      const page = await this.ask(Math.min(MOST_AT_ONCE, wanted));
      while (wanted > MOST_AT_ONCE && turn === this.turn && page.next && page.runs.length < wanted) {
        const further = await this.ask(Math.min(MOST_AT_ONCE, wanted - page.runs.length), page.next);
        page.runs.push(...further.runs);
        page.next = further.next;
      }
      this.wrong = this.unread = '';
      const going = [...(this.data?.runs ?? []), ...page.runs].filter((run) => !run.ended);
      this.stale = new Set([...this.stale, ...going.map((run) => run.id)]);
      this.fields = (await found) ?? this.fields;
      await this.ofProject(page.runs);
      this.count(page.next);
      if (this.unsure) this.missed(page.runs);
      this.unsure = false;
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

  /** A page of the list. @param {number} limit @param {string} [token] */
  ask(limit, token = '') {
    this.asking++;
    return api.get(path(['runs'], {project: this.route.project, filter: this.query('filter'), order: serverOrder(this.query('order')), limit, token})).finally(() => this.asking--);
  }

  /** Counts, after the first page is there, what it does not show. @param {string} next */
  async count(next) {
    const filter = this.query('filter');
    if (this.counted !== filter || !next) this.total = null;
    if (!next) return;
    const {turn} = this;
    await new Promise((done) => setTimeout(done, COUNT_AFTER_MS));
    if (turn !== this.turn) return;
    const total = await api.get(path(['run-count'], {project: this.route.project, filter})).catch(() => null);
    if (turn !== this.turn) return;
    this.counted = filter;
    this.total = total;
  }

  /** Runs that the address selects and that do not exist are not selected. @param {any[]} runs */
  async missed(runs) {
    const shown = new Set(runs.map((run) => run.id));
    const unknown = [...this.chosen].filter((id) => !shown.has(id)).slice(0, 50);
    const found = await Promise.all(unknown.map((id) => api.maybe(path(['runs', id])).catch(() => true)));
    const gone = unknown.filter((_, i) => !found[i]);
    if (!gone.length) return;
    this.chosen = new Set([...this.chosen].filter((id) => !gone.includes(id)));
    this.keep({select: [...this.chosen].join(',')});
  }

  /** Back at the place where one was. @param {Map<string, any>} changed */
  async updated(changed) {
    const {place} = this;
    const grid = /** @type {any} */ (this.querySelector('run-grid'));
    if (!place || !grid || !changed.has('data')) return;
    this.place = null;
    await grid.updateComplete;
    grid.at = Math.min(place.at, Math.max(0, grid.runs.length - 1));
    grid.view.scrollTo(place.left, place.top);
  }

  /** Keeps the place with this entry of the browser's history, for the way back. */
  remember() {
    const grid = /** @type {any} */ (this.querySelector('run-grid'));
    if (grid?.view) history.replaceState({runs: {top: grid.view.scrollTop, left: grid.view.scrollLeft, at: grid.at, rows: grid.runs.length}}, '');
  }

  /** @param {Record<string, string>} changes */
  keep(changes) {
    keep(changes);
    this.remember();
  }

  /** Reads the curves of the rows in sight. @param {string[]} ids */
  async seen(ids) {
    if (this.reading || this.asking || this.busy) return;
    this.reading = true;
    const {turn, stale} = this;
    let all = true;
    for (const column of this.sparked) {
      if (turn !== this.turn) break;
      const wanted = ids.filter((id) => stale.has(id) || !this.sparks.get(column)?.has(id));
      if (!wanted.length) continue;
      const found = await api.maybe(path(['run-curves'], {metric: column.slice(8), runs: wanted.join(','), points: 24})).catch(() => null);
      all &&= found !== null;
      if (!found) continue;
      const next = new Map(this.sparks.get(column) ?? []);
      for (const id of wanted) next.set(id, []);
      for (const curve of found.curves ?? []) if (curve.values.length > 1) next.set(curve.run, curve.values.map(Number));
      this.sparks = new Map([...this.sparks, [column, new Map([...next].slice(-5000))]]);
    }
    if (all && turn === this.turn && ids.some((id) => stale.has(id))) this.stale = new Set([...stale].filter((id) => !ids.includes(id)));
    this.reading = false;
  }

  /** The columns that have curves: the first few metrics. */
  get sparked() {
    return this.columns.filter((one) => one.startsWith('metrics.')).slice(0, SPARKED);
  }

  async more() {
    if (this.busy || !this.data.next) return;
    this.busy = true;
    const turn = this.turn;
    try {
      const page = await this.ask(PAGE, this.data.next);
      if (turn !== this.turn) return;
      this.data = {runs: [...this.data.runs, ...page.runs], next: page.next};
      this.unread = '';
    } catch (failure) {
      if (turn === this.turn) this.unread = failure.message;
    } finally {
      this.busy = false;
    }
  }

  /** A change of a run that is not in sight matters where it can bring it there. @param {{kind: string, value: any}} event */
  concerns({kind, value}) {
    const runs = this.data?.runs ?? [];
    if (!kind.startsWith('run.') || !super.concerns({kind, value}) || runs.length > MOST_AT_ONCE) return false;
    return kind !== 'run.updated' || !value?.run || Boolean(this.query('filter') || this.query('order')) || runs.some((/** @type {any} */ run) => run.id === value.run);
  }

  tabTitle() {
    return 'Runs';
  }

  command() {
    return curl(path(['runs'], {project: this.route.project, filter: this.query('filter'), order: serverOrder(this.query('order')), limit: 100}));
  }

  get columns() {
    const kept = this.query('cols');
    const asked = kept.split(',').map(decoded).filter(isColumn);
    const all = asked.length ? asked : ['name', 'status', 'started', 'duration', ...most(this.fields?.metrics, 4, 'metrics'), ...most(this.fields?.params, 4, 'params')];
    const pins = this.pins;
    return [...all.filter((column) => pins.has(column)), ...all.filter((column) => !pins.has(column))];
  }

  get pins() {
    return new Set((this.route.query.has('pin') ? this.query('pin') : 'name').split(',').filter(Boolean).map(decoded));
  }

  /** Keeps a change of the view in the address. @param {Record<string, string>} changes @param {boolean} [load] */
  change(changes, load = false) {
    for (const [key, value] of Object.entries(changes)) value || key === 'pin' ? this.route.query.set(key, value) : this.route.query.delete(key);
    this.keep(changes);
    if (load) {
      this.fresh = true;
      this.reload().then(() => this.querySelector('.grid-view')?.scrollTo({top: 0}));
    } else this.requestUpdate();
  }

  /** @param {string} id */
  choose(id) {
    const chosen = new Set(this.chosen);
    chosen.has(id) ? chosen.delete(id) : chosen.add(id);
    this.chosen = chosen;
    this.keep({select: [...chosen].join(',')});
  }

  compare() {
    const {size} = this.chosen;
    if (size < 2 || size > MOST_COMPARED) return;
    this.remember();
    go(inProject(this.route.project, 'runs', 'compare') + '?runs=' + [...this.chosen].join(','));
  }

  page() {
    const {runs, next} = this.data;
    const filter = this.query('filter');
    const n = this.chosen.size;
    const order = ordered(this.query('order'));
    const total = next ? this.total : null;
    const many = total && total.count >= runs.length ? (total.count >= total.limit ? `At least ${count(total.count, 'run')}` : count(total.count, 'run')) : `${next ? 'More than ' : ''}${count(runs.length, 'run')}`;
    const says = this.wrong ? `The filter cannot be read; what is wrong stands below it.${runs.length ? ' The rows are those of the filter before.' : ''}` : runs.length === 0 ? (filter ? 'No run fits the filter.' : 'No run has been logged yet.') : `${many}${filter ? ' for which the filter holds' : ''}${order ? `, by ${order.column}, ${order.direction === 'DESC' ? 'greatest' : 'least'} first` : ', newest first'}.`;
    return html`${this.heading('Runs', html`<p class="says" role="status">${says}</p>`)}
      <div class="toolbar"><predicate-field class="predicate" .value=${filter} .fields=${this.fields} .trouble=${this.wrong} .example=${example(runs)} @predicate=${(event) => this.change({filter: event.detail}, true)}></predicate-field>
        <button ?disabled=${n < 2 || n > MOST_COMPARED} aria-describedby=${n > MOST_COMPARED ? 'most-compared' : nothing} @click=${this.compare}>Compare ${n || ''}</button>${n ? html`<button @click=${() => { this.chosen = new Set(); this.keep({select: ''}); }}>Select none</button>` : nothing}${n > MOST_COMPARED ? html`<span class="soft" id="most-compared" role="status" .style=${'align-self: center'}>At most ${MOST_COMPARED} runs can be compared; ${n} are selected.</span>` : nothing}${this.chooser()}</div>
      ${runs.length || filter || this.wrong ? html`<run-grid .style=${this.wrong ? 'opacity: .45' : ''} .runs=${runs} .columns=${this.columns} .pinned=${this.pins} .order=${order ? `${order.column} ${order.direction}` : ''} .chosen=${this.chosen} .more=${Boolean(next)} .total=${total && total.count < total.limit ? total.count : 0} .href=${(run) => inProject(this.route.project, 'runs', run.id)}
        @more=${this.more} @sort=${(event) => this.change({order: event.detail}, true)} @choose=${(event) => this.choose(event.detail)} .sparked=${this.sparked} .sparks=${this.sparks} .stale=${this.stale} @place=${this.remember} @seen=${(event) => this.seen(event.detail)} @compare=${this.compare}></run-grid>
        ${this.unread ? html`<p class="fail mark" role="alert">✕ Further runs could not be read: ${this.unread} <button class="plain" @click=${this.more}>Try again</button></p>` : nothing}<p class="soft small">${next ? html`${figure(runs.length)} are loaded; more come as you scroll. ` : nothing}<kbd>j</kbd> <kbd>k</kbd> move, <kbd>x</kbd> selects, <kbd>c</kbd> compares, <kbd>Enter</kbd> opens; <kbd>Tab</kbd> leads to the columns, where <kbd>←</kbd> <kbd>→</kbd> move and <kbd>Enter</kbd> sorts.</p>`
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

/** A filter that holds for one of the runs. @param {any[]} runs */
function example(runs) {
  const has = (/** @type {any} */ one, /** @type {string} */ kind) => Object.keys(one[kind] ?? {}).length > 0;
  const run = runs.find((one) => has(one, 'metrics') && has(one, 'params')) ?? runs[0];
  const metric = Object.entries(run?.metrics ?? {}).find(([, value]) => typeof value === 'number');
  const params = Object.entries(run?.params ?? {}).filter(([, value]) => String(value).length < 30);
  const param = params.find(([, value]) => Number.isNaN(Number(value))) ?? params[0];
  const terms = [...(metric ? [`${fieldName('metrics', metric[0])} >= ${Number(metric[1].toPrecision(2))}`] : []), ...(param ? [`${fieldName('params', param[0])} = '${String(param[1]).replaceAll("'", "''")}'`] : [])];
  return (terms.length ? terms : ["status = 'finished'"]).join(' AND ');
}
