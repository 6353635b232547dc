// Requirements × (hold-out, rollout, live windows): value, interval against the signed bound, verdict.
import {LitElement, html, nothing} from 'lit';
import {amount, capital, count, interval, verdict, windowName} from '../words.js';
import {columnKey} from '../matrix.js';
import {toNewest} from './newest.js';
import './evidence-drawer.js';

/** Where the bound is drawn; `within` has two. @param {any} cell */
const boundsOf = (cell) => (cell.side === 'within' ? [-cell.bound, cell.bound] : [cell.bound]);

/** The scale of one row: everything that is drawn on it fits. @param {any[]} cells */
function scaleOf(cells) {
  const values = cells.flatMap((cell) => (cell ? [cell.value, cell.low, cell.high, ...boundsOf(cell)] : [])).filter((v) => Number.isFinite(v));
  const low = Math.min(...values), high = Math.max(...values), room = (high - low || Math.abs(high) || 1) * .08;
  return values.length ? [low - room, high + room] : [0, 1];
}

/** @param {any} cell @param {number[]} scale */
function bar(cell, [low, high]) {
  const at = (/** @type {number} */ v) => Math.max(0, Math.min(100, 100 * (v - low) / (high - low)));
  const known = Number.isFinite(cell.low) && Number.isFinite(cell.high);
  const from = at(known ? cell.low : cell.value), to = at(known ? cell.high : cell.value);
  const bounds = Number.isFinite(cell.bound) ? boundsOf(cell).map((bound) => `M${at(bound).toFixed(1)} 0V9`).join('') : '';
  return html`<svg viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true"><line x1="0" x2="100" y1="5" y2="5" stroke="currentColor" opacity=".25"/>
    <rect x=${from.toFixed(1)} width=${Math.max(1.4, to - from).toFixed(1)} y="3" height="4" fill="currentColor"/><path d=${bounds} stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke"/></svg>`;
}

/** A column's two lines of heading. @param {any} column */
export function columnTitle(column) {
  const where = {'hold-out': 'Hold-out', rollout: 'Rollout', live: 'Live'}[column.where] ?? capital(String(column.where ?? ''));
  const label = column.where === 'live' ? windowName(column.window) || where : column.where === 'rollout' && column.window ? `${where} ${windowName(column.window)}` : where;
  return [label, column.subject ?? ''];
}

const LIVE_SHOWN = 12;

/** Which columns say where things stand: the hold-out of the newest version and of what has answered last, the last
 * rollout, the newest windows. @param {any[]} columns */
function present(columns) {
  const of = (/** @type {string} */ where) => columns.map((column, i) => ({...column, i})).filter((column) => column.where === where);
  const rollout = of('rollout').at(-1), live = of('live').slice(-LIVE_SHOWN);
  const judged = of('hold-out'), versions = [rollout?.version, live.at(-1)?.version, Math.max(...judged.map((column) => Number(column.version) || 0))];
  const holdOut = judged.filter((column) => !column.version || versions.includes(column.version));
  return new Set([...holdOut, ...of('rollout').filter((column) => column.rollout === rollout.rollout), ...live, ...columns.map((column, i) => ({...column, i})).filter((column) => !['hold-out', 'rollout', 'live'].includes(column.where))].map((column) => column.i));
}

class RequirementMatrix extends LitElement {
  static properties = {matrix: {attribute: false}, project: {attribute: false}, chosen: {attribute: false}, lost: {state: true}, all: {state: true}};

