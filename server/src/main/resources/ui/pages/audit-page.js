// Who changed what, before, after, why; whether the chain is whole; and the way back.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {count, figure, percent, short, text, when} from '../words.js';
import {act} from '../parts/act-dialog.js';
import {change, deed} from '../parts/audit-change.js';
import {curl, quoted} from '../parts/copy-command.js';

const KINDS = [['', 'anything'], ['endpoint', 'endpoints'], ['model', 'models'], ['alert', 'alerts'], ['charter', 'charters'], ['signature', 'signatures'], ['project', 'projects']];
const CHECK_MS = 60_000;

class AuditPage extends Page {
  static properties = {check: {state: true}, more: {state: true}};

  constructor() {
    super();
    /** @type {any} */
    this.check = null;
    /** @type {any[]} */
    this.more = [];
    this.checked = -Infinity;
    this.asking = false;
    /** The record that the page has been moved to. */
    this.moved = '';
  }

  /** What the address asks for. @param {string} [token] what was before it */
  address(token) {
    const {query, project} = this.route;
    const day = query.get('until');
    return path(['audit'], {limit: 100, project, who: query.get('who'), kind: query.get('kind'), until: day ? `${day}T23:59:59.999Z` : '', token});
  }

  async load() {
    // It reads the whole chain.
    if (performance.now() - this.checked > CHECK_MS) this.verify();
    const log = await api.get(this.address());
    this.more = [];
    await this.ofProject(log.records);
    return {...log, wanted: await this.wanted(log.records)};
  }

  /** The record that the address names, where it is older than those listed. @param {any[]} records */
  async wanted(records) {
    const number = Number(this.route.query.get('record'));
    if (!(number > 0) || records.some((record) => record.number === number)) return null;
    const found = await api.maybe(path(['audit'], {limit: 1, token: number + 1}));
    return found?.records?.find((record) => record.number === number) ?? null;
  }

  async verify() {
    this.checked = performance.now();
    this.check = await api.maybe(path(['audit', 'verify'])).catch((failure) => ({failed: failure.message}));
  }

  async next() {
    if (this.asking) return;
    this.asking = true;
    const {data} = this;
    try {
      const log = await api.get(this.address(this.more.at(-1)?.next ?? data.next));
      if (data === this.data) this.more = [...this.more, log];
    } catch (failure) {
      this.trouble = failure;
    }
    this.asking = false;
  }

  /** @param {{kind: string}} event */
  concerns({kind}) {
    return this.more.length === 0 && !/^(job|run)\./.test(kind);
  }

  tabTitle() {
    return 'Audit';
  }

  command() {
    return ['who', 'kind', 'until'].some((key) => this.route.query.get(key)) ? curl(this.address()) : this.route.project ? `./trefoil audit list --of ${quoted(this.route.project)}` : './trefoil audit list';
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    const wanted = this.route.query.get('record');
    if (!wanted || wanted === this.moved || !changed.has('data') || !this.data) return;
    this.moved = wanted;
    this.querySelector(`#record-${CSS.escape(wanted)}`)?.scrollIntoView({block: 'center'});
  }

