// How values are said, the same everywhere: verdicts, numbers, times, ids.
import {html, nothing} from 'lit';
import {serverNow} from './api.js';

/** How a verdict or a station's state is drawn: sign and word carry it, colour only helps. */
const STATES = {
  pass: ['✓', 'pass', 'pass'], fail: ['✕', 'fail', 'fail'], inconclusive: ['?', 'open', 'inconclusive'], open: ['?', 'open', 'inconclusive'],
  waiting: ['·', 'wait', 'not in yet'], 'no-data': ['·', 'wait', 'not in yet'], none: ['·', 'wait', 'not in yet'], idle: ['·', 'idle', 'not begun'],
  running: ['●', 'live', 'at work'], done: ['✓', 'pass', 'done'], error: ['✕', 'fail', 'error'],
};

/** @param {string|undefined|null} state @returns {{sign: string, look: string, word: string}} */
export function verdict(state) {
  const [sign, look, word] = STATES[String(state ?? 'none').toLowerCase().replace('_', '-')] ?? STATES.none;
  return {sign, look, word};
}

/** @param {string|undefined|null} state @param {any} [text] @param {boolean} [alone] whether the text says the state itself */
export function pill(state, text, alone = false) {
  const {sign, look, word} = verdict(state);
  return html`<span class="pill ${look}" title=${alone ? nothing : word}><span aria-hidden="true">${sign}</span>${text ?? word}${
    text === undefined || alone ? nothing : html`<span class="hidden"> ${word}</span>`}</span>`;
}

/** A whole number, its thousands apart; by hand, as the browser's own way loads its tables first. @param {number} value */
const grouped = (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

/** A number in as few digits as tell it; `.728` for shares and AUCs, `1,204,332` for counts.
 * @param {any} value @param {{sign?: boolean}} [how] */
export function figure(value, how = {}) {
  if (value === null || value === undefined || value === '') return '·';
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  let text;
  if (Number.isInteger(size) || size >= 1000) text = grouped(size);
  else if (size >= 100) text = size.toFixed(0);
  else if (size >= 10) text = size.toFixed(1);
  else if (size >= 1) text = size.toFixed(2);
  else if (size >= .0005) text = size.toFixed(3).replace(/^0/, '');
  else if (size === 0) text = '0';
  else text = size >= 1e-4 ? size.toFixed(4).replace(/^0/, '') : size.toExponential(1).replace('e-', 'e−');
  return (value < 0 ? '−' : how.sign && value > 0 ? '+' : '') + text;
}

/** Milliseconds in the unit that tells them: µs, ms or s. @param {number} ms */
export function latency(ms) {
  if (!Number.isFinite(ms)) return figure(ms);
  const size = Math.abs(ms);
  if (size > 0 && size < .1) return `${size < .01 ? figure(ms * 1000) : Math.round(ms * 1000)} µs`;
  if (size < 10) return `${ms.toFixed(size < 1 ? 2 : 1)} ms`;
  return size < 10_000 ? `${grouped(ms)} ms` : `${figure(ms / 1000)} s`;
}

/** A measured value in the unit of its requirement. A sign belongs to differences only.
 * @param {any} value @param {string} [unit] @param {{sign?: boolean}} [how] */
export function amount(value, unit = '', how = {}) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return figure(value);
  const plus = how.sign && value > 0 ? '+' : '';
  if (unit === 'ms') return plus + latency(value).replace('-', '−');
  if (unit === 'bytes') return (value < 0 ? '−' : plus) + size(Math.abs(value));
  const text = Math.abs(value) >= 100 ? (value < 0 ? '−' : plus) + grouped(Math.abs(value)) : figure(value, how);
  return unit ? `${text} ${unit}` : text;
}

/** The sign of a currency, such as €. @param {string} [code] */
export const currency = (code = '') => ({EUR: '€', USD: '$', GBP: '£'}[code] ?? code);

