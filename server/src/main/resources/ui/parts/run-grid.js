// A table of any length: only the rows in sight exist; more are asked for as one comes near the end.
import {LitElement, html, svg, nothing} from 'lit';
import {figure, duration, millis, pill, short, text, when} from '../words.js';

const ROW = 32;
const WIDTHS = {name: 200, status: 110, started: 120, duration: 110, user: 120, experiment: 150};
const STATES = {FINISHED: 'pass', RUNNING: 'running', SCHEDULED: 'waiting', FAILED: 'fail', KILLED: 'fail'};

/** The state of a run as it is shown: a trial that the search gave up is not finished. @param {any} run */
export function statePill(run) {
  if (run.tags?.['trefoil.state'] === 'pruned') return html`<span class="pill idle" title="given up by the search before its end"><span aria-hidden="true">·</span>pruned</span>`;
  return pill(STATES[run.status] ?? 'waiting', String(run.status ?? '').toLowerCase());
}

/** What a run is called: its name, or its id where the name cannot be seen. @param {any} run */
export const nameOf = (run) => (String(run.name ?? '').trim() ? run.name : short(run.id));

/** @param {any} run @param {string} column */
export function valueOf(run, column) {
  const dot = column.indexOf('.');
  if (dot > 0) return run[column.slice(0, dot)]?.[column.slice(dot + 1)];
  return column === 'duration' ? (run.ended ? millis(run.ended) - millis(run.started) : undefined) : run[column];
}

class RunGrid extends LitElement {
  static properties = {runs: {attribute: false}, columns: {attribute: false}, pinned: {attribute: false}, order: {attribute: false}, chosen: {attribute: false}, more: {attribute: false}, total: {attribute: false}, sparked: {attribute: false}, sparks: {attribute: false}, stale: {attribute: false}, top: {state: true}, at: {state: true}, head: {state: true}};

  constructor() {
    super();
    /** @type {any[]} */
    this.runs = [];
    /** @type {string[]} */
    this.columns = [];
    /** @type {Set<string>} */
    this.pinned = new Set();
    this.order = '';
    /** @type {Set<string>} */
    this.chosen = new Set();
    this.more = false;
    /** How many rows there are in all; 0 as long as it is not known. */
    this.total = 0;
    /** Columns with curves. @type {string[]} */
    this.sparked = [];
    /** Curves by column and run. @type {Map<string, Map<string, number[]>>} */
    this.sparks = new Map();
    /** Runs whose curves may have grown. @type {Set<string>} */
    this.stale = new Set();
    this.seenTimer = 0;
    this.placeTimer = 0;
    this.top = 0;
    this.at = 0;
    /** The column that Tab leads to. */
    this.head = 0;
    /** Columns that are set to the right. @type {Set<string>} */
    this.numbers = new Set();
    /** @type {(run: any) => string} */
    this.href = () => '#';
  }

  createRenderRoot() {
    return this;
  }

  get view() {
    return /** @type {HTMLElement} */ (this.querySelector('.grid-view'));
  }

  scrolled() {
    this.top = this.view.scrollTop;
    clearTimeout(this.placeTimer);
    this.placeTimer = window.setTimeout(() => this.isConnected && this.tellPlace(), 300);
    if (this.more && this.top + this.view.clientHeight > (this.runs.length - 60) * ROW) this.dispatchEvent(new CustomEvent('more'));
  }

  /** Says that somebody may want to come back to this place. */
  tellPlace() {
    this.dispatchEvent(new CustomEvent('place'));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const run = this.runs[this.at];
    const page = Math.floor(this.view.clientHeight / ROW) - 2;
    const move = {j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.at, End: this.runs.length}[event.key];
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const heads = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.grid-head button:not(:disabled)')]);
    const head = heads.indexOf(/** @type {any} */ (event.target)), along = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (along && head >= 0) heads[Math.max(0, Math.min(heads.length - 1, head + along))].focus();
    else if (move !== undefined) this.moveTo(this.at + move);
    else if (event.key === 'x' && run) this.choose(run.id);
    else if (event.key === 'c') this.dispatchEvent(new CustomEvent('compare'));
    else if (event.key === 'Enter' && run && event.target === this.view) /** @type {HTMLElement|null} */ (this.querySelector(`[data-row="${this.at}"] a`))?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} row */
  moveTo(row) {
    this.at = Math.max(0, Math.min(this.runs.length - 1, row));
    const y = this.at * ROW, {view} = this;
    if (y < view.scrollTop) view.scrollTop = y;
    else if (y + ROW * 3 > view.scrollTop + view.clientHeight) view.scrollTop = y + ROW * 3 - view.clientHeight;
  }

  /** @param {string} id */
  choose(id) {
    this.dispatchEvent(new CustomEvent('choose', {detail: id}));
  }

