// Feature × window: how far a feature has moved, and where the test says it has.
import {html, nothing} from 'lit';
import {count, figure, text, windowName} from '../words.js';

const WINDOWS = 60, COLUMNS = 200;

/** @param {any[]} all the newest are drawn */
export function driftMap(all) {
  const windows = all.slice(-WINDOWS);
  const columns = new Map();
  windows.forEach((window) => (window.drift ?? []).forEach((d) => columns.set(d.column, Math.max(columns.get(d.column) ?? 0, d.value ?? 0))));
  const order = [...columns].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Drift map"><table class="drift"><thead><tr><th>Column</th>${windows.map((window) => html`<th>${windowName(window.label)}</th>`)}</tr></thead><tbody>
    ${order.slice(0, COLUMNS).map((name) => html`<tr><th scope="row">${text(name, 40)}</th>${windows.map((window) => {
      const told = (window.drift ?? []).filter((one) => one.column === name);
      const d = told.find((one) => one.drifted) ?? told[0];
      if (!d) return html`<td></td>`;
      const heat = d.drifted ? 2 : d.warned ? 1 : 0;
      return html`<td><span class="heat heat-${heat}" title="${name}, ${window.label}: ${told.map((one) => `${one.method ?? ''} ${figure(one.value)}${one.drifted ? ', drifted' : ''}`).join('; ')}">${d.drifted ? '✕ ' : nothing}${figure(d.value)}</span></td>`;
    })}</tr>`)}</tbody></table></div><p class="soft small">✕ marks what the test calls drift; the column that moved most stands first${order.length > COLUMNS ? `; ${count(order.length - COLUMNS, 'column')} that moved less ${order.length - COLUMNS === 1 ? 'is' : 'are'} left out` : ''}${all.length > WINDOWS ? `; the newest ${WINDOWS} of ${figure(all.length)} windows` : ''}.</p>`;
}