/** An interval, with its unit once; both ends whole when one of them is. @param {any} of with low and high @param {string} [unit] */
export function interval(of, unit = '') {
  if (!Number.isFinite(of?.low) || !Number.isFinite(of?.high)) return '·';
  const whole = !['ms', 'bytes'].includes(unit) && Math.max(Math.abs(of.low), Math.abs(of.high)) >= 100;
  const [low, high] = [of.low, of.high].map((end) => amount(whole ? Math.round(end) : end, unit));
  const ending = / [^ ]+$/.exec(high)?.[0] ?? '';
  return `${ending && low.endsWith(ending) ? low.slice(0, -ending.length) : low} – ${high}`;
}

/** The label of a window or step as people say it: `2013-07` is `Jul 2013`. @param {any} label */
export function windowName(label) {
  const text = String(label ?? '').replace('.0 %', ' %');
  const month = /^(\d{4})-(\d\d)$/.exec(text);
  return month ? `${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month[2]) - 1] ?? month[2]} ${month[1]}` : text;
}

/** @param {any} share */
export function percent(share) {
  if (typeof share !== 'number' || !Number.isFinite(share)) return '·';
  if (share < 1 && share > .9995) return '> 99.9 %';
  if (share > 0 && share < .0005) return '< 0.1 %';
  const value = share * 100;
  return `${Number.isInteger(Math.round(value * 10) / 10) ? Math.round(value) : value.toFixed(1)} %`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (!(bytes >= 0)) return '·';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (bytes >= 1000 && unit < 4) { bytes /= 1000; unit++; }
  return `${unit === 0 || bytes >= 100 ? Math.round(bytes) : bytes.toFixed(1)} ${units[unit]}`;
}

/** @param {number} ms */
export function duration(ms) {
  if (!(ms >= 0)) return '·';
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  const s = ms / 1000;
  if (s < 9.95) return `${s.toFixed(1)} s`;
  const seconds = Math.round(s), minutes = Math.round(s / 60);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : count(Math.round(s / 86400), 'day');
}

/** Milliseconds since 1970 of an ISO text or a number. @param {any} at */
export const millis = (at) => (typeof at === 'number' ? at : Date.parse(String(at ?? '')));

/** @param {any} at */
export function ago(at) {
  const then = millis(at);
  if (Number.isNaN(then)) return '·';
  const s = (serverNow() - then) / 1000;
  if (s < 10) return 'just now';
  if (s < 90) return `${Math.round(s)} s ago`;
  if (s < 5400) return `${Math.round(s / 60)} min ago`;
  if (s < 129600) return `${Math.round(s / 3600)} h ago`;
  if (s < 86400 * 45) return `${Math.round(s / 86400)} days ago`;
  return new Date(then).toISOString().slice(0, 10);
}

/** @param {any} at */
export function when(at) {
  const then = millis(at);
  if (Number.isNaN(then)) return html`<span class="faint">·</span>`;
  return html`<time-ago .at=${then}></time-ago>`;
}

/** A long id, cut in the middle: for names and titles, where it is text. @param {any} id */
export function short(id) {
  const text = String(id ?? '');
  return text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text;
}

/** A long id as code: it looks cut in the middle and is whole when it is copied. @param {any} id */
export function idCode(id) {
  const text = String(id ?? '');
  return html`<code class="id" title=${text || nothing}>${text.length > 14 ? html`${text.slice(0, 6)}<span>${text.slice(6, -4)}</span>${text.slice(-4)}` : text}</code>`;
}

/** Text of unknown origin, at most so long; its direction does not leak into what stands beside it.
 * @param {any} value @param {number} [most] */
export function text(value, most = 160) {
  const all = String(value ?? '');
  return html`<bdi title=${all.length > most ? all.slice(0, 2000) : nothing}>${all.length > most ? all.slice(0, most) + '…' : all}</bdi>`;
}

/** @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = one + 's') => `${figure(n)} ${n === 1 ? one : many}`;

/** @param {string} word */
export const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