  page() {
    const records = [this.data, ...this.more].flatMap((log) => log.records ?? []).filter((record) => !this.route.project || !record.project || record.project === this.route.project);
    const next = this.more.length ? this.more.at(-1).next : this.data.next;
    const {query} = this.route;
    const filtered = ['who', 'kind', 'until'].some((key) => query.get(key));
    return html`${this.heading('Audit', html`<p class="says">${this.chain()}</p>`, html`<button @click=${() => this.verify()}>Verify again</button>`)}
      <div class="toolbar"><label><span>Who</span><input type="search" .value=${query.get('who') ?? ''} placeholder="anybody" @change=${(event) => this.view({who: event.target.value.trim()}, true)}></label>
        <label><span>About</span><select @change=${(event) => this.view({kind: event.target.value}, true)}>${KINDS.map(([kind, word]) => html`<option value=${kind} ?selected=${kind === (query.get('kind') ?? '')}>${word}</option>`)}</select></label>
        <label><span>Until</span><input type="date" .value=${query.get('until') ?? ''} @change=${(event) => this.view({until: event.target.value}, true)}></label></div>
      ${this.data.wanted ? html`<section class="card" aria-label="The record that the address names"><ol class="log">${this.record(this.data.wanted)}</ol></section>` : nothing}
      <section class="card" aria-label="Records">${records.length ? html`<p class="soft small">${next ? 'The newest ' : ''}${count(records.length, 'record')}, newest first.</p><ol class="log">${records.map((record) => this.record(record))}</ol>${next ? html`<button @click=${() => this.next()}>Earlier records</button>` : nothing}`
        : filtered ? html`<p>No record fits. <button class="plain" @click=${() => this.view({who: '', kind: '', until: ''}, true)}>Show all</button></p>` : this.empty('No record yet. Every change of the control plane appends one, in the same transaction as the change. The first comes with a project:', './trefoil run')}</section>`;
  }

  chain() {
    const check = this.check;
    if (!check) return 'Checking the chain…';
    if (check.failed) return html`<span class="fail mark">✕</span> The chain could not be checked: ${check.failed}`;
    const whole = check.reason === undefined;
    const {records} = check;
    return whole ? html`<span class="pass mark">✓</span> The chain of ${records === undefined ? 'records' : `${figure(records)} records`} is whole: none was changed, left out or put in.`
      : html`<span class="fail mark">✕</span> The chain is broken at record ${check.number}: ${text(check.reason, 300)}`;
  }

  /** @param {any} record */
  record(record) {
    const wanted = this.route.query.get('record') === String(record.number);
    return html`<li id=${`record-${record.number}`} class=${wanted ? 'wanted' : ''}>${when(record.at)}<span class="faint" aria-hidden="true">●</span><span>${deed(record)}${gist(record)}${record.why ? html`: “${text(record.why, 400)}”` : nothing}
      <details ?open=${wanted}><summary>no. ${record.number}, before and after</summary>${change(record)}<p class="small soft">hash <code title=${record.hash}>${short(record.hash)}</code></p></details></span>
      <span class="who">${record.back ? html`<button class="plain" aria-label=${`${record.back.way === 'undo' ? 'Undo' : 'Restore what held after'} no. ${record.number}`} @click=${() => this.back(record)}>${record.back.way === 'undo' ? 'Undo' : 'Restore'}</button>` : nothing}</span></li>`;
  }

  /** @param {any} record */
  back(record) {
    const undo = record.back.way === 'undo';
    act({title: undo ? `Undo no. ${record.number}` : `Restore what held after no. ${record.number}`, button: undo ? 'Undo' : 'Restore', project: this.route.project || record.project, done: () => this.reload(),
      command: (why) => `./trefoil undo ${record.number} --why ${quoted(why)}`,
      says: html`${text(record.back.says, 400)} This, too, is written to the audit trail.${undo && record.kind !== 'endpoint' ? change({before: record.after, after: record.before}) : nothing}`,
      run: (why) => api.post(path(['audit', record.number, 'back']), {why})});
  }
}
customElements.define('audit-page', AuditPage);

/** @param {any} route */
const arms = (route) => (route?.arms ?? []).filter((arm) => arm.share > 0 || route.shadow).map((arm) => `${arm.arm} ${arm.share > 0 ? percent(arm.share) : 'in shadow'}`).join(', ');

/** From what to what, where that can be said in a few words. @param {any} record */
function gist(record) {
  const {before = {}, after = {}} = record;
  const alias = Object.keys({...before, ...after})[0] ?? '';
  const [from, to] = {'endpoint.route': [arms(before), arms(after)], 'model.alias': [before[alias] ? `version ${before[alias]}` : '', `version ${after[alias]}`], 'model.unalias': [`version ${before[alias]}`, 'nothing']}[record.action] ?? ['', ''];
  return to ? html` · ${record.kind === 'model' ? html`<code>${text(alias, 40)}</code> ` : nothing}${from ? `${from} → ` : ''}${to}` : nothing;
}
