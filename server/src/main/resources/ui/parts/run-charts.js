// Options of the charts over runs.
import {html, nothing} from 'lit';
import {count, figure} from '../words.js';
import {chart} from './data-chart.js';

/** Numbers that JSON had no number for come as words. @param {any} value */
const number = (value) => (typeof value === 'number' ? value : Number.NaN);

/** What is shown as long as nothing has changed; a chart of it is not drawn anew and keeps where one has zoomed to.
 * @template T @param {T} before @param {T} now @returns {T} */
export const unchanged = (before, now) => (JSON.stringify(before) === JSON.stringify(now) ? before : now);

/** Whether a run has such a value: an empty parameter is none, and neither is a metric that is no number.
 * @param {any} run @param {string} kind @param {string} key */
export function known(run, kind, key) {
  const value = run[kind]?.[key];
  return kind === 'metrics' ? Number.isFinite(value) : value !== undefined && value !== '';
}

/** How many values of a curve are numbers. @param {any} curve */
export const numbers = (curve) => curve.values.filter((/** @type {any} */ value) => Number.isFinite(number(value))).length;

/** Says how many of the logged values are no numbers, if any: the curves have gaps there. @param {any[]} curves */
export function noNumbers(curves) {
  const all = curves.reduce((sum, curve) => sum + curve.count, 0), none = curves.reduce((sum, curve) => sum + curve.nonfinite, 0);
  if (none === 0) return nothing;
  if (none === all) return html`<p class="soft">None of the values is a number: there is nothing to draw.</p>`;
  const broken = curves.filter((curve) => curve.nonfinite > 0), thinned = broken.some((curve) => curve.count > curve.values.length);
  return html`<p class="soft">${figure(none)} of ${count(all, 'value')} ${none === 1 ? 'is' : 'are'} not a number (NaN or infinite); ${broken.length === 1 ? 'the curve has a gap' : 'the curves have gaps'} ${thinned ? 'where no other value lies near' : 'there'}.</p>`;
}

/** Exponential moving average; gaps stay gaps. @param {number[]} values @param {number} weight */
export function smoothed(values, weight) {
  let last = Number.NaN;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = Number.isFinite(last) ? weight * last + (1 - weight) * value : value;
    return last;
  });
}

/** @param {Record<string, string>} c @param {any[]} curves @param {(id: string) => string} name @param {{smooth: number, logX: boolean, logY: boolean}} how */
export function curveChart(c, curves, name, {smooth, logX, logY}) {
  const used = new Map();
  const title = (/** @type {string} */ id) => {
    const word = name(id).slice(0, 40), n = used.get(word) ?? 0;
    used.set(word, n + 1);
    return n ? `${word} (${n + 1})` : word;
  };
  return chart(c, {
    xAxis: {type: logX ? 'log' : 'value', name: 'step', nameLocation: 'middle', nameGap: 28, min: logX ? undefined : 'dataMin', max: logX ? undefined : 'dataMax'},
    yAxis: {type: logY ? 'log' : 'value', scale: true, axisLabel: {color: c.soft, formatter: (value) => figure(value)}},
    dataZoom: [{type: 'inside', filterMode: 'none'}],
    series: curves.map((curve) => {
      const values = smoothed(curve.values.map(number), smooth);
      return {type: 'line', name: title(curve.run), showSymbol: numbers(curve) < 2 || alone(values), connectNulls: false, symbolSize: 5, lineStyle: {width: 1.5}, sampling: undefined,
        data: curve.steps.map((step, i) => [step, Number.isFinite(values[i]) ? values[i] : null]).filter(([step, value]) => (!logX || step > 0) && (!logY || value === null || value > 0))};
    }),
  });
}

/** Whether a value stands between two gaps, where no line would show it. @param {number[]} values */
const alone = (values) => values.some((value, i) => Number.isFinite(value) && !Number.isFinite(values[i - 1] ?? Number.NaN) && !Number.isFinite(values[i + 1] ?? Number.NaN));

