// One version of a model: its card, requirement results, slices, features, where it comes from and where it serves.
import {html, svg, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {toMatrix} from '../matrix.js';
import {amount, count, figure, interval, latency, percent, short, size, text, when} from '../words.js';
import {inProject, keep} from '../route.js';
import '../parts/requirement-matrix.js';
import '../parts/feature-importance.js';
import {columnTitle} from '../parts/requirement-matrix.js';
import {act} from '../parts/act-dialog.js';
import {curlChange, quoted} from '../parts/copy-command.js';
import {signatureOf} from '../signature.js';

class ModelPage extends Page {
  async load() {
    const {id, version} = this.route;
    const one = await api.get(path(['models', id, 'versions', String(version).replace(/^v/, '')]));
    if (!this.route.project && one.project) this.route.project = one.project;
    const project = this.route.project;
    const [signature, model, verdicts, status, endpoints, evaluation] = await Promise.all([signatureOf(one.manifest), api.maybe(path(['models', id])), project ? api.maybe(path(['projects', project, 'verdicts'])) : null, project ? api.maybe(path(['projects', project, 'status'])) : null, api.maybe(path(['endpoints'])),
      one.provenance?.evaluation ? api.maybe(path(['blobs', one.provenance.evaluation])).catch(() => null) : null]);
    return {one, signature, aliases: model?.aliases ?? {}, verdicts: toMatrix(status?.requirements ?? [], verdicts), evaluation, currency: (status?.requirements ?? []).find((r) => /per_1000$/.test(r.measure ?? ''))?.unit ?? '', serves: (endpoints?.endpoints ?? []).filter((e) => e.model === id && (e.arms ?? []).some((arm) => arm.arm === `v${one.version}`))};
  }

  tabTitle() {
    return `${this.route.id} version ${this.route.version}`;
  }

  command() {
    return `./trefoil models show ${quoted(this.route.id)} ${quoted(this.route.version)}`;
  }

  get currency() {
    return this.data.currency;
  }

  /** Whether costs decided from which probability on it acts. */
  get priced() {
    return this.data.one.provenance?.source !== 'registered' && Object.keys(this.data.evaluation?.measures ?? {}).some((name) => /_per_1000$/i.test(name));
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
    return html`${this.heading(`${one.model} version ${one.version}`, mine.map((alias) => html`<span class="pill live">${text(alias, 40)}</span>`), html`${one.gate && !serves.length ? html`<button class="main" @click=${() => this.release()}>Release…</button>` : nothing}<button @click=${() => this.alias()}>Alias…</button>${mine.map((alias) => html`<button @click=${() => this.unalias(alias)}>Take “${text(alias, 20)}” away</button>`)}`)}
      <section class="card" aria-label="In a sentence"><p class="says">A model of kind ${text(p.kind || 'unknown', 40)}, ${text(p.source || 'registered', 40)} ${when(one.created)}${p.sizeBytes ? `, ${size(p.sizeBytes)}` : ''}. ${judged.length ? (failing.length ? html`It fails ${[...Map.groupBy(failing, ({requirement}) => requirement.id)].map(([id, places], i) => html`${i ? ', ' : ''}<b>${id}</b> (${places.length === 1 ? columnTitle(places[0].column)[0] : `in ${places.length} places, last ${columnTitle(places.at(-1)?.column)[0]}`})`)}.` : 'It fails no requirement where it was judged.') : 'It has not been judged yet.'}
        ${serves.length ? html`It ${serves.some((e) => e.arms.some((arm) => arm.arm === `v${one.version}` && arm.share > 0)) ? 'answers' : 'scores in the shadow'} at ${serves.map((e, i) => html`${i ? ', ' : ''}<a href=${inProject(e.project, 'endpoints', e.name)}>${text(e.name, 60)}</a> (${text(e.says, 60)})`)}.` : 'It answers nowhere.'} ${this.gate()}</p></section>
      <div class="halves"><section class="card" aria-labelledby="from-title"><h2 id="from-title">Where it comes from</h2><dl class="pairs">
        ${p.run ? html`<dt>Run</dt><dd><a href=${inProject(this.route.project, 'runs', p.run)}><code title=${p.run}>${short(p.run)}</code></a></dd>` : nothing}
        ${p.dataset ? html`<dt>Dataset</dt><dd><a href=${inProject(this.route.project, 'data') + `?dataset=${p.dataset}`}><code title=${p.dataset}>${short(p.dataset)}</code></a></dd>` : nothing}
        ${p.charter ? html`<dt>Charter</dt><dd><a href=${inProject(this.route.project, 'charter')}><code title=${p.charter}>${short(p.charter)}</code></a></dd>` : nothing}
        ${p.commit ? html`<dt>Commit</dt><dd><code>${text(p.commit, 60)}</code></dd>` : nothing}<dt>Package</dt><dd><code title=${one.package}>${short(one.package)}</code></dd>
        ${this.data.signature?.task === 'binary' && Number.isFinite(p.threshold) ? html`<dt>Acts from</dt><dd>p ≥ ${figure(p.threshold)}${this.priced ? ', from the costs' : ''}</dd>` : nothing}</dl><p></p><a class="button" href=${inProject(this.route.project, 'lineage') + `?at=model:${encodeURIComponent(one.model)}:${one.version}`}>Lineage</a></section>
      ${evaluation ? this.cost(evaluation) : nothing}</div>
      <section class="card" aria-labelledby="judged-title"><h2 id="judged-title">Requirements, wherever this version was judged</h2>${judged.length ? html`<requirement-matrix .matrix=${this.mine} .project=${this.route.project} .chosen=${this.route.query.get('cell') ?? ''} @evidence=${({detail}) => (detail ? keep({cell: detail}) : this.view({cell: ''}))}></requirement-matrix>`
        : html`<p class="soft">It has not been judged: it was registered by hand. A trip round the loop judges what it trains.</p>`}</section>
      ${evaluation ? this.evaluation(evaluation) : html`<feature-importance .model=${one.model} .version=${one.version} .project=${this.route.project}></feature-importance>`}${this.signature()}`;
  }

  /** What a row must hold, and what comes back. */
  signature() {
    const {signature} = this.data;
    if (!signature?.inputs?.length) return nothing;
    return html`<section class="card" aria-labelledby="signature-title"><h2 id="signature-title">Signature: what a row must hold</h2><p>${signature.task === 'binary' ? 'A probability' : signature.task === 'multiclass' ? 'A probability per class' : 'A number'} for each row of ${count(signature.inputs.length, 'column')}${signature.classes?.length ? html`; classes ${signature.classes.slice(0, 20).map((name, i) => html`${i ? ', ' : ''}<code>${text(name, 40)}</code>`)}` : nothing}.</p>
      <div class="facts">${signature.inputs.map((input) => html`<div><code>${text(input.name, 60)}</code><span>${text(input.type, 30)}${input.required === false ? ', may be missing' : ''}</span></div>`)}</div></section>`;
  }

  /** Latency, memory and size, as measured. @param {any} e */
  cost(e) {
    const operation = e.operation ?? {};
    const memory = operation.memoryBytes ?? operation.memory_bytes, p99 = operation.latencyP99 ?? operation.latency_p99, p50 = operation.latencyP50 ?? operation.latency_p50;
    return p99 || operation.sizeBytes ? html`<section class="card" aria-labelledby="cost-title"><h2 id="cost-title">What it costs to run, measured on the server’s machine</h2><div class="facts">
        ${Number.isFinite(p50?.value) ? html`<div><b>${latency(p50.value)}</b><span>half of the answers, one row, n ${figure(p50.n)}</span></div>` : nothing}${Number.isFinite(p99?.value) ? html`<div><b>${latency(p99.value)}</b><span>99 % of the answers (${interval(p99, 'ms')})</span></div>` : nothing}
        ${memory > 0 ? html`<div><b>${size(memory)}</b><span>of memory when loaded</span></div>` : nothing}<div><b>${size(operation.sizeBytes ?? operation.size_bytes)}</b><span>on disk</span></div></div></section>` : nothing;
  }

  /** The columns of the matrix that are about this version. */
  get mine() {
    const {verdicts, one} = this.data;
    const at = verdicts.columns.map((_, i) => i).filter((i) => String(verdicts.columns[i].version ?? '') === String(one.version));
    return {...verdicts, columns: at.map((i) => verdicts.columns[i]), cells: verdicts.cells.map((row) => at.map((i) => row[i]))};
  }

  /** What the rows kept apart said: measures, calibration, slices, cost of running it. @param {any} e */
  evaluation(e) {
    const rungs = Object.keys(e.baselines ?? {});
    const measures = Object.entries(e.measures ?? {}).filter(([, of]) => Number.isFinite(of?.value));
    const slices = e.slices ?? [];
    const money = (/** @type {string} */ name) => /_PER_1000$/i.test(name);
    const value = (/** @type {string} */ name, /** @type {any} */ of) => (Number.isFinite(of?.value) ? amount(of.value, money(name) ? this.currency : '') : '·');
    return html`<section class="card" aria-labelledby="measures-title"><h2 id="measures-title">Measured on ${figure(e.rows)} rows kept apart${e.units && e.units !== e.rows ? `, ${figure(e.units)} independent units` : ''}</h2>
      <div class="scroll" tabindex="0" role="group" aria-label="Measures"><table class="rows"><thead><tr><th>Measure</th><th class="number">This version</th><th class="number">95 %</th>${rungs.map((rung) => html`<th class="number">${text(rung, 24)}</th>`)}</tr></thead><tbody>
      ${measures.map(([name, of]) => html`<tr><td title=${of.method ?? nothing}>${name.toLowerCase().replaceAll('_', ' ')}</td><td class="number"><b>${value(name, of)}</b></td><td class="number">${interval(of, money(name) ? this.currency : '')}</td>${rungs.map((rung) => html`<td class="number soft">${value(name, e.baselines[rung]?.[name])}</td>`)}</tr>`)}</tbody></table></div></section>
      <div class="halves">${e.calibration?.length ? html`<section class="card" aria-labelledby="calibration-title"><h2 id="calibration-title">Calibration: what it promised against what happened</h2>${calibration(e.calibration)}</section>` : nothing}
      <feature-importance .model=${this.data.one.model} .version=${this.data.one.version} .project=${this.route.project}></feature-importance></div>
      ${slices.length ? html`<section class="card" aria-labelledby="slices-title"><h2 id="slices-title">Where it is weakest</h2><div class="scroll" tabindex="0" role="group" aria-label="Slices"><table class="rows"><thead><tr><th>Rows where</th><th class="number">Value</th><th class="number">95 %</th><th class="number">Rows</th><th class="number">Mean error</th><th>Found</th></tr></thead><tbody>
        ${slices.slice(0, 20).map((slice) => { const of = slice.estimate ?? slice; return html`<tr><td><code>${text(slice.where || slice.name, 160)}</code></td><td class="number" title=${of.method ?? nothing}>${figure(of.value)}</td><td class="number">${interval(of)}</td><td class="number">${figure(slice.rows ?? of.n)}</td><td class="number">${figure(slice.meanError ?? slice.mean_error)}</td><td class="soft">${slice.found ? 'by the search' : 'named in the project'}</td></tr>`; })}</tbody></table></div></section>` : nothing}`;
  }

  /** What stands between it and traffic. */
  gate() {
    const {gate, objections = [], provenance} = this.data.one;
    if (!gate) return nothing;
    if (provenance?.source === 'retrained' && objections.length && this.data.serves.length) return html`A challenger is let through when it is ahead of what serves and fails nothing; still open is: ${objections.slice(0, 6).map((one, i) => html`${i ? '; ' : ''}${text(one, 160)}`)}.`;
    return objections.length ? html`Its gate ${gate === 'refused' ? 'says no' : 'is open, but'}: ${objections.slice(0, 6).map((one, i) => html`${i ? '; ' : ''}${text(one, 160)}`)}.` : 'Its gate is open.';
  }

  release() {
    const {one} = this.data;
    act({title: `Release version ${one.version}`, button: 'Start the rollout', project: this.route.project, done: () => this.reload(), command: (why) => `./trefoil models promote ${quoted(one.model)} ${one.version} --why ${quoted(why)}`,
      says: html`A rollout of v${one.version} begins as the charter plans it, from its first step; what answers now keeps the rest and stays for the way back. ${one.objections?.length ? 'Its gate has objections: in the mode production it is refused.' : 'Its gate is open.'}`,
      run: (why) => api.post(path(['models', one.model, 'versions', one.version, 'release']), {why})});
  }

  alias() {
    const {one} = this.data;
    act({title: `Point an alias at version ${one.version}`, button: 'Point it here', project: this.route.project, done: () => this.reload(), command: (why, {alias}) => `./trefoil models alias ${quoted(one.model)} ${quoted(alias)} ${one.version} --why ${quoted(why)}`,
      fields: [{name: 'alias', label: 'Alias', value: 'champion'}], says: `Whoever asks for ${one.model}@ALIAS gets version ${one.version} from now on. ${this.aliased()} Endpoints are not changed by it.`,
      run: (why, fields) => api.put(path(['models', one.model, 'aliases', fields.alias]), {version: String(one.version), why, expected: Number(this.data.aliases[fields.alias] ?? 0)})});
  }

  /** Which aliases there are, and so what a name that is taken would move. */
  aliased() {
    const taken = Object.entries(this.data.aliases ?? {});
    return taken.length ? `Taken are: ${taken.map(([alias, version]) => `${alias} (version ${version})`).join(', ')}; one of these moves here.` : 'No alias is taken yet.';
  }

  /** @param {string} alias */
  unalias(alias) {
    const {one} = this.data;
    act({title: `Take the alias “${alias}” away`, button: 'Take it away', reason: 'optional', project: this.route.project, done: () => this.reload(), says: `${one.model}@${alias} names nothing from now on. Endpoints are not changed by it.`, command: (why) => curlChange('DELETE', path(['models', one.model, 'aliases', alias]), {why}), run: (why) => api.delete(path(['models', one.model, 'aliases', alias]), {why})});
  }
}
customElements.define('model-page', ModelPage);

/** Promised probability against the rate that happened, bin by bin. @param {any[]} bins */
function calibration(bins) {
  const top = Math.min(1, Math.max(...bins.flatMap((bin) => [bin.probability, bin.rate]), .05) * 1.08);
  const tick = top > .5 ? .25 : top > .2 ? .1 : .05, ticks = Array.from({length: Math.floor(top / tick + 1e-9) + 1}, (_, i) => i * tick);
  const x = (/** @type {number} */ v) => 40 + 250 * v / top, y = (/** @type {number} */ v) => 200 - 180 * v / top;
  const most = Math.max(...bins.map((bin) => bin.rows), 1);
  return html`<svg class="calibration" viewBox="0 0 310 232" role="img" aria-label=${'Calibration: ' + bins.map((bin) => `promised ${percent(bin.probability)}, happened ${percent(bin.rate)}`).join('; ')}>
    ${ticks.map((v) => svg`<line class="grid" x1="40" x2="290" y1=${y(v)} y2=${y(v)}/><text x="34" y=${y(v) + 4} text-anchor="end">${percent(v)}</text><text x=${x(v)} y="214" text-anchor="middle">${percent(v)}</text>`)}
    ${svg`<line class="grid" stroke-dasharray="4 3" x1=${x(0)} y1=${y(0)} x2=${x(top)} y2=${y(top)}/><path class="curve series-0" fill="none" fill-opacity="0" d=${'M' + bins.map((bin) => `${x(bin.probability)} ${y(bin.rate)}`).join('L')}/>`}
    ${bins.map((bin) => svg`<circle class="series-0" cx=${x(bin.probability)} cy=${y(bin.rate)} r=${2.5 + 2.5 * bin.rows / most}><title>promised ${percent(bin.probability)}, happened ${percent(bin.rate)}, ${count(bin.rows, 'row')}</title></circle>`)}
    <text x="165" y="230" text-anchor="middle">promised; the dashed line is what was promised</text></svg>`;
}
