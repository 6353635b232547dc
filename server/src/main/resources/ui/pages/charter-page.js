// The charter as people read it, each section with its signatures; what changed since a section was signed.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {amount, count, figure, interval, pill, short, text, when} from '../words.js';
import {toMatrix} from '../matrix.js';
import {columnTitle} from '../parts/requirement-matrix.js';
import {metricTree} from '../parts/metric-tree.js';
import {act} from '../parts/act-dialog.js';
import {curl, curlChange, quoted} from '../parts/copy-command.js';

/** Which parts of the resolved charter belong to a section. */
const PARTS = {
  problem: (c) => ({mode: c.design?.mode, ...(c.design?.problem ?? c.problem)}), requirements: (c) => c.design?.requirements ?? c.requirements, costs: (c) => c.design?.costs ?? c.costs,
  data: (c) => c.data, deployment: (c) => c.deployment, monitoring: (c) => c.monitoring,
};
const TITLES = {problem: 'Problem', requirements: 'Requirements', costs: 'Costs', data: 'Data', deployment: 'Deployment', monitoring: 'Monitoring'};

/** Parts whose keys are names of columns or sources. */
const NAMED = ['sources', 'dates', 'types', 'features', 'exclude'];

/** The signatories of a section, whichever way the server words them. @param {any} section */
function signatories(section) {
  return (section.signatories ?? section.signatures ?? []).map((one) => ({
    name: one.stakeholder ?? one.by, state: String(one.state ?? (one.current === false ? 'void' : 'signed')).toLowerCase(), at: one.last?.signedAt ?? one.at, why: one.last?.why ?? one.why, digest: one.last?.digest ?? one.digest,
  }));
}

class CharterPage extends Page {
  async load() {
    const {project} = this.route;
    const [told, history, verdicts, evaluation] = await Promise.all([api.get(path(['projects', project, 'charter'])), api.maybe(path(['projects', project, 'charters'])), api.maybe(path(['projects', project, 'verdicts'])), newestEvaluation(project)]);
    return {...told, evaluation, ...told.version, history: history?.charters ?? [], matrix: toMatrix(told.requirements ?? told.charter?.design?.requirements ?? [], verdicts)};
  }

  concerns({kind, value}) {
    return kind.startsWith('charter') || (kind === 'story' && value.project === this.route.project && value.station === 'design');
  }

  tabTitle() {
    return `Charter of ${this.route.project}`;
  }

  command() {
    return curl(path(['projects', this.route.project, 'charter']));
  }

  page() {
    const {sections = [], charter = {}} = this.data;
    const waiting = sections.flatMap((section) => signatories(section).filter((one) => one.state !== 'signed').map((one) => ({section: section.section, ...one})));
    return html`${this.heading(`Charter ${this.data.number ?? ''}`, html`<p>submitted ${when(this.data.submitted)} by ${text(this.data.by, 40)}</p><code title=${this.data.digest ?? nothing}>${short(this.data.digest)}</code>`)}
      <section class="card" aria-label="How it stands"><p class="says">${this.asks()} ${waiting.length ? html`${waiting.map((one, i) => html`${i ? '; ' : ''}<b>${text(one.name, 40)}</b> ${one.state === 'void' ? 'has to sign' : 'has not signed'} ${TITLES[one.section]?.toLowerCase() ?? one.section}${one.state === 'void' ? ' again, it was edited since' : ''}`)}.`
        : sections.some((section) => signatories(section).length) ? 'Every signature that the charter asks for is there, and nothing was edited since.' : 'It names nobody who signs.'}</p></section>
      <div class="flow">${sections.map((section) => this.section(section, charter))}</div>
      ${metricTree(charter, this.data.matrix, this.data.evaluation)}${this.viability()}${this.versions()}
      ${this.data.text ? html`<section class="card" aria-labelledby="file-title"><h2 id="file-title">The file</h2><pre tabindex="0">${this.data.text}</pre></section>` : nothing}`;
  }

  asks() {
    const {charter = {}, requirements = []} = this.data;
    const alternatives = charter.design?.problem?.alternatives ?? [];
    return html`${count(requirements.length, 'requirement')}${alternatives.length ? `, ${count(alternatives.length, 'alternative')} without ML` : ''}.`;
  }

