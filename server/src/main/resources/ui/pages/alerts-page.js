// Open, snoozed, closed: requirement, owner, evidence, what was done.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {flatVerdict} from '../matrix.js';
import {capital, count, figure, pill, text, when} from '../words.js';
import {inProject, keep} from '../route.js';
import {act} from '../parts/act-dialog.js';
import {quoted} from '../parts/copy-command.js';

class AlertsPage extends Page {
  async load() {
    const {alerts = []} = await api.get(path(['alerts'], {project: this.route.project}));
    return alerts.map((alert) => ({...alert, state: String(alert.state).toLowerCase(), at: alert.createdAt ?? alert.at, requirement: alert.subject ?? alert.requirement}))
      .filter((alert) => !this.route.project || !alert.project || alert.project === this.route.project);
  }

  concerns({kind, value}) {
    return kind.startsWith('alert') || (kind === 'story' && /alert/.test(value.event ?? ''));
  }

  tabTitle() {
    return 'Alerts';
  }

  command() {
    return './trefoil alerts';
  }

  page() {
    const by = (/** @type {string} */ state) => this.data.filter((alert) => alert.state === state);
    const open = by('open');
    const state = this.route.query.get('state') ?? (open.length ? 'open' : 'all');
    const shown = state === 'all' ? this.data : by(state);
    const show = (/** @type {string} */ wanted) => { this.route.query.set('state', wanted); keep({state: wanted}); this.requestUpdate(); };
    return html`${this.heading('Alerts', html`<p class="says">${open.length ? html`${count(open.length, 'alert')} ${open.length === 1 ? 'is' : 'are'} open, the oldest since ${when(open.map((a) => a.at).sort()[0])}.` : 'Nothing asks for attention.'}</p>`)}
      <div class="buttons" role="group" aria-label="Which alerts">${['open', 'snoozed', 'closed', 'all'].map((one) => html`<button aria-pressed=${state === one} @click=${() => show(one)}>${capital(one)} ${one === 'all' ? this.data.length : by(one).length}</button>`)}</div>
      ${shown.map((alert) => this.alert(alert))}
      ${shown.length ? nothing : html`<section class="card">${this.empty('There is none. An alert comes when a requirement fails on live truth, or a window moves; its owner is in the charter. Where the requirements stand:', `./trefoil status ${this.route.project}`.trim())}</section>`}`;
  }

  /** @param {any} alert */
  alert(alert) {
    const v = flatVerdict(alert.verdict) ?? {};
    const moved = [...new Set(alert.moved ?? [])];
    const look = {open: 'fail', snoozed: 'inconclusive', closed: 'pass'}[alert.state] ?? 'waiting';
    return html`<section class="card" aria-label=${`Alert ${alert.requirement}`}><div class="title">${pill(look, alert.state)}<b>${text(alert.requirement, 40)}</b><span class="soft">to ${text(alert.owner, 60)} · ${when(alert.at)}${alert.window ? html` · window ${text(alert.window, 30)}` : nothing}</span>
      <span class="end">${alert.state === 'closed' ? nothing : html`${alert.state === 'open' ? html`<button @click=${() => this.act(alert, 'snooze')}>Snooze</button>` : nothing}<button @click=${() => this.act(alert, 'close')}>Close</button>`}</span></div>
      <p class="says">${text(alert.says, 600)}</p>
      <dl class="pairs">${Number.isFinite(v.value) ? html`<dt>Evidence</dt><dd>${figure(v.value)}${Number.isFinite(v.low) ? ` (95 % ${figure(v.low)} – ${figure(v.high)})` : ''}, asked for ${figure(v.bound)}${v.n ? `, n ${figure(v.n)}` : ''} · <a href=${inProject(alert.project ?? this.route.project)}>requirement matrix</a></dd>` : nothing}
        ${moved.length ? html`<dt>Moved most</dt><dd>${moved.slice(0, 8).map((name, i) => html`${i ? ', ' : ''}<code>${text(name, 60)}</code>`)}${alert.endpoint ? html` · <a href=${inProject(alert.project, 'endpoints', alert.endpoint)}>drift map</a>` : nothing}</dd>` : nothing}
        ${alert.note || alert.reason ? html`<dt>${capital(alert.state)} because</dt><dd>${text(alert.note || alert.reason, 400)}</dd>` : nothing}
        ${alert.done ? html`<dt>Done</dt><dd>${text(alert.done, 300)}</dd>` : nothing}</dl></section>`;
  }

  /** @param {any} alert @param {'snooze'|'close'} what */
  act(alert, what) {
    const says = what === 'snooze' ? 'It stays on the list of snoozed alerts and comes back when the next window fails again.' : 'It leaves the open list. A new failure makes a new alert.';
    act({title: `${capital(what)} the alert on ${alert.requirement}`, button: capital(what), project: alert.project, done: () => this.refresh(), says, command: `./trefoil alerts ${what} ${quoted(alert.id)}`,
      run: (why) => api.post(path(['alerts', alert.id, what]), {why})});
  }
}
customElements.define('alerts-page', AlertsPage);
