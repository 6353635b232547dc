// Before and after of an audit entry: only what differs.
import {html, nothing} from 'lit';

/** @param {any} value */
const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 1) ?? '');

/** @param {any} entry */
export function change(entry) {
  const before = entry.before ?? {}, after = entry.after ?? {};
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (!keys.length) return nothing;
  const side = (/** @type {any} */ of) => keys.filter((key) => key in of).map((key) => `${key}: ${shown(of[key])}`).join('\n') || 'nothing';
  return html`<div class="before-after"><div><span class="soft small">before</span><pre tabindex="0">${side(before)}</pre></div><div><span class="soft small">after</span><pre tabindex="0">${side(after)}</pre></div></div>`;
}