/** Labels in as many digits as tell values apart that lie near each other. @param {number[]} values */
function fine(values) {
  const known = values.filter((value) => Number.isFinite(value)), span = Math.max(...known) - Math.min(...known), most = Math.max(...known.map(Math.abs));
  const digits = Math.ceil(-Math.log10(span / 4));
  return (/** @type {number} */ value) => (span > 0 && digits > 3 && digits < 9 && most < 10 ? value.toFixed(digits).replace(/^(-?)0/, '$1').replace('-', '−') : figure(value));
}

/** From the least to the greatest value; runs without one lie below, on a mark of their own. @param {number[]} values @param {boolean} lacking */
function range(values, lacking) {
  const least = Math.min(...values), most = Math.max(...values), room = least === most ? Math.abs(least || 1) / 10 : 0;
  const min = least - room, max = most + room, none = min - (max - min) * .2;
  const label = fine(values);
  const near = (/** @type {number} */ v, /** @type {number} */ end) => v !== end && Math.abs(v - end) < (max - min) * .07;
  return {min: lacking ? none : min, max, none, label: (/** @type {number} */ v) => (lacking && v === none ? 'not set' : v < min || near(v, min) || near(v, max) ? '' : label(v))};
}

/** @param {Record<string, string>} c @param {any[]} runs @param {string[][]} axes @param {(run: any) => string} name */
export function parallelChart(c, runs, axes, name) {
  const ranges = axes.map(([kind, key]) => range(runs.filter((run) => known(run, kind, key)).map((run) => Number(run[kind][key])), runs.some((run) => !known(run, kind, key))));
  const numeric = axes.map(([kind, key]) => runs.every((run) => !known(run, kind, key) || Number.isFinite(Number(run[kind][key]))));
  return chart(c, {
    parallel: {left: 60, right: 80, top: 50, bottom: 30},
    parallelAxis: axes.map(([kind, key], dim) => ({dim, name: key.slice(0, 18), type: numeric[dim] ? 'value' : 'category', scale: true, ...(numeric[dim] ? {min: ranges[dim].min, max: ranges[dim].max} : {}), nameTextStyle: {color: c.soft}, axisLine: {lineStyle: {color: c.faint}},
      axisLabel: {color: c.soft, ...(numeric[dim] ? {formatter: ranges[dim].label} : {})}, ...(numeric[dim] ? {} : {data: [...new Set(runs.map((run) => (known(run, kind, key) ? String(run[kind][key]) : 'not set')))]})})),
    tooltip: {renderMode: 'richText', trigger: 'item'},
    series: runs.map((run) => ({type: 'parallel', name: name(run), lineStyle: {width: 2, opacity: .75}, data: [axes.map(([kind, key], dim) => (!known(run, kind, key) ? (numeric[dim] ? ranges[dim].none : 'not set') : numeric[dim] ? Number(run[kind][key]) : String(run[kind][key])))]})),
  });
}

/** @param {Record<string, string>} c @param {any[]} runs @param {string} x @param {string} y @param {(run: any) => string} name */
export function scatterChart(c, runs, x, y, name) {
  const [ofX, ofY] = [x, y].map((column) => {
    const kind = column.slice(0, column.indexOf('.')), key = column.slice(kind.length + 1);
    const having = runs.filter((run) => known(run, kind, key));
    const numeric = having.every((run) => Number.isFinite(Number(run[kind][key])));
    const value = (/** @type {any} */ run) => (numeric ? Number(run[kind][key]) : String(run[kind][key]));
    const axis = numeric ? {type: 'value', scale: true, axisLabel: {color: c.soft, formatter: fine(having.map((run) => Number(value(run))))}} : {type: 'category', data: [...new Set(having.map(value))]};
    return {having, value, axis: {...axis, name: key.slice(0, 40), nameLocation: 'middle'}};
  });
  return chart(c, {
    xAxis: {...ofX.axis, nameGap: 28}, yAxis: {...ofY.axis, nameGap: 46}, tooltip: {renderMode: 'richText', trigger: 'item'},
    series: runs.map((run) => ({type: 'scatter', name: name(run), symbolSize: 11, data: ofX.having.includes(run) && ofY.having.includes(run) ? [[ofX.value(run), ofY.value(run)]] : []})),
  });
}
