// Where the model stands on the loop, what is decided next, every requirement everywhere, and what happened.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {accountOf, received, recounting, shares} from '../account.js';
import {api, path} from '../api.js';
import {columnKey, toMatrix} from '../matrix.js';
import {amount, count, currency, figure, text, verdict, when} from '../words.js';
import {inProject, keep} from '../route.js';
import {columnTitle} from '../parts/requirement-matrix.js';
import {rolloutButtons} from '../parts/rollout-acts.js';
import {quoted} from '../parts/copy-command.js';
import '../parts/requirement-matrix.js';
import '../parts/trefoil-knot.js';
import '../parts/rollout-steps.js';
import '../parts/window-chart.js';
import '../parts/story-log.js';

/** Of the past, until more is asked for. */
const LINES = 500, WINDOWS = 60;
/** Lines that a tab holds on to, however long it is open. */
const MOST_LINES = 2000;

class LoopPage extends Page {
  static properties = {account: {state: true}, past: {state: true}};

  constructor() {
    super();
    /** @type {any[]} */
    this.lines = [];
    this.most = MOST_LINES;
    this.storyOf = '';
    this.windows = WINDOWS;
    this.recount = recounting(() => this.data?.endpoint && this.count(this.data.endpoint.name));
    this.decision = '';
    /** The sign of the charter's money. */
    this.money = '';
    /** @type {any} */
    this.account = {};
    /** The rollout that ended last. @type {any} */
    this.past = null;
  }

  forget() {
    super.forget();
    this.account = {};
    this.past = null;
    this.windows = WINDOWS;
  }

  async load() {
    const {project} = this.route;
    if (this.storyOf !== project) {
      this.lines = [];
      this.most = MOST_LINES;
      this.storyOf = project;
    }
    const [status, verdicts, endpoints, charter] = await Promise.all([api.get(path(['projects', project, 'status'])), api.maybe(path(['projects', project, 'verdicts'], {windows: this.route.query.get('cell') ? '' : this.windows})), api.maybe(path(['endpoints'])), api.maybe(path(['projects', project, 'charter'])), this.catchUp(project)]);
    this.decision = charter?.charter?.design?.problem?.decision ?? '';
    this.money = currency(charter?.charter?.design?.costs?.currency);
    const endpoint = (endpoints?.endpoints ?? []).find((one) => (status.endpoint ? one.name === status.endpoint : one.project === project)) ?? null;
    if (endpoint) this.count(endpoint.name);
    const matrix = toMatrix(status.requirements, verdicts);
    return {status, verdicts: matrix, earlier: verdicts?.earlier ?? 0, endpoint, stations: allStations(status.stations ?? [], charter, matrix, endpoint)};
  }

  /** @param {string} endpoint */
  captured(endpoint) {
    if (endpoint === this.data?.endpoint?.name) this.recount();
  }

  /** The account of rows comes by itself, so that nothing waits for it. @param {string} name */
  async count(name) {
    const [account, rollouts] = await Promise.all([accountOf(name).catch(() => null), api.maybe(path(['endpoints', name, 'rollouts'])).catch(() => null)]);
    if (this.data && this.data.endpoint?.name !== name) return;
    this.account = account ?? {};
    this.past = (rollouts?.rollouts ?? []).find((one) => !['RUNNING', 'WAITING'].includes(String(one.state).toUpperCase())) ?? null;
  }

  /** Reads the lines after the last one known. @param {string} project */
  async catchUp(project) {
    for (;;) {
      const last = this.lines.at(-1)?.number ?? 0;
      const told = await api.maybe(path(['projects', project, 'story'], last ? {after: last, limit: LINES} : {last: LINES}));
      const lines = (told?.lines ?? []).filter((line) => line.number > (this.lines.at(-1)?.number ?? 0));
      if (!lines.length || this.storyOf !== project) return;
      this.lines = [...this.lines, ...lines].slice(-this.most);
      if (lines.length < LINES || !last) return;
    }
  }

  /** Reads the lines before the first one known. */
  async earlier() {
    const {project} = this.route, first = this.lines[0]?.number ?? 0;
    const told = await api.maybe(path(['projects', project, 'story'], {after: Math.max(0, first - 1 - LINES), limit: LINES})).catch(() => null);
    if (this.storyOf !== project || this.lines[0]?.number !== first) return;
    this.most += LINES;
    this.lines = [...(told?.lines ?? []).filter((line) => line.number < first), ...this.lines];
    this.requestUpdate();
  }

  /** @param {{kind: string, value: any}} event */
  concerns({kind, value}) {
    if (value?.project && value.project !== this.route.project) return false;
    return !kind.startsWith('run.');
  }

  command() {
    return `./trefoil status --of ${quoted(this.route.project)}`;
  }