  constructor() {
    super();
    /** @type {any} */
    this.matrix = null;
    this.project = '';
    this.chosen = '';
    /** The cell that the address names, when there is no such verdict. */
    this.lost = '';
    /** Whether columns of earlier versions are shown too. */
    this.all = false;
    /** @type {Set<string>|null} */
    this.known = null;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {any} requirement @param {number} index */
  cellsOf(requirement, index) {
    return this.matrix.cells?.[index] ?? requirement.cells ?? [];
  }

  /** The matrix without the columns of earlier versions, and how many there are. */
  sifted() {
    const {columns = [], requirements = []} = this.matrix ?? {};
    const shown = present(columns), hidden = columns.length - shown.size;
    const kept = (/** @type {any[]} */ row) => (this.all ? row : row.filter((_, i) => shown.has(i)));
    return {hidden, requirements, columns: kept(columns), cells: requirements.map((requirement, row) => kept(this.cellsOf(requirement, row)))};
  }

  render() {
    const {columns, requirements, cells: rows, hidden} = this.sifted();
    if (!requirements.length) return html`<p class="soft">No requirement is written yet. A requirement is one sentence with a measure and a bound; <code>trefoil.yaml</code> holds them.</p>`;
    const known = new Set();
    const body = requirements.map((requirement, row) => {
      const cells = rows[row];
      const scales = {};
      columns.forEach((column, i) => (scales[column.where === 'rollout' ? 'r' : 'a'] ??= scaleOf(cells.filter((_, k) => (columns[k]?.where === 'rollout') === (column.where === 'rollout')))));
      return html`<tr><th scope="row" class="req">${requirement.id} · <bdi>${requirement.says ?? ''}</bdi><span>${requirement.asks ?? ''}</span></th>${columns.map((column, i) => {
        const cell = cells[i];
        const key = `${requirement.id}/${columnKey(column)}/${cell?.outcome ?? ''}/${cell?.value ?? ''}`;
        if (cell) known.add(key);
        const fresh = cell && this.known !== null && !this.known.has(key);
        return html`<td class=${fresh ? 'fresh' : ''}>${this.cell(requirement, column, cell, scales[column.where === 'rollout' ? 'r' : 'a'], `${requirement.id}.${columnKey(column)}`)}</td>`;
      })}</tr>`;
    });
    this.known = known;
    const lapse = columns.length ? nothing : html`<p class="soft">Nothing has been judged yet: the first verdicts come from the hold-out set.</p>`;
    return html`${this.lost ? html`<p class="open mark" role="status">? The address names the verdict ${this.lost.slice(0, 80)}, which is not here.</p>` : nothing}${hidden ? html`<button class="plain" aria-pressed=${this.all} @click=${() => { this.known = null; this.all = !this.all; }}>${this.all ? 'Leave the earlier columns out' : `Show ${count(hidden, 'earlier column')} too`}</button>` : nothing}<div class="matrix" tabindex="0" role="group" aria-label="Requirements and their verdicts"><table><thead><tr><th scope="col" class="req">Requirement</th>${columns.map((column) => {
      const [top, below] = columnTitle(column);
      return html`<th scope="col">${top}<br>${below}</th>`;
    })}</tr></thead><tbody>${body}</tbody></table></div>${lapse}
      <div class="legend">${['pass', 'fail', 'inconclusive', 'waiting'].map((state) => { const {sign, look, word} = verdict(state); return html`<span class="pill ${look}">${sign} ${word === 'not in yet' ? 'truth not in yet' : word}</span>`; })}
      <span class="soft">the bar is the 95 % interval, the tick the bound that was signed</span></div><evidence-drawer></evidence-drawer>`;
  }

  /** @param {any} requirement @param {any} column @param {any} cell @param {number[]} scale @param {string} key */
  cell(requirement, column, cell, scale, key) {
    if (!cell) return html`<span class="hidden">not judged</span>`;
    const {sign, look, word} = verdict(cell.outcome);
    const bare = cell.value === null || cell.value === undefined;
    const shown = bare ? '' : amount(cell.value, requirement.unit, {sign: requirement.difference});
    const label = `${requirement.id} ${columnTitle(column).join(' ')}: ${bare ? '' : shown + (Number.isFinite(cell.low) ? ` (${interval(cell, requirement.unit)})` : '') + ', '}${word}`;
    const open = () => this.open(requirement, column, cell, key);
    return html`<button class="cell ${look}" aria-label=${label} title=${label} data-cell=${key} @click=${open}>${sign} ${bare ? nothing : shown}${
      bare ? html`<small>${cell.reason ? cell.reason.slice(0, 24) : 'truth not in'}</small>` : bar(cell, scale)}</button>`;
  }

  /** @param {any} requirement @param {any} column @param {any} cell @param {string} key */
  open(requirement, column, cell, key) {
    this.dispatchEvent(new CustomEvent('evidence', {detail: key, bubbles: true}));
    /** @type {any} */ (this.querySelector('evidence-drawer')).open({requirement, column, cell, project: this.project}, () =>
      this.dispatchEvent(new CustomEvent('evidence', {detail: '', bubbles: true})));
  }

  /** Shows the newest columns, and opens the cell that the address names. */
  updated() {
    toNewest(this.querySelector('.matrix'));
    if (this.chosen && this.matrix?.requirements?.length) {
      const key = this.chosen;
      const cell = this.querySelector(`[data-cell="${CSS.escape(key)}"]`) ?? [...this.querySelectorAll(`[data-cell^="${CSS.escape(key)}~"]`)].at(-1);
      if (!cell && !this.all && this.sifted().hidden) {
        this.all = true;
        return;
      }
      this.chosen = '';
      this.lost = cell ? '' : key;
      /** @type {HTMLElement|null} */ (cell)?.click();
    }
  }
}
customElements.define('requirement-matrix', RequirementMatrix);
