// One version of a model: its card, requirement results, slices, features, where it comes from and where it serves.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {toMatrix} from '../matrix.js';
import {figure, pill, short, size, text, when} from '../words.js';
import {inProject} from '../route.js';
import {columnTitle} from '../parts/requirement-matrix.js';
import {act} from '../parts/act-dialog.js';
import {quoted} from '../parts/copy-command.js';

class ModelPage extends Page {
  async load() {
    const {id, version} = this.route;
    const one = await api.get(path(['models', id, 'versions', String(version).replace(/^v/, '')]));
    if (!this.route.project && one.project) this.route.project = one.project;
    const project = this.route.project;
    const [model, verdicts, status, endpoints, evaluation] = await Promise.all([api.maybe(path(['models', id])), project ? api.maybe(path(['projects', project, 'verdicts'])) : null, project ? api.maybe(path(['projects', project, 'status'])) : null, api.maybe(path(['endpoints'])),
      one.provenance?.evaluation ? api.maybe(path(['blobs', one.provenance.evaluation])).catch(() => null) : null]);
    return {one, aliases: model?.aliases ?? {}, verdicts: toMatrix(status?.requirements ?? [], verdicts), evaluation, serves: (endpoints?.endpoints ?? []).filter((e) => e.model === id && (e.arms ?? []).some((arm) => arm.arm === `v${one.version}`))};
  }

  tabTitle() {
    return `${this.route.id} version ${this.route.version}`;
  }

  command() {
    return `./trefoil models show ${quoted(`${this.route.id}@${this.route.version}`)}`;
  }

  /** Its cells of the requirement matrix. @returns {any[]} */
  get judged() {
    const {verdicts, one} = this.data;
    return (verdicts?.columns ?? []).flatMap((column, i) => {
      const mine = String(column.version ?? /^v?(\d+)/.exec(column.subject ?? '')?.[1] ?? '') === String(one.version);
      return mine ? verdicts.requirements.map((requirement, r) => ({requirement, column, cell: verdicts.cells?.[r]?.[i]})).filter((item) => item.cell) : [];
    });
  }

  page() {
    const {one, aliases, serves, evaluation} = this.data;
    const p = one.provenance ?? {};
    const mine = Object.entries(aliases).filter(([, n]) => Number(n) === one.version).map(([alias]) => alias);
    const {judged} = this;
    const failing = judged.filter(({cell}) => cell.outcome === 'fail');
    return html`${this.heading(`${one.model} version ${one.version}`, mine.map((alias) => html`<span class="pill live">${text(alias, 40)}</span>`), html`<button @click=${() => this.alias()}>Alias…</button>${mine.map((alias) => html`<button @click=${() => this.unalias(alias)}>Take “${text(alias, 20)}” away</button>`)}`)}
      <section class="card" aria-label="In a sentence"><p class="says">A ${text(p.kind || 'model', 40)}, ${text(p.source || 'registered', 40)} ${when(one.created)}${p.sizeBytes ? `, ${size(p.sizeBytes)}` : ''}. ${judged.length ? (failing.length ? html`It fails ${failing.map(({requirement, column}, i) => html`${i ? ', ' : ''}<b>${requirement.id}</b> (${columnTitle(column)[0]})`)}.` : 'It fails no requirement where it was judged.') : 'It has not been judged yet.'}
        ${serves.length ? html`It answers at ${serves.map((e, i) => html`${i ? ', ' : ''}<a href=${inProject(e.project, 'endpoints', e.name)}>${text(e.name, 60)}</a> (${text(e.says, 60)})`)}.` : 'It answers nowhere.'}</p></section>
      <div class="halves"><section class="card" aria-labelledby="from-title"><h2 id="from-title">Where it comes from</h2><dl class="pairs">
        ${p.run ? html`<dt>Run</dt><dd><a href=${inProject(this.route.project, 'runs', p.run)}><code title=${p.run}>${short(p.run)}</code></a></dd>` : nothing}
        ${p.dataset ? html`<dt>Dataset</dt><dd><a href=${inProject(this.route.project, 'data')}><code title=${p.dataset}>${short(p.dataset)}</code></a></dd>` : nothing}
        ${p.charter ? html`<dt>Charter</dt><dd><a href=${inProject(this.route.project, 'charter')}><code title=${p.charter}>${short(p.charter)}</code></a></dd>` : nothing}
        ${p.commit ? html`<dt>Commit</dt><dd><code>${text(p.commit, 60)}</code></dd>` : nothing}<dt>Package</dt><dd><code title=${one.package}>${short(one.package)}</code></dd>
        ${Number.isFinite(p.threshold) ? html`<dt>Acts from</dt><dd>p ≥ ${figure(p.threshold)}, from the costs</dd>` : nothing}</dl><p></p><a class="button" href=${inProject(this.route.project, 'lineage') + `?at=model:${encodeURIComponent(one.model)}:${one.version}`}>Lineage</a></section>
      <section class="card" aria-labelledby="judged-title"><h2 id="judged-title">Requirements</h2>${judged.length ? html`<div class="scroll" tabindex="0" role="group" aria-label="Requirement results"><table class="rows"><thead><tr><th>Requirement</th><th>Where</th><th class="number">Value</th><th class="number">95 %</th><th class="number">n</th><th>Verdict</th></tr></thead><tbody>
        ${judged.map(({requirement, column, cell}) => html`<tr><td>${requirement.id} · ${text(requirement.says, 60)}</td><td>${columnTitle(column)[0]}</td><td class="number">${figure(cell.value)}</td><td class="number">${Number.isFinite(cell.low) ? `${figure(cell.low)} – ${figure(cell.high)}` : '·'}</td><td class="number">${figure(cell.n)}</td><td>${pill(cell.outcome)}</td></tr>`)}</tbody></table></div>`
        : this.empty('No verdict yet. Judge it with:', `./trefoil evaluate ${quoted(`${one.model}@${one.version}`)}`)}</section></div>
      ${evaluation ? this.evaluation(evaluation) : nothing}`;
  }

