// Two to twenty runs side by side: what differs first, curves overlaid, parallel coordinates, scatter.
import {html, nothing} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {count, figure, pill, text} from '../words.js';
import {inProject, keep} from '../route.js';
import {nameOf} from '../parts/run-grid.js';
import {curveChart, known, noNumbers, numbers, parallelChart, scatterChart, unchanged} from '../parts/run-charts.js';
import {curl} from '../parts/copy-command.js';
import '../parts/data-chart.js';

const MOST = 20;

class ComparePage extends Page {
  get ids() {
    return this.named.slice(0, MOST);
  }

  /** The runs that the address names, each once. */
  get named() {
    return [...new Set((this.route.query.get('runs') ?? '').split(',').filter(Boolean))];
  }

  async load() {
    const runs = (await Promise.all(this.ids.map((id) => api.maybe(path(['runs', id])))));
    const found = runs.filter(Boolean);
    const metric = this.metric(found);
    const {curves: of, direction = ''} = metric && found.length ? await api.get(path(['run-curves'], {metric, runs: found.map((run) => run.id).join(','), points: 1200})) : {curves: []};
    const told = new Map(of.map((/** @type {any} */ curve) => [curve.run, curve]));
    const curves = found.map((run) => told.get(run.id) ?? {run: run.id, count: 0, nonfinite: 0, steps: [], values: []});
    return {runs: unchanged(this.data?.runs, found), missing: runs.length - found.length, curves: unchanged(this.data?.curves, curves), metric, direction};
  }

  concerns({kind, value}) {
    return kind.startsWith('run.') && (!value?.run || this.ids.includes(value.run));
  }

  /** @param {any[]} runs */
  metric(runs) {
    const kept = this.route.query.get('metric');
    const names = [...new Set(runs.flatMap((run) => Object.keys(run.metrics ?? {})))];
    return kept ?? names.find((name) => /auc|loss/i.test(name)) ?? names[0] ?? '';
  }

  tabTitle() {
    return `${this.ids.length} runs compared`;
  }

  command() {
    return this.data?.metric ? curl(path(['run-curves'], {metric: this.data.metric, runs: this.ids.join(',')})) : '';
  }

  /** @param {Record<string, string>} changes */
  change(changes) {
    for (const [key, value] of Object.entries(changes)) value ? this.route.query.set(key, value) : this.route.query.delete(key);
    keep(changes);
    'metric' in changes ? this.reload() : this.requestUpdate();
  }