  /** Whether it still pays: what was promised on the hold-out set against the newest live window. */
  viability() {
    const {matrix} = this.data;
    const first = matrix.columns.findIndex((column) => column.where === 'hold-out');
    const live = (/** @type {any} */ column) => column.where === 'live';
    const valued = matrix.columns.findLastIndex((column, i) => live(column) && matrix.cells.some((row) => Number.isFinite(row[i]?.value)));
    const last = valued < 0 ? matrix.columns.findLastIndex(live) : valued;
    const rows = matrix.requirements.map((requirement, r) => ({requirement, then: matrix.cells[r][first], now: matrix.cells[r][last]})).filter((row) => row.then || row.now);
    if (!rows.length) return nothing;
    const cell = (/** @type {any} */ one, /** @type {any} */ {unit, difference}) => html`<td class="number">${one ? html`${amount(one.value, unit, {sign: difference})} <span class="soft small">(${interval(one, unit)})</span>` : '·'}</td><td>${one ? pill(one.outcome) : nothing}</td>`;
    return html`<section class="card" aria-labelledby="viability-title"><h2 id="viability-title">Viability: then and now</h2><div class="scroll" tabindex="0" role="group" aria-label="Then and now"><table class="rows"><thead><tr><th>Requirement</th><th class="number">${first < 0 ? 'Hold-out' : `Hold-out, ${columnTitle(matrix.columns[first])[1]}`}</th><th></th><th class="number">${last < 0 ? 'Live, not yet' : columnTitle(matrix.columns[last]).join(', ')}</th><th></th></tr></thead><tbody>
      ${rows.map(({requirement, then, now}) => html`<tr><td><b>${requirement.id}</b> ${text(requirement.says, 80)}<br><span class="soft small">${text(requirement.asks, 100)}</span></td>${cell(then, requirement)}${cell(now, requirement)}</tr>`)}</tbody></table></div></section>`;
  }

  versions() {
    const {history} = this.data;
    if (history.length < 2) return nothing;
    return html`<section class="card" aria-labelledby="versions-title"><h2 id="versions-title">Versions</h2><table class="rows"><tbody>${history.map((one) => html`<tr><td>Charter ${one.number}${one.digest === this.data.digest ? html` ${pill('pass', 'holds')}` : nothing}</td><td><code title=${one.digest}>${short(one.digest)}</code></td><td>${text(one.by, 40)}</td><td>${when(one.submitted)}</td></tr>`)}</tbody></table><p class="soft small">An earlier one is restored on the <a href=${`/projects/${encodeURIComponent(this.route.project)}/audit?kind=charter`}>audit page</a>.</p></section>`;
  }

  /** What was edited since somebody signed. @param {any[]} changes */
  edits(changes) {
    if (!changes?.length) return nothing;
    return html`<h3>Edited since it was signed</h3><dl class="pairs small">${changes.slice(0, 60).map((one) => html`<dt><code>${text(one.path, 80)}</code></dt><dd>${one.before ? html`<del>${text(one.before, 200)}</del> ` : nothing}${one.after ? html`<ins>${text(one.after, 200)}</ins>` : html`<span class="soft">taken out</span>`}</dd>`)}</dl>`;
  }

  /** @param {any} section @param {any} charter */
  section(section, charter) {
    const part = (PARTS[section.section] ?? (() => undefined))(charter) ?? section.content;
    const signers = signatories(section);
    const id = `section-${section.section}`;
    return html`<section class="card" aria-labelledby=${id}><div class="title"><h2 id=${id}>${TITLES[section.section] ?? section.section}</h2><span class="end"><code class="faint" title=${section.digest}>${short(section.digest)}</code></span></div>
      ${section.section === 'requirements' ? this.requirements(this.data.requirements ?? part) : this.value(part)}${this.edits(section.changes)}
      <h3>Signatures</h3>${signers.length ? signers.map((one) => html`<p>${pill(one.state === 'signed' ? 'pass' : one.state === 'void' ? 'fail' : 'waiting', one.name)} ${one.state === 'signed' ? html`signed${one.at ? html` ${when(one.at)}` : nothing}${one.why ? html`: “${text(one.why, 200)}”` : nothing}`
        : one.state === 'void' ? html`signed what was there then${one.digest ? html` (<code>${short(one.digest)}</code>)` : nothing}; it was edited since` : 'has not signed yet'}
        ${one.state === 'signed' ? html`<button class="plain" aria-label=${`Withdraw the signature of ${one.name} under ${TITLES[section.section] ?? section.section}`} @click=${() => this.withdraw(section, one.name)}>Withdraw</button>` : html`<button @click=${() => this.sign(section, one.name)}>Sign as ${text(one.name, 40)}</button>`}</p>`) : html`<p class="soft">Nobody signs this section.</p>`}</section>`;
  }

