// Open, snoozed, closed: requirement, owner, evidence, what was done.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {evidenceLink, flatVerdict} from '../matrix.js';
import {amount, capital, count, figure, interval, pill, text, when, windowName} from '../words.js';
import {inProject} from '../route.js';
import {act} from '../parts/act-dialog.js';
import {curlChange, quoted} from '../parts/copy-command.js';

class AlertsPage extends Page {
  async load() {
    const {project} = this.route;
    const [{alerts = []}, status] = await Promise.all([api.get(path(['alerts'], {project})), project ? api.get(path(['projects', project, 'status'])) : null]);
    const others = project ? [] : await Promise.all([...new Set(alerts.map((alert) => alert.project))].filter(Boolean).slice(0, 30).map((name) => api.maybe(path(['projects', name, 'status']))));
    const asked = new Map([status, ...others].filter(Boolean).flatMap((of) => of.requirements.map((requirement) => [`${of.project}/${requirement.id}`, requirement])));
    return alerts.map((alert) => ({...alert, asks: asked.get(`${alert.project || project}/${alert.subject ?? alert.requirement}`), state: String(alert.state).toLowerCase(), at: alert.createdAt ?? alert.at, requirement: alert.subject ?? alert.requirement}))
      .filter((alert) => !this.route.project || !alert.project || alert.project === this.route.project);
  }

  concerns({kind, value}) {
    return kind.startsWith('alert') || (kind === 'story' && /alert/.test(value.event ?? ''));
  }

  tabTitle() {
    return 'Alerts';
  }

  command() {
    const state = this.state();
    const of = this.route.project ? ` --of ${quoted(this.route.project)}` : '', only = ['open', 'snoozed', 'closed'].includes(state) ? ` --state ${state}` : '';
    return './trefoil alerts list' + of + only;
  }

  /** Which alerts are shown: those asked for, else the open ones if there are any. */
  state() {
    const asked = this.route.query.get('state') ?? '';
    return ['open', 'snoozed', 'closed', 'all'].includes(asked) ? asked : this.data?.some((alert) => alert.state === 'open') ? 'open' : 'all';
  }

  page() {
    const by = (/** @type {string} */ state) => this.data.filter((alert) => alert.state === state);
    const open = by('open');
    const state = this.state();
    const shown = state === 'all' ? this.data : by(state);
    return html`${this.heading('Alerts', html`<p class="says">${open.length ? html`${count(open.length, 'alert')} ${open.length === 1 ? 'is' : 'are'} open, the oldest since ${when(open.map((a) => a.at).sort()[0])}.` : 'Nothing asks for attention.'}</p>`)}
      <div class="buttons" role="group" aria-label="Which alerts">${['open', 'snoozed', 'closed', 'all'].map((one) => html`<button aria-pressed=${state === one} @click=${() => this.view({state: one})}>${capital(one)} ${one === 'all' ? this.data.length : by(one).length}</button>`)}</div>
      ${shown.map((alert) => this.alert(alert))}
      ${shown.length ? nothing : html`<section class="card">${this.empty('There is none. An alert comes when a requirement fails on live truth, or a window moves; its owner is in the charter. Where the requirements stand:', this.route.project ? `./trefoil status --of ${quoted(this.route.project)}` : './trefoil status')}</section>`}`;
  }

  /** @param {any} alert */
  alert(alert) {
    const v = flatVerdict(alert.verdict) ?? {};
    const asks = alert.asks ?? {};
    const moved = [...new Set(alert.moved ?? [])];
    const look = {open: 'fail', snoozed: 'inconclusive', closed: 'pass'}[alert.state] ?? 'waiting';
    return html`<section class="card" aria-label=${`Alert ${alert.requirement}`}><div class="title">${pill(look, alert.state, true)}<b>${text(alert.requirement, 40)}</b><span class="soft">to ${text(alert.owner, 60)} · ${when(alert.at)}${alert.window ? html` · window ${windowName(alert.window)}` : nothing}</span>
      <span class="end">${alert.state === 'open' ? html`<button @click=${() => this.act(alert, 'snooze')}>Snooze</button>` : html`<button @click=${() => this.act(alert, 'open')}>Open again</button>`}${alert.state === 'closed' ? nothing : html`<button @click=${() => this.act(alert, 'close')}>Close</button>`}</span></div>
      <p class="says">${text(alert.says, 600)}</p>
      <dl class="pairs">${Number.isFinite(v.value) ? html`<dt>Evidence</dt><dd>${amount(v.value, asks.unit, {sign: asks.difference})}${Number.isFinite(v.low) ? ` (95 % ${interval(v, asks.unit)})` : ''}, asked for ${text(asks.asks ?? amount(v.bound), 120)}${v.n ? `, n ${figure(v.n)}` : ''}${v.clusters && v.clusters !== v.n ? ` in ${figure(v.clusters)} clusters` : ''}<br><span class="soft small">${text(v.method, 80)}</span> · <a href=${evidenceLink(alert.project ?? this.route.project, alert.requirement, alert.window)}>evidence in the requirement matrix</a></dd>` : nothing}
        ${moved.length ? html`<dt>Moved most</dt><dd>${moved.slice(0, 8).map((name, i) => html`${i ? ', ' : ''}<code>${text(name, 60)}</code>`)}${alert.endpoint ? html` · <a href=${inProject(alert.project, 'endpoints', alert.endpoint)}>drift map</a>` : nothing}</dd>` : nothing}
        ${this.since(alert)}
        ${alert.note || alert.reason ? html`<dt>${alert.state === 'open' ? 'Opened again' : capital(alert.state)} because</dt><dd>${text(alert.note || alert.reason, 400)}</dd>` : nothing}
        ${alert.done ? html`<dt>Done</dt><dd>${text(alert.done, 300)}</dd>` : nothing}</dl></section>`;
  }

  /** What the same requirement says now. @param {any} alert */
  since(alert) {
    const latest = flatVerdict(alert.asks?.latest);
    if (!latest || !alert.window || latest.where !== 'live' || latest.window === alert.window || !(Date.parse(latest.at) >= Date.parse(alert.at))) return nothing;
    return html`<dt>Since then</dt><dd>${pill(latest.outcome)} ${amount(latest.value, alert.asks.unit, {sign: alert.asks.difference})}${Number.isFinite(latest.low) ? ` (95 % ${interval(latest, alert.asks.unit)})` : ''} in <a href=${evidenceLink(alert.project ?? this.route.project, alert.requirement, latest.window)}>${windowName(latest.window)}</a>${latest.version ? `, when v${latest.version} answered` : ''}</dd>`;
  }

  /** @param {any} alert @param {'snooze'|'close'|'open'} what */
  act(alert, what) {
    const says = {snooze: 'It stays on the list of snoozed alerts; while it is there, a new failure of the same requirement makes no second alert.', close: 'It leaves the open list. A new failure makes a new alert.', open: 'It is on the open list again.'}[what];
    const word = {snooze: 'Snooze', close: 'Close', open: 'Open again'}[what];
    act({title: what === 'open' ? `Open the alert on ${alert.requirement} again` : `${word} the alert on ${alert.requirement}`, button: word, project: alert.project, done: () => this.reload(), says, command: (why) => (what === 'open' ? curlChange('POST', path(['alerts', alert.id, what]), {why}) : what === 'snooze' ? `./trefoil alerts snooze ${quoted(alert.id)} --why ${quoted(why)}` : `./trefoil alerts close ${quoted(alert.id)} --why ${quoted(why)}`),
      run: (why) => api.post(path(['alerts', alert.id, what]), {why})});
  }
}
customElements.define('alerts-page', AlertsPage);