  /** Says which rows are in sight, once one has stopped scrolling. */
  updated() {
    clearTimeout(this.seenTimer);
    this.seenTimer = window.setTimeout(() => {
      if (!this.isConnected || !this.view) return;
      const first = Math.floor(this.view.scrollTop / ROW);
      const ids = this.runs.slice(first, first + Math.ceil(this.view.clientHeight / ROW) + 1).map((run) => run.id).filter((id) => this.sparked.some((column) => !this.sparks.get(column)?.has(id)) || this.stale.has(id));
      if (ids.length) this.dispatchEvent(new CustomEvent('seen', {detail: ids.slice(0, 50)}));
    }, 200);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.seenTimer);
    clearTimeout(this.placeTimer);
  }

  /** @param {string} column */
  sort(column) {
    const now = this.order.startsWith(column + ' ') ? this.order.slice(column.length + 1) : '';
    this.dispatchEvent(new CustomEvent('sort', {detail: now === 'DESC' ? `${column} ASC` : now === 'ASC' ? '' : `${column} DESC`}));
  }

  render() {
    const widths = this.columns.map((column) => WIDTHS[column] ?? (this.sparks.has(column) && this.sparked.includes(column) ? 170 : 120));
    const template = `grid-template-columns: 36px ${widths.map((w) => w + 'px').join(' ')}; width: max(100%, ${36 + widths.reduce((a, b) => a + b, 0)}px)`;
    const first = Math.max(0, Math.floor(this.top / ROW) - 8);
    const shown = this.runs.slice(first, first + Math.ceil((this.view?.clientHeight ?? 720) / ROW) + 20);
    let left = 36;
    const stick = this.columns.map((column, i) => {
      if (!this.pinned.has(column)) return '';
      const at = left;
      left += widths[i];
      return `left: ${at}px`;
    });
    const sorted = (/** @type {string} */ column) => column !== 'duration' && column !== 'experiment';
    const head = this.columns[this.head] && sorted(this.columns[this.head]) ? this.head : this.columns.findIndex(sorted);
    this.numbers = new Set(this.columns.filter((column) => column === 'duration' || column.startsWith('metrics.') || (column.startsWith('params.') && isNumeric(shown.map((run) => valueOf(run, column))))));
    return html`<div class="grid-view" role="grid" tabindex="0" aria-label="Runs" aria-rowcount=${this.more ? (this.total ? this.total + 1 : -1) : this.runs.length + 1} aria-colcount=${this.columns.length + 1} aria-activedescendant=${this.runs.length ? `run-row-${this.at}` : nothing} @scroll=${this.scrolled} @keydown=${this.key}>
      <div class="grid-head" role="row" aria-rowindex="1" .style=${template}><span role="columnheader"><span class="hidden">Selected</span></span>${this.columns.map((column, i) => {
        const direction = this.order === `${column} DESC` ? 'descending' : this.order === `${column} ASC` ? 'ascending' : 'none';
        const title = column.replace(/^(metrics|params|tags)\./, '');
        return html`<span role="columnheader" aria-sort=${direction} class="${this.pinned.has(column) ? 'pinned' : ''} ${this.numbers.has(column) ? 'right' : ''}" .style=${stick[i]} title=${column}><button tabindex=${i === head ? '0' : '-1'} ?disabled=${!sorted(column)} @focus=${() => (this.head = i)} @click=${() => this.sort(column)}>${title}${direction === 'none' ? '' : direction === 'descending' ? ' ↓' : ' ↑'}</button></span>`;
      })}</div>
      <div role="rowgroup" .style=${`position: relative; height: ${Math.max(1, this.runs.length) * ROW}px; ${template.slice(template.indexOf('width'))}`}>${shown.map((run, i) => this.row(run, first + i, template, stick))}</div></div>`;
  }

  /** @param {any} run @param {number} row @param {string} template @param {string[]} stick */
  row(run, row, template, stick) {
    const chosen = this.chosen.has(run.id);
    return html`<div class="grid-row ${row === this.at ? 'at' : ''}" id=${`run-row-${row}`} data-row=${row} role="row" aria-rowindex=${row + 2} aria-selected=${chosen} .style=${`${template}; top: ${row * ROW}px`} @click=${() => (this.at = row)}>
      <span role="gridcell"><input type="checkbox" tabindex="-1" aria-label=${`Select ${nameOf(run)}`} .checked=${chosen} @change=${() => this.choose(run.id)}></span>${this.columns.map((column, i) =>
        html`<span role="gridcell" class="${this.pinned.has(column) ? 'pinned' : ''} ${this.numbers.has(column) ? 'right' : ''}" .style=${stick[i]}>${this.cell(run, column)}</span>`)}</div>`;
  }

  /** @param {any} run @param {string} column */
  cell(run, column) {
    const value = valueOf(run, column);
    if (column === 'name') return html`<a tabindex="-1" href=${this.href(run)} @click=${this.tellPlace}>${text(nameOf(run), 60)}</a>`;
    if (column === 'status') return statePill(run);
    if (column === 'started') return when(value);
    if (column === 'duration') return value === undefined ? html`<span class="faint">·</span>` : duration(value);
    const curve = this.sparked.includes(column) ? this.sparks.get(column)?.get(run.id) : null;
    if (curve?.length) return html`<span class="sparked">${spark(curve)}${text(typeof value === 'number' ? figure(value) : value, 60)}</span>`;
    if (/^-?\d*\.\d{5,}$/.test(value)) return html`<span title=${value}>${figure(Number(value))}</span>`;
    return value === undefined ? html`<span class="faint">·</span>` : text(typeof value === 'number' ? figure(value) : value, 60);
  }
}
customElements.define('run-grid', RunGrid);

/** @param {any[]} values */
const isNumeric = (values) => values.every((value) => value === undefined || value === '' || Number.isFinite(Number(value))) && values.some((value) => value !== undefined && value !== '');

/** A curve in a cell. @param {number[]} values */
function spark(values) {
  const known = values.filter((value) => Number.isFinite(value));
  if (known.length < 2) return nothing;
  const low = Math.min(...known), high = Math.max(...known);
  const y = (/** @type {number} */ v) => (high === low ? 9 : 17 - 16 * (v - low) / (high - low)).toFixed(1);
  return html`<svg class="spark" viewBox="0 0 60 18" preserveAspectRatio="none" aria-hidden="true">${svg`<path d=${'M' + known.map((v, i) => `${(60 * i / (known.length - 1)).toFixed(1)} ${y(v)}`).join('L')}/>`}</svg>`;
}
