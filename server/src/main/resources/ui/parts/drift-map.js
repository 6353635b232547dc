// Feature × window: how far a feature has moved, and where the test says it has.
import {html, nothing} from 'lit';
import {figure, text, windowName} from '../words.js';

/** @param {any[]} windows */
export function driftMap(windows) {
  const columns = new Map();
  windows.forEach((window) => (window.drift ?? []).forEach((d) => columns.set(d.column, Math.max(columns.get(d.column) ?? 0, d.value ?? 0))));
  const order = [...columns].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Drift map"><table class="drift"><thead><tr><th>Column</th>${windows.map((window) => html`<th>${windowName(window.label)}</th>`)}</tr></thead><tbody>
    ${order.slice(0, 200).map((name) => html`<tr><th scope="row">${text(name, 40)}</th>${windows.map((window) => {
      const all = (window.drift ?? []).filter((one) => one.column === name);
      const d = all.find((one) => one.drifted) ?? all[0];
      if (!d) return html`<td></td>`;
      const heat = d.drifted ? 2 : d.warned ? 1 : 0;
      return html`<td><span class="heat heat-${heat}" title="${name}, ${window.label}: ${all.map((one) => `${one.method ?? ''} ${figure(one.value)}${one.drifted ? ', drifted' : ''}`).join('; ')}">${d.drifted ? '✕ ' : nothing}${figure(d.value)}</span></td>`;
    })}</tr>`)}</tbody></table></div><p class="soft small">✕ marks what the test calls drift; the column that moved most stands first.</p>`;
}