  page() {
    const {runs, curves, metric, missing, direction} = this.data;
    if (runs.length < 1) return html`${this.heading('Compare runs')}<section class="card">${this.empty((missing ? 'None of the runs of this address is there any more. ' : '') + 'Choose two to twenty runs on the Runs page (x selects, c compares); the address of this page keeps them.')}<a class="button" href=${inProject(this.route.project, 'runs')}>Runs</a></section>`;
    const keys = (/** @type {string} */ kind) => [...new Set(runs.flatMap((run) => Object.keys(run[kind] ?? {})))].sort();
    const differs = (/** @type {string} */ kind, /** @type {string} */ key) => new Set(runs.map((run) => JSON.stringify(run[kind]?.[key]))).size > 1;
    const params = keys('params'), metrics = keys('metrics');
    const different = params.filter((key) => differs('params', key));
    const common = different.toSorted((a, b) => runs.filter((run) => known(run, 'params', b)).length - runs.filter((run) => known(run, 'params', a)).length)[0];
    const query = this.route.query;
    const asked = Number(query.get('smooth')), smooth = Number.isFinite(asked) ? Math.max(0, Math.min(.95, asked)) : 0, logX = query.has('logx'), logY = query.has('logy');
    const {first: best, says: first} = firstBy(runs, metric, direction);
    const name = nameOf, more = this.named.length - this.ids.length, deleted = runs.filter((run) => run.deleted).length, logged = metrics.includes(metric);
    const axes = [...different.filter((key) => runs.filter((run) => known(run, 'params', key)).length * 2 >= runs.length).slice(0, 7).map((key) => ['params', key]), ...metrics.filter((key) => runs.every((run) => known(run, 'metrics', key))).slice(0, 4).map((key) => ['metrics', key])];
    const x = query.get('x') ?? (common ? `params.${common}` : `metrics.${metrics[0] ?? ''}`), y = query.get('y') ?? `metrics.${metric}`;
    return html`${this.heading('Compare runs', html`<p class="says">${count(runs.length, 'run')}; ${different.length ? `${count(different.length, 'parameter')} ${different.length === 1 ? 'differs' : 'differ'}` : 'no parameter differs'}${best ? html`; ${first} <a href=${inProject(this.route.project, 'runs', best.id)}>${text(name(best), 40)}</a> with ${figure(best.metrics[metric])}` : nothing}.${missing ? ` ${count(missing, 'run')} of the address ${missing === 1 ? 'is' : 'are'} not there any more.` : ''}${deleted ? ` ${count(deleted, 'run')} ${deleted === 1 ? 'is' : 'are'} deleted.` : ''}${more ? ` The address names ${this.named.length} runs; the first ${MOST} are shown.` : ''}</p>`)}
      <section class="card" aria-labelledby="curves-title"><h2 id="curves-title">Curves</h2><div class="toolbar"><label><span>Metric</span><select @change=${(event) => this.change({metric: event.target.value})}>${logged ? nothing : html`<option selected value=${metric}>${metric.slice(0, 60) || 'none'}</option>`}${metrics.map((key) => html`<option ?selected=${key === metric}>${key}</option>`)}</select></label>
        <label><span>Smoothing ${smooth}</span><input type="range" min="0" max="0.95" step="0.05" .value=${String(smooth)} @input=${(event) => this.change({smooth: event.target.value === '0' ? '' : event.target.value})}></label>
        <button aria-pressed=${logX} @click=${() => this.change({logx: logX ? '' : '1'})}>log x</button><button aria-pressed=${logY} @click=${() => this.change({logy: logY ? '' : '1'})}>log y</button></div>
        ${!logged ? html`<p class="soft">${metric ? html`None of these runs has the metric ${text(metric, 60)}.` : 'None of these runs logged a metric.'}</p>` : noNumbers(curves)}
        ${!logged || curves.every((curve) => numbers(curve) === 0) ? nothing : curves.some((curve) => curve.steps.length > 1) ? html`<data-chart .label=${`${metric} by step of ${count(runs.length, 'run')}`} .option=${guard([curves, runs, smooth, logX, logY], () => (c) => curveChart(c, curves, (id) => name(runs.find((run) => run.id === id) ?? {id}), {smooth, logX, logY}))}></data-chart>` : html`<p class="soft">This metric was logged once per run: there is no curve.</p>`}</section>
      <section class="card" aria-labelledby="table-title"><h2 id="table-title">Side by side, what differs first</h2><div class="scroll" tabindex="0" role="group" aria-label="Runs side by side"><table class="rows"><thead><tr><th></th>${runs.map((run) => html`<th class="number"><a href=${inProject(this.route.project, 'runs', run.id)}>${text(name(run), 30)}</a>${run.deleted ? html` ${pill('fail', 'deleted')}` : nothing}</th>`)}</tr></thead><tbody>
        ${[...different.map((key) => ['params', key, true]), ...metrics.map((key) => ['metrics', key, differs('metrics', key)]), ...params.filter((key) => !different.includes(key)).map((key) => ['params', key, false])].map(([kind, key, is]) => html`<tr><th scope="row">${text(key, 50)} <span class="faint">${kind === 'params' ? 'parameter' : 'metric'}${is ? '' : ', same'}</span></th>${runs.map((run) => html`<td class="number ${is ? '' : 'faint'}" title=${run[kind]?.[key] ?? nothing}>${text(shown(run[kind]?.[key]), 40)}</td>`)}</tr>`)}</tbody></table></div></section>
      ${axes.length > 1 && runs.length > 1 ? html`<section class="card" aria-labelledby="parallel-title"><h2 id="parallel-title">Parallel coordinates</h2><div class="scroll" tabindex="0" role="group" aria-label="Parallel coordinates"><data-chart .style=${`min-width: ${axes.length * 90}px`} .label=${'Each run as a line over ' + axes.map(([, key]) => key).join(', ')} .option=${guard([runs], () => (c) => parallelChart(c, runs, axes, name))}></data-chart></div></section>
      <section class="card" aria-labelledby="scatter-title"><h2 id="scatter-title">Scatter</h2><div class="toolbar">${[['x', x], ['y', y]].map(([axis, chosen]) => html`<label><span>${axis}</span><select @change=${(event) => this.change({[axis]: event.target.value})}>${[...params.map((key) => `params.${key}`), ...metrics.map((key) => `metrics.${key}`)].map((key) => html`<option ?selected=${key === chosen}>${key}</option>`)}</select></label>`)}</div>
        <data-chart .label=${`${y} against ${x}`} .option=${guard([runs, x, y], () => (c) => scatterChart(c, runs, x, y, name))}></data-chart></section>` : nothing}`;
  }
}
customElements.define('compare-page', ComparePage);

/** A parameter is text; a long number in it is cut. @param {any} value */
const shown = (value) => (typeof value === 'string' && /^-?\d*\.\d{4,}(e-?\d+)?$/i.test(value) ? figure(Number(value)) : figure(value));

/** The run that comes first by a metric. Which values are good is told of the measures that charters name; of another metric only
 * where it is greatest or least can be said. @param {any[]} runs @param {string} metric @param {string} direction */
function firstBy(runs, metric, direction) {
  const least = direction ? direction !== 'higher' : /loss|error|rmse|mae/i.test(metric);
  const rank = (/** @type {any} */ run) => (direction === 'zero' ? Math.abs(run.metrics[metric]) : run.metrics[metric]) * (least ? 1 : -1);
  const [first] = runs.filter((run) => known(run, 'metrics', metric)).sort((a, b) => rank(a) - rank(b));
  const name = text(metric, 40);
  return {first, says: direction === 'zero' ? html`${name} is nearest to 0 in` : direction ? html`best by ${name} is` : html`${name} is ${least ? 'least' : 'greatest'} in`};
}