  /** Slices, features and measurements, as far as the evaluation has them. @param {any} evaluation */
  evaluation(evaluation) {
    const slices = evaluation.slices ?? [], features = evaluation.importance ?? evaluation.features ?? [], cost = evaluation.measured ?? evaluation.measurements ?? {};
    const top = Math.max(...features.map((f) => Math.abs(f.value ?? f.importance ?? 0)), 1e-12);
    return html`<div class="halves">${slices.length ? html`<section class="card" aria-labelledby="slices-title"><h2 id="slices-title">Where it is weakest</h2><div class="scroll" tabindex="0" role="group" aria-label="Slices"><table class="rows"><thead><tr><th>Rows where</th><th class="number">Value</th><th class="number">95 %</th><th class="number">n</th></tr></thead><tbody>
        ${slices.slice(0, 20).map((slice) => html`<tr><td><code>${text(slice.where ?? slice.predicate ?? slice.says, 120)}</code></td><td class="number">${figure(slice.value)}</td><td class="number">${Number.isFinite(slice.low) ? `${figure(slice.low)} – ${figure(slice.high)}` : '·'}</td><td class="number">${figure(slice.n ?? slice.rows)}</td></tr>`)}</tbody></table></div></section>` : nothing}
      ${features.length ? html`<section class="card" aria-labelledby="features-title"><h2 id="features-title">What it looks at</h2><table class="rows"><tbody>${features.slice(0, 20).map((f) => html`<tr><td>${text(f.column ?? f.name ?? f.feature, 40)}</td><td class="number">${figure(f.value ?? f.importance)}</td><td><meter min="0" max=${top} .value=${Math.abs(f.value ?? f.importance ?? 0)} aria-label=${f.column ?? f.name ?? ''}></meter></td></tr>`)}</tbody></table></section>` : nothing}
      ${Object.keys(cost).length ? html`<section class="card" aria-labelledby="cost-title"><h2 id="cost-title">Measured</h2><dl class="pairs">${Object.entries(cost).map(([name, value]) => html`<dt>${text(name, 60)}</dt><dd>${figure(typeof value === 'object' ? JSON.stringify(value) : value)}</dd>`)}</dl></section>` : nothing}</div>`;
  }

  alias() {
    const {one} = this.data;
    act({title: `Point an alias at version ${one.version}`, button: 'Point it here', project: this.route.project, done: () => this.refresh(), command: `./trefoil models alias ${quoted(one.model)} NAME ${one.version}`,
      fields: [{name: 'alias', label: 'Alias', value: 'champion'}], says: `Whoever asks for ${one.model}@ALIAS gets version ${one.version} from now on. Endpoints are not changed by it.`,
      run: (why, fields) => api.put(path(['models', one.model, 'aliases', fields.alias]), {version: String(one.version), why})});
  }

  /** @param {string} alias */
  unalias(alias) {
    const {one} = this.data;
    act({title: `Take the alias “${alias}” away`, button: 'Take it away', reason: 'none', project: this.route.project, done: () => this.refresh(), says: `${one.model}@${alias} names nothing from now on. Endpoints are not changed by it.`, run: () => api.delete(path(['models', one.model, 'aliases', alias]), {})});
  }
}
customElements.define('model-page', ModelPage);
