// One run: curves, parameters, code, dataset, environment, artifacts, model.
import {html, nothing} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {capital, count, duration, figure, idCode, millis, pill, short, text, when} from '../words.js';
import {inProject, keep} from '../route.js';
import {nameOf, statePill} from '../parts/run-grid.js';
import {curveChart, noNumbers, numbers, unchanged} from '../parts/run-charts.js';
import {curl} from '../parts/copy-command.js';
import '../parts/data-chart.js';
import '../parts/artifact-tree.js';
import '../parts/code-diff.js';

const MOST_CHILDREN = 100;
const MOST_PAIRS = 500;

class RunPage extends Page {
  static properties = {nested: {state: true}};

  constructor() {
    super();
    /** Runs nested in one, once they are found. @type {{of: string, runs: any[], more: boolean}} */
    this.nested = {of: '', runs: [], more: false};
  }

  /** Those that are nested in the run of the address. */
  get inner() {
    return this.nested.of === this.route.id ? this.nested.runs : [];
  }

  async load() {
    const run = await api.get(path(['runs', this.route.id]));
    const names = Object.keys(run.metrics ?? {});
    const kept = this.route.query.get('metric');
    const metric = kept ?? names.find((name) => /auc|loss/i.test(name)) ?? names[0] ?? '';
    const curves = await (names.includes(metric) ? api.maybe(path(['run-curves'], {metric, runs: run.id, points: 2000})) : null);
    this.findNested(run);
    return {run, metric, curves: unchanged(this.data?.curves, curves?.curves ?? [])};
  }

  /** Finds the runs that name this one as their parent; the page does not wait for it. @param {any} run */
  async findNested(run) {
    const {id} = this.route;
    const filter = `tags.mlflow.parentRunId = '${String(run.id).replaceAll("'", "''")}'`;
    const found = await api.get(path(['runs'], {project: this.route.project || run.project, filter, limit: MOST_CHILDREN})).catch(() => null);
    if (id !== this.route.id) return;
    const nested = (found?.runs ?? []).filter((/** @type {any} */ one) => one.tags?.['mlflow.parentRunId'] === run.id);
    this.nested = {of: id, runs: nested, more: Boolean(found?.next) && nested.length > 0};
  }

  /** An event does not say in which run another is nested: as long as this one runs, a new one may be. */
  concerns({kind, value}) {
    if (!kind.startsWith('run.')) return false;
    return !value?.run || value.run === this.route.id || this.inner.some((one) => one.id === value.run) || (kind === 'run.created' && !this.data?.run.ended);
  }

  tabTitle() {
    return `Run ${this.data ? nameOf(this.data.run).slice(0, 100) : short(this.route.id)}`;
  }

  command() {
    return curl(path(['runs', this.route.id]));
  }

