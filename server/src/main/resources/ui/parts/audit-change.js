// Before and after of an audit entry: only what differs.
import {html, nothing} from 'lit';
import {short, text} from '../words.js';

const DONE = {'endpoint.route': 'changed what answers at', 'model.register': 'registered', 'model.alias': 'moved an alias of', 'model.unalias': 'took an alias from', 'alert.snoozed': 'snoozed the alert',
  'alert.closed': 'closed the alert', 'alert.open': 'opened the alert again', 'charter.submit': 'submitted charter', 'charter.sign': 'signed', 'charter.unsign': 'withdrew the signature under', 'project.create': 'made the project'};

/** Who did what to what. @param {any} entry */
export const deed = (entry) => html`<b>${text(entry.who, 60)}</b> ${DONE[entry.action] ?? text(`${entry.action} ${entry.kind}`, 80)} <b title=${entry.subject}>${text(/^[0-9a-f-]{32,64}$/.test(entry.subject) ? short(entry.subject) : entry.subject, 120)}</b>`;

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