  page() {
    const {status, verdicts, endpoint} = this.data;
    const owner = status.owner ? html`${this.decision ? ' · ' : ''}owner <bdi>${status.owner}</bdi>` : nothing;
    return html`${this.heading(this.route.project, html`${status.mode ? html`<span class="pill live">${status.mode}</span>` : nothing}<p>${text(this.decision, 240)}${owner}</p>`)}
      <div class="two"><section class="card" aria-labelledby="loop-title"><h2 id="loop-title">The loop</h2>
        <trefoil-knot .stations=${this.data.stations} .project=${this.route.project}></trefoil-knot>${this.facts(status.facts)}</section>
      <section class="card now" aria-labelledby="now-title"><h2 id="now-title">Now</h2>
        <p class="says" aria-live="polite">${text(status.now ?? 'Nothing has happened yet.', 900)}</p>
        ${status.next ? html`<p><b>Next:</b> ${text(status.next, 600)}</p>` : nothing}
        ${this.steps(endpoint)}
        ${endpoint ? this.traffic(endpoint, verdicts) : nothing}${this.trend(verdicts)}
        ${endpoint ? html`<div class="buttons">${rolloutButtons(endpoint, () => this.reload())}<a class="button" href=${inProject(this.route.project, 'endpoints', endpoint.name)}>Endpoint ${text(endpoint.name, 40)}</a></div>` : nothing}
      </section></div>
      <section class="card" aria-labelledby="reqs-title"><h2 id="reqs-title">Requirements: one sentence each, judged everywhere</h2>
        <requirement-matrix .matrix=${verdicts} .project=${this.route.project} .chosen=${this.route.query.get('cell') ?? ''} @evidence=${({detail}) => (detail ? keep({cell: detail}) : this.view({cell: ''}))}></requirement-matrix>${this.data.earlier ? html`<p><button class="plain" @click=${() => { this.windows = 1e6; this.reload(); }}>${count(this.data.earlier, 'earlier window')}</button></p>` : nothing}</section>
      <section class="card" aria-labelledby="log-title"><h2 id="log-title">What happened</h2>
        ${this.lines.length ? html`<story-log .lines=${this.lines} .project=${this.route.project} @earlier=${this.earlier}></story-log>` : this.empty('Nothing yet. The first trip begins with:', './trefoil run')}</section>`;
  }

  /** @param {any[]|undefined} facts */
  facts(facts) {
    return facts?.length ? html`<div class="facts">${facts.map((fact) => this.fact(text(fact.value, 30), html`${text(fact.says, 120)}${fact.at ? html` ${when(fact.at)}` : nothing}`, inProject(this.route.project, ...(/alert/.test(fact.says) ? ['alerts'] : /loop/.test(fact.says) ? ['runs'] : [])), /verdict/.test(fact.says) ? '.matrix' : ''))}</div>` : nothing;
  }

  /** A number that opens what it came from. @param {any} value @param {any} says @param {string} href @param {string} [here] selector of its evidence on this page */
  fact(value, says, href, here = '') {
    const open = (/** @type {Event} */ event) => {
      const found = /** @type {HTMLElement|null} */ (here ? this.querySelector(here) : null);
      if (!found) return;
      event.preventDefault();
      if (found instanceof HTMLButtonElement) return found.click();
      found.scrollIntoView({block: 'center'});
      found.focus({preventScroll: true});
    };
    return html`<a href=${href} @click=${open}><b>${value}</b><span>${says}</span></a>`;
  }

  /** The open rollout, or the one that ended last. @param {any} endpoint */
  steps(endpoint) {
    if (endpoint?.rollout) return html`<rollout-steps .rollout=${endpoint.rollout} .unit=${this.money}></rollout-steps>`;
    if (!endpoint || !this.past) return nothing;
    const word = {DONE: 'went all the way', ROLLED_BACK: 'was taken back by the judge', ABORTED: 'was taken back by a person'}[String(this.past.state).toUpperCase()] ?? 'ended';
    return html`<p class="soft small">The last rollout, of <b>${text(this.past.candidate, 40)}</b> against ${text(this.past.baseline, 40)}, ${word} ${when(this.past.decisions?.at(-1)?.at ?? this.past.createdAt)}${word === 'went all the way' && endpoint.live !== this.past.candidate ? `; ${endpoint.live} answers since` : ''}:</p><rollout-steps .rollout=${this.past} .unit=${this.money}></rollout-steps>`;
  }

