// Datasets and their versions; profile per column with drift to the version before; contract with anomalies.
import {html, svg, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {count, duration, figure, percent, short, text, when} from '../words.js';
import {driftMap} from '../parts/drift-map.js';
import {quoted} from '../parts/copy-command.js';
import '../parts/label-queue.js';

class DataPage extends Page {
  static properties = {moves: {state: true}};

  constructor() {
    super();
    /** How far the columns are from the version before: computed when it is asked first. @type {any} */
    this.moves = null;
    this.movesOf = '';
    /** The column that the page has been moved to. */
    this.moved = '';
  }

  async load() {
    const {project} = this.route;
    const [found, windows] = await Promise.all([api.get(path(['projects', project, 'datasets'])), api.maybe(path(['projects', project, 'windows'], {last: 60}))]);
    const datasets = found.datasets.map((one) => ({...one.content, ...one})).toSorted((a, b) => (b.number ?? 0) - (a.number ?? 0));
    const wanted = this.route.query.get('dataset');
    const chosen = datasets.find((one) => one.digest === wanted) ?? datasets[0];
    const missing = wanted && chosen?.digest !== wanted ? wanted : '';
    if (chosen) this.compare(chosen.digest);
    const profile = chosen?.profile && typeof chosen.profile === 'string' ? await api.maybe(path(['blobs', chosen.profile])).catch(() => null) : chosen?.profile;
    return {datasets, chosen, missing, profile, windows: windows?.windows ?? []};
  }

  /** Nothing waits for it. @param {string} digest */
  async compare(digest) {
    if (this.movesOf === digest) return;
    this.movesOf = digest;
    this.moves = null;
    const told = await api.get(path(['projects', this.route.project, 'datasets', digest, 'drift'])).catch((failure) => ({why: failure.message}));
    if (this.movesOf === digest) this.moves = told;
  }

  concerns({kind, value}) {
    return /dataset|label/.test(kind) || (kind === 'story' && value.project === this.route.project && ['data', 'monitoring'].includes(value.station));
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    const wanted = this.route.query.get('column');
    if (!wanted || wanted === this.moved || !changed.has('data') || !this.data) return;
    this.moved = wanted;
    this.querySelector('tr[aria-selected=true] .histogram, [aria-label=Columns] tr[aria-selected=true]')?.scrollIntoView({block: 'center'});
  }

  tabTitle() {
    return `Data of ${this.route.project}`;
  }

  command() {
    return `./trefoil data versions --of ${quoted(this.route.project)}`;
  }

  page() {
    const {datasets, chosen, missing, windows} = this.data;
    if (!chosen) return html`${this.heading('Data', html`<p class="says">Nothing has been prepared yet.</p>`)}<section class="card">${this.empty('A dataset is made from the sources and the SQL that trefoil.yaml names:', './trefoil run')}</section>`;
    const anomalies = chosen.anomalies ?? [];
    const columns = this.columns(chosen);
    return html`${this.heading('Data', html`<p class="says">${missing ? `There is no dataset ${short(missing)} here; this is the newest. ` : ''}Version ${chosen.number ?? ''} has ${figure(chosen.rows)} rows and ${count(columns.length, 'column')}${chosen.millis ? `, prepared in ${duration(chosen.millis)}` : ''}; ${chosen.origin === 'served' ? 'they were served, and their truth has come' : anomalies.length ? count(anomalies.length, 'thing') + (anomalies.length === 1 ? ' differs' : ' differ') + ' from the contract' : 'nothing differs from the contract'}.</p>`)}
      <section class="card" aria-labelledby="versions-title"><h2 id="versions-title">Versions</h2><div class="scroll" tabindex="0" role="group" aria-label="Versions of the dataset"><table class="rows"><thead><tr><th>Version</th><th>Digest</th><th>Origin</th><th class="number">Rows</th><th class="number">Read</th><th class="number">Refused</th><th>Anomalies</th><th>Made</th></tr></thead><tbody>
        ${datasets.map((one) => html`<tr aria-selected=${one === chosen}><td><button class="plain" @click=${() => this.view({dataset: one.digest}, true)}>Version ${one.number ?? '·'}</button></td><td><code title=${one.digest}>${short(one.digest)}</code></td><td>${text(one.origin, 30)}</td><td class="number">${figure(one.rows)}</td><td class="number">${figure(one.read)}</td><td class="number">${figure(one.refused)}</td><td>${one.origin === 'served' ? html`<span class="soft">not checked</span>` : one.anomalies?.length ? `✕ ${one.anomalies.length}` : '✓ none'}</td><td>${when(one.created ?? one.createdAt)}</td></tr>`)}</tbody></table></div></section>
      ${anomalies.length ? html`<section class="card" aria-labelledby="contract-title"><h2 id="contract-title">What differs from the contract</h2><ul>${anomalies.map((one) => html`<li><span class="fail mark" aria-hidden="true">✕</span> ${text(typeof one === 'string' ? one : one.says, 400)}</li>`)}</ul></section>` : nothing}
      ${this.since()}<section class="card" aria-labelledby="columns-title"><h2 id="columns-title">Columns of version ${chosen.number ?? ''}</h2><div class="scroll" tabindex="0" role="group" aria-label="Columns"><table class="rows"><thead><tr><th>Column</th><th>Type</th><th>Shape</th><th class="number">Missing</th><th class="number">Distinct</th>${this.moves?.drift ? html`<th class="number" title="Distance beyond what noise alone would give; ✕ marks what the test calls drift">Moved since ${this.moves.before}</th>` : nothing}<th class="number">Least</th><th class="number">Mean</th><th class="number">Greatest</th></tr></thead><tbody>
        ${columns.map((column) => html`<tr aria-selected=${column.name === this.route.query.get('column')}><td>${text(column.name, 60)}</td><td class="soft">${text(column.type ?? column.kind ?? '', 24)}</td><td>${histogram(column)}</td><td class="number">${column.missing === undefined || !column.rows ? figure(null) : percent(column.missing / column.rows)}</td><td class="number">${figure(column.distinct)}</td>${this.moves?.drift ? html`<td class="number">${moved(this.moves.drift.filter((one) => one.column === column.name))}</td>` : nothing}<td class="number">${text(plain(column, column.least), 20)}</td><td class="number">${text(plain(column, column.mean), 20)}</td><td class="number">${text(plain(column, column.most), 20)}</td></tr>`)}</tbody></table></div></section>
      <label-queue .project=${this.route.project}></label-queue>
      ${windows.some((window) => window.drift?.length) ? html`<section class="card" aria-labelledby="drift-title"><h2 id="drift-title">Since then, window by window</h2>${driftMap(windows)}</section>` : nothing}
      <section class="card" aria-labelledby="sources-title"><h2 id="sources-title">Sources</h2>${chosen.sources?.length ? html`<dl class="pairs">${chosen.sources.map((source) => html`<dt>${text(source.name, 60)}</dt><dd><code title=${source.digest}>${short(source.digest)}</code></dd>`)}</dl>` : html`<p class="soft">No source is recorded.</p>`}</section>`;
  }

  /** How much has moved, in words. */
  drifted() {
    const {moves} = this;
    if (!moves) return 'Comparing the columns…';
    if (!moves.drift) return moves.why ?? '';
    const all = new Set(moves.drift.map((one) => one.column)), far = new Set(moves.drift.filter((one) => one.drifted).map((one) => one.column));
    return `${far.size} of ${count(all.size, 'column')} drifted, by the rule that live windows are judged by.`;
  }

  /** What changed against the version before. */
  since() {
    const {datasets, chosen} = this.data;
    const before = datasets[datasets.indexOf(chosen) + 1];
    if (!before) return nothing;
    const names = (/** @type {any} */ one) => new Set((one.columns ?? []).map((/** @type {any} */ column) => column.name));
    const was = names(before), is = names(chosen);
    const added = [...is].filter((name) => !was.has(name)), gone = [...was].filter((name) => !is.has(name));
    const rows = (chosen.rows ?? 0) - (before.rows ?? 0);
    return html`<section class="card" aria-labelledby="since-title"><h2 id="since-title">Against version ${before.number}</h2><p>${figure(rows, {sign: true})} rows; ${added.length ? html`new: ${added.slice(0, 20).map((name, i) => html`${i ? ', ' : ''}<code>${text(name, 40)}</code>`)}` : 'no new column'}; ${gone.length ? html`gone: ${gone.slice(0, 20).map((name, i) => html`${i ? ', ' : ''}<code>${text(name, 40)}</code>`)}` : 'none gone'}. ${this.drifted()}</p></section>`;
  }

  /** Names and types, with the profile's numbers where there is one. @param {any} chosen @returns {any[]} */
  columns(chosen) {
    const profiled = this.data.profile?.columns ?? [];
    const by = new Map((Array.isArray(profiled) ? profiled : Object.entries(profiled).map(([name, value]) => ({name, ...value}))).map((column) => [column.name ?? column.column, column]));
    const listed = chosen.columns ?? [...by.values()];
    return (Array.isArray(listed) ? listed : []).map((column) => {
      const p = by.get(column.name) ?? {};
      return {...column, ...p, name: column.name, type: String(p.type ?? column.type ?? '').toLowerCase(), ...(/^(timestamp|date)/i.test(String(p.type ?? column.type)) ? {least: p.least, most: p.most, mean: null} : {least: p.numbers?.least ?? p.least, most: p.numbers?.most ?? p.most, mean: p.numbers?.mean}), bars: p.numbers?.histogram ?? p.top?.map((one) => one.count) ?? [], rows: p.rows ?? chosen.rows};
    });
  }
}
customElements.define('data-page', DataPage);

/** Whole numbers that read as years bear no comma. @param {any} column @param {any} value */
const plain = (column, value) => (column.type === 'integer' && typeof value === 'number' && column.least >= 1500 && column.most < 2200 ? String(Math.round(value)) : figure(value));

/** @param {any[]} findings of one column */
function moved(findings) {
  const first = findings.find((one) => one.drifted) ?? findings[0];
  return first ? html`<span title=${findings.map((one) => `${one.method} ${figure(one.value)}${one.drifted ? ', drifted' : ''}`).join('; ')}>${first.drifted ? html`<span class="fail mark">✕</span><span class="hidden">drifted</span> ` : nothing}${figure(first.corrected)}</span>` : html`<span class="hidden">not compared</span>`;
}

/** @param {any} column */
function histogram(column) {
  const {bars} = column;
  if (!bars.length) return nothing;
  const top = Math.max(...bars, 1), width = 120 / bars.length;
  return html`<svg class="histogram" viewBox="0 0 120 34" preserveAspectRatio="none" role="img" aria-label=${`Histogram of ${column.name}`}>${bars.slice(0, 60).map((n, i) => svg`<rect x=${i * width} width=${Math.max(1, width - 1)} y=${34 - 33 * n / top} height=${33 * n / top}/>`)}</svg>`;
}