  /** @param {any} section @param {string} name */
  sign(section, name) {
    const {project} = this.route;
    act({title: `Sign ${TITLES[section.section] ?? section.section} as ${name}`, button: 'Sign', project, reason: 'optional', done: () => this.reload(), command: (why) => `./trefoil sign ${section.section} --of ${quoted(project)} --as ${quoted(name)}` + (why && ` --why ${quoted(why)}`),
      says: html`You vouch for this section as it is now, digest <code>${short(section.digest)}</code>. An edit of the section voids the signature; an edit elsewhere does not.`,
      run: (why) => api.post(path(['projects', project, 'signatures']), {stakeholder: name, sections: [section.section], digests: {[section.section]: section.digest}, why})});
  }

  /** @param {any} section @param {string} name */
  withdraw(section, name) {
    const {project} = this.route;
    const body = {stakeholder: name, section: section.section};
    act({title: `Withdraw the signature of ${name} under ${TITLES[section.section] ?? section.section}`, button: 'Withdraw', project, done: () => this.reload(), command: (why) => curlChange('DELETE', path(['projects', project, 'signatures']), {...body, why}),
      says: html`${text(name, 40)} no longer vouches for this section, digest <code>${short(section.digest)}</code>. A gate that asks for the signature objects again; what answers requests is not changed by it.`,
      run: (why) => api.delete(path(['projects', project, 'signatures']), {...body, why})});
  }

  /** @param {any} requirements */
  requirements(requirements) {
    if (!Array.isArray(requirements) || !requirements.length) return html`<p class="soft">None is written yet.</p>`;
    return html`<ul>${requirements.map((r) => html`<li><b>${text(r.id, 30)}</b> ${text(r.says, 200)}<br><span class="soft">${r.asks ? html`${text(r.asks, 160)}${r.owner ? html` · owner ${text(r.owner, 40)}` : nothing}` : Object.entries(r).filter(([key, value]) => !['id', 'says', 'owner'].includes(key) && value !== null && value !== '').map(([key, value]) => `${key.replaceAll('_', ' ')} ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' · ')}</span></li>`)}</ul>`;
  }

  /** @param {any} value @param {boolean} [named] whether its keys are names that somebody gave @returns {any} */
  value(value, named = false) {
    if (value === null || value === undefined || value === '') return html`<span class="faint">·</span>`;
    if (Array.isArray(value)) return value.length ? html`<ul>${value.slice(0, 300).map((item) => html`<li>${this.value(item)}</li>`)}</ul>` : html`<span class="faint">none</span>`;
    if (typeof value === 'object' && !Object.keys(value).length) return html`<span class="faint">none</span>`;
    if (typeof value === 'object') return html`<dl class="pairs">${Object.entries(value).map(([key, item]) => html`<dt>${text(named ? key : key.replaceAll('_', ' '), 60)}</dt><dd>${this.value(item, !named && NAMED.includes(key))}</dd>`)}</dl>`;
    return text(typeof value === 'number' ? figure(value) : value, 1000);
  }
}
customElements.define('charter-page', CharterPage);

/** What the hold-out rows said of the project's newest version that was judged on them; null when none was.
 * @param {string} project @returns {Promise<any>} */
async function newestEvaluation(project) {
  const {models = []} = await api.get(path(['models']));
  if (!models.some((model) => model.name === project)) return null;
  const model = await api.maybe(path(['models', project]));
  const digest = (model?.versions ?? []).find((version) => version.provenance?.evaluation)?.provenance.evaluation;
  return digest ? api.maybe(path(['blobs', digest])).catch(() => null) : null;
}