  page() {
    const {run, metric, curves} = this.data;
    const tags = run.tags ?? {};
    const took = run.ended ? millis(run.ended) - millis(run.started) : Number.NaN;
    const commit = tags['mlflow.source.git.commit'] ?? tags['trefoil.commit'] ?? tags.commit;
    const metrics = Object.entries(run.metrics ?? {});
    const project = this.route.project || run.project || '';
    const parent = tags['mlflow.parentRunId'];
    const {inner} = this, logged = metrics.some(([name]) => name === metric);
    const says = html`${capital(tags['trefoil.state'] === 'pruned' ? 'pruned' : String(run.status ?? '').toLowerCase())}${Number.isNaN(took) ? '' : ` after ${duration(took)}`}, started ${when(run.started)}${run.user ? html` by ${text(run.user, 60)}` : nothing}. It logged ${count(metrics.length, 'metric')} and ${count(Object.keys(run.params ?? {}).length, 'parameter')}${metric && typeof run.metrics[metric] === 'number' ? html`; ${text(metric, 60)} ended at <b>${figure(run.metrics[metric])}</b>` : nothing}.`;
    return html`${this.heading(text(nameOf(run), 100), html`${statePill(run)}${run.deleted ? pill('fail', 'deleted') : nothing}${idCode(run.id)}`)}
      <section class="card" aria-label="In a sentence"><p class="says">${says}</p>${run.deleted ? html`<p>This run is deleted: it is left out of searches, and its address keeps answering until it is cleaned up.</p>` : nothing}</section>
      ${metrics.length ? html`<section class="card" aria-labelledby="curve-title"><h2 id="curve-title">Curves</h2><label><span>Metric</span><select @change=${(event) => { this.route.query.set('metric', event.target.value); keep({metric: event.target.value}); this.reload(); }}>${logged ? nothing : html`<option selected value=${metric}>${metric.slice(0, 60)}</option>`}${metrics.map(([name]) => html`<option ?selected=${name === metric}>${name}</option>`)}</select></label>
        ${curves[0] ? noNumbers(curves) : nothing}
        ${!logged ? html`<p class="soft">This run has no metric ${text(metric, 60)}.</p>` : curves[0] && numbers(curves[0]) === 0 ? nothing : curves[0]?.steps.length > 1 ? html`<data-chart .label=${`${metric} by step`} .option=${guard([curves, metric], () => (c) => curveChart(c, curves, () => metric, {smooth: 0, logX: false, logY: false}))}></data-chart>` : html`<p class="soft">Logged once: ${figure(run.metrics[metric])}.</p>`}</section>` : nothing}
      <div class="halves">${this.pairs('Metrics', metrics)}${this.pairs('Parameters', Object.entries(run.params ?? {}))}
      <section class="card" aria-labelledby="source-title"><h2 id="source-title">Where it comes from</h2><dl class="pairs">
        ${parent ? html`<dt>Nested in</dt><dd><a href=${inProject(project, 'runs', parent)}>${idCode(parent)}</a></dd>` : nothing}
        ${run.experiment ? html`<dt>Experiment</dt><dd>${text(run.experiment, 100)}</dd>` : nothing}${commit ? html`<dt>Commit</dt><dd><code>${text(commit, 60)}</code></dd>` : nothing}
        ${Object.entries(tags).filter(([key]) => /source|dataset|env|java|python|charter|os$|seed/i.test(key)).map(([key, value]) => html`<dt>${text(key.replace(/^(mlflow|trefoil)\./, ''), 60)}</dt><dd>${origin(project, key, String(value))}</dd>`)}
        ${(run.datasets ?? []).map((input) => html`<dt>Dataset</dt><dd><a href=${inProject(project, 'data')}>${text(input.dataset?.name, 60)}</a> ${idCode(input.dataset?.digest)}</dd>`)}
        ${(run.makes ?? []).map((model) => html`<dt>Made model</dt><dd>${idCode(model)}</dd>`)}</dl></section>
      ${this.pairs('Tags', Object.entries(tags).filter(([key]) => !/^mlflow\.(source|log-model|runName|parentRunId)|^trefoil\.(commit|dataset|charter|java|os|seed)$/.test(key)))}</div>
      ${inner.length ? html`<section class="card" aria-labelledby="nested-title"><h2 id="nested-title">Runs nested in this one</h2><ul>${inner.map((one) => html`<li><a href=${inProject(project, 'runs', one.id)}>${text(nameOf(one), 80)}</a> ${statePill(one)}</li>`)}</ul>${this.nested.more ? html`<p class="soft">The newest ${inner.length}. All of them: the filter <code>tags.mlflow.parentRunId = '${run.id}'</code> on the Runs page.</p>` : nothing}</section>` : nothing}
      <code-diff .run=${run.id} .commit=${commit ?? ''}></code-diff>
      <section class="card" aria-labelledby="files-title"><h2 id="files-title">Artifacts</h2><artifact-tree .run=${run.id} .wanted=${this.route.query.get('file') ?? ''} @chosen=${(event) => keep({file: event.detail})}></artifact-tree></section>`;
  }

  /** @param {string} title @param {[string, any][]} entries */
  pairs(title, entries) {
    const id = `pairs-${title}`;
    return html`<section class="card" aria-labelledby=${id}><h2 id=${id}>${title}</h2>${entries.length ? html`<dl class="pairs">${entries.slice(0, MOST_PAIRS).map(([name, value]) => html`<dt>${text(name, 80)}</dt><dd>${text(typeof value === 'number' ? figure(value) : value, 300)}</dd>`)}</dl>${entries.length > MOST_PAIRS ? html`<p class="soft small">The first ${MOST_PAIRS} of ${figure(entries.length)}.</p>` : nothing}` : html`<p class="soft">None was logged.</p>`}</section>`;
  }
}
customElements.define('run-page', RunPage);

/** A tag that names something opens it. @param {string} project @param {string} key @param {string} value */
function origin(project, key, value) {
  if (!/^[0-9a-f]{64}$/.test(value)) return text(value, 300);
  const href = /dataset/.test(key) ? inProject(project, 'data') + `?dataset=${value}` : /charter/.test(key) ? inProject(project, 'charter') : '';
  return href ? html`<a href=${href}>${idCode(value)}</a>` : idCode(value);
}
