// From the decision down to what is measured: what it is worth, what it gets wrong, how well it ranks, how it runs.
import {html, nothing} from 'lit';
import {amount, count, currency, figure, interval, pill, text} from '../words.js';
import {columnTitle} from './requirement-matrix.js';

const RUNS = /^(latency|memory|model_size|error_rate)/;
const MONEY = /_per_1000$/;

/**
 * @param {any} charter the resolved document @param {any} matrix its requirements and where they were judged
 * @param {any} evaluation what the hold-out rows said of the newest version; null when none was judged
 */
export function metricTree(charter, matrix, evaluation) {
  const rows = matrix.requirements.map((requirement, r) => {
    const valued = matrix.columns.findLastIndex((_, i) => Number.isFinite(matrix.cells[r][i]?.value));
    const at = valued < 0 ? matrix.columns.findLastIndex((_, i) => matrix.cells[r][i]) : valued;
    return {requirement, cell: at < 0 ? null : matrix.cells[r][at], column: at < 0 ? null : matrix.columns[at]};
  });
  if (!rows.length) return nothing;
  const worth = rows.filter(({requirement}) => MONEY.test(requirement.measure ?? ''));
  const runs = rows.filter(({requirement}) => RUNS.test(requirement.measure ?? ''));
  const decides = rows.filter((row) => !worth.includes(row) && !runs.includes(row));
  const costs = charter.design?.costs;
  return html`<section class="card" aria-labelledby="tree-title"><h2 id="tree-title">Metric tree: from the decision to what is measured</h2>
    <ul class="tree"><li><b>${text(charter.design?.problem?.decision || 'The decision, not written down yet', 240)}</b><ul>
      <li><span class="branch">What it is worth</span><ul>${worth.map(leaf)}${errors(costs, evaluation)}${worth.length || costs ? nothing : html`<li class="soft">No costs are written down, so nothing says what an error is worth.</li>`}</ul></li>
      ${branch('How well it decides', decides)}${branch('How it runs', runs)}</ul></li></ul></section>`;
}

/** @param {string} title @param {any[]} rows */
const branch = (title, rows) => (rows.length ? html`<li><span class="branch">${title}</span><ul>${rows.map(leaf)}</ul></li>` : nothing);

/** @param {any} row */
function leaf({requirement, cell, column}) {
  const {unit, difference} = requirement;
  return html`<li><b>${requirement.id}</b> ${text(requirement.says, 100)} <span class="soft small">${text(requirement.asks, 120)}</span><br>${cell
    ? html`${pill(cell.outcome)} ${amount(cell.value, unit, {sign: difference})} <span class="soft small">(${interval(cell, unit)}) · ${columnTitle(column).filter(Boolean).join(', ')}</span>` : html`${pill('waiting')} <span class="soft small">not judged yet</span>`}</li>`;
}

/** Both kinds of error on the hold-out rows, and what 1,000 decisions pay for them. @param {any} costs @param {any} evaluation */
function errors(costs, evaluation) {
  const table = evaluation?.confusion;
  if (!costs) return nothing;
  if (table?.length !== 2) return html`<li class="soft">${evaluation ? 'Errors are priced for two classes only.' : 'No version has been judged yet, so no error has been counted.'}</li>`;
  const rows = table.flat().reduce((/** @type {number} */ sum, /** @type {number} */ n) => sum + n, 0);
  const line = (/** @type {string} */ one, /** @type {string} */ many, /** @type {number} */ n, /** @type {number} */ each) => html`<li>${count(n, one, many)} × ${figure(each)} ${currency(costs.currency)} <span class="soft small">in ${figure(rows)} hold-out rows: ${figure(rows ? Math.round(1000 * n * each / rows) : null)} ${currency(costs.currency)} per 1,000 decisions</span></li>`;
  return html`${line('miss', 'misses', table[1][0], costs.miss)}${line('false alarm', 'false alarms', table[0][1], costs.false_alarm)}
    ${Number.isFinite(evaluation.threshold) ? html`<li class="soft">It acts from p ≥ ${figure(evaluation.threshold)}, which these costs decide.</li>` : nothing}`;
}
