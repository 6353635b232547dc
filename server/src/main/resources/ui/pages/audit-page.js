// Who changed what, before, after, why; whether the chain is whole; and the way back.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {figure, short, text, when} from '../words.js';
import {act} from '../parts/act-dialog.js';
import {change} from '../parts/audit-change.js';
import {quoted} from '../parts/copy-command.js';

class AuditPage extends Page {
  static properties = {check: {state: true}, more: {state: true}};

  constructor() {
    super();
    /** @type {any} */
    this.check = null;
    /** @type {any[]} */
    this.more = [];
  }

  async load() {
    const [log] = await Promise.all([api.get(path(['audit'], {limit: 100, project: this.route.project})), this.verify()]);
    this.more = [];
    return log;
  }

  async verify() {
    this.check = await api.maybe(path(['audit', 'verify'])).catch((failure) => ({failed: failure.message}));
  }

  async next() {
    const log = await api.get(path(['audit'], {limit: 100, project: this.route.project, token: this.more.at(-1)?.next ?? this.data.next}));
    this.more = [...this.more, log];
  }

  concerns() {
    return this.more.length === 0;
  }

  tabTitle() {
    return 'Audit';
  }

  command() {
    return './trefoil evidence';
  }

  page() {
    const records = [this.data, ...this.more].flatMap((log) => log.records ?? []).filter((record) => !this.route.project || !record.project || record.project === this.route.project);
    const newest = records.find((record) => record.kind === 'endpoint');
    const next = this.more.length ? this.more.at(-1).next : this.data.next;
    return html`${this.heading('Audit', html`<p class="says">${this.chain()}</p>`, html`<button @click=${() => this.verify()}>Verify again</button>`)}
      <section class="card" aria-label="Records">${records.length ? html`<ol class="log">${records.map((record) => this.record(record, newest))}</ol>${next ? html`<button @click=${() => this.next()}>Earlier records</button>` : nothing}`
        : this.empty('No record yet. Every change of the control plane appends one, in the same transaction as the change. The first comes with a project:', './trefoil run')}</section>`;
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

  /** @param {any} record @param {any} newest the last change of an endpoint, which can be taken back */
  record(record, newest) {
    const undoable = record === newest;
    return html`<li id=${`record-${record.number}`}>${when(record.at)}<span class="faint" aria-hidden="true">●</span><span><b>${text(record.who, 60)}</b> ${text(record.action, 60)} ${text(record.kind, 40)} <b>${text(record.subject, 120)}</b>${record.why ? html`: “${text(record.why, 400)}”` : nothing}
      <details><summary>no. ${record.number}, before and after</summary>${change(record)}<p class="small soft">hash <code title=${record.hash}>${short(record.hash)}</code></p></details></span>
      <span class="who">${undoable ? html`<button class="plain" @click=${() => this.undo(record)}>Undo</button>` : nothing}</span></li>`;
  }

  /** @param {any} record */
  undo(record) {
    act({title: `Undo no. ${record.number}`, button: 'Undo', project: record.project, done: () => this.refresh(), command: `./trefoil rollback ${quoted(record.subject)}`,
      says: html`What <b>${record.who}</b> did ${when(record.at)} (${record.action} ${record.kind} ${text(record.subject, 80)}) is taken back: what was before holds again. This, too, is written to the audit trail. ${change({before: record.after, after: record.before})}`,
      run: (why) => api.post(path(['endpoints', record.subject, 'rollback']), {why})});
  }
}
customElements.define('audit-page', AuditPage);