  /** What the newest verdicts say of latency, size and money. @param {any} verdicts */
  measured(verdicts) {
    return (verdicts.requirements ?? []).map((requirement, r) => {
      const at = verdicts.columns.findLastIndex((_, i) => Number.isFinite(verdicts.cells[r]?.[i]?.value));
      const cell = verdicts.cells[r]?.[at];
      if (!requirement.unit || !cell) return nothing;
      const {sign, look} = verdict(cell.outcome);
      const key = `${requirement.id}.${columnKey(verdicts.columns[at])}`;
      return this.fact(amount(cell.value, requirement.unit, {sign: requirement.difference}), html`<span class="${look} mark" aria-hidden="true">${sign}</span> ${requirement.id}: ${text(requirement.asks, 80)} · ${columnTitle(verdicts.columns[at])[0]}`, `${inProject(this.route.project)}?cell=${encodeURIComponent(key)}`, `[data-cell="${CSS.escape(key)}"]`);
    }).slice(0, 6);
  }

  /** @param {any} endpoint @param {any} verdicts */
  traffic(endpoint, verdicts) {
    const {account} = this;
    const gateway = account.gateway;
    const page = inProject(this.route.project, 'endpoints', endpoint.name);
    return html`<div class="facts">${this.fact(shares(endpoint).join(' · '), `of the traffic${endpoint.shadow ? ', all arms score in shadow' : ''}`, page)}
      ${gateway?.received === undefined ? nothing : this.fact(figure(gateway.received), received(gateway), page)}
      ${account.stored === undefined ? nothing : this.fact(figure(account.truth), `${account.truth === 1 ? 'line' : 'lines'} of truth for ${figure(account.stored)} stored predictions`, page)}${this.measured(verdicts)}</div>`;
  }

  /** The requirement with the worst live verdict, over time. @param {any} verdicts */
  trend(verdicts) {
    const live = (verdicts.columns ?? []).map((column, i) => ({column, i})).filter(({column}) => column.where === 'live');
    if (!live.length) return nothing;
    const rank = {fail: 0, inconclusive: 1, pass: 2};
    const rows = (verdicts.requirements ?? []).map((requirement, r) => {
      const points = live.map(({column, i}) => ({...(verdicts.cells?.[r]?.[i] ?? {}), label: columnTitle(column)[0], subject: column.subject}));
      return {requirement, points, worst: Math.min(...points.map((point) => rank[point.outcome] ?? 3))};
    }).filter((row) => row.points.some((point) => Number.isFinite(point.value)));
    if (!rows.length) return nothing;
    const kept = this.route.query.get('trend');
    const row = rows.find((one) => one.requirement.id === kept) ?? rows.toSorted((a, b) => a.worst - b.worst)[0];
    return html`<window-chart .requirement=${row.requirement} .points=${row.points}></window-chart><div class="legend"><span class="soft small">${row.requirement.id} · ${text(row.requirement.says, 80)}, window by window; last: ${verdict(row.points.at(-1)?.outcome).word}.</span>
      <span class="buttons" role="group" aria-label="Requirement in the chart">${rows.map((one) => html`<button class="plain" aria-pressed=${one === row} @click=${() => this.view({trend: one.requirement.id})}>${one.requirement.id}</button>`)}</span></div>`;
  }
}
customElements.define('loop-page', LoopPage);

/** The stations that tell their story, and three more that can be read off the record: whether the charter is signed,
 * whether it pays, what answers. @param {any[]} told @param {any} charter @param {any} matrix @param {any} endpoint */
function allStations(told, charter, matrix, endpoint) {
  const known = new Set(told.map((one) => one.station));
  const more = [];
  const signers = (charter?.sections ?? []).flatMap((section) => (section.signatories ?? []).map((one) => ({...one, section: section.section})));
  if (signers.length && !known.has('sign-off')) {
    const open = signers.filter((one) => one.state !== 'signed');
    more.push({station: 'sign-off', state: open.length ? (open.some((one) => one.state === 'void') ? 'fail' : 'waiting') : 'pass', says: open.length ? `${open.map((one) => `${one.stakeholder}: ${one.section}`).join(', ')} not signed` : `${signers.length} signatures hold`});
  }
  const pays = matrix.requirements.findIndex((requirement) => /per_1000$/.test(requirement.measure ?? ''));
  const newest = pays < 0 ? -1 : matrix.columns.findLastIndex((_, i) => matrix.cells[pays][i]);
  if (newest >= 0 && !known.has('viability')) {
    const cell = matrix.cells[pays][newest], {id, unit, difference} = matrix.requirements[pays];
    more.push({station: 'viability', state: cell.outcome, says: `${id} ${amount(cell.value, unit, {sign: difference})} per 1,000, ${columnTitle(matrix.columns[newest])[0]}`});
  }
  if (endpoint && !known.has('serving')) more.push({station: 'serving', state: 'pass', says: `${endpoint.name}: ${endpoint.says}`});
  return [...told, ...more];
}
