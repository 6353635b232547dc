// One address: traffic, rollout with its steps and verdicts, windows, drift, latency, the account of rows, try it.
import {html, svg, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {flatVerdict} from '../matrix.js';
import {amount, capital, count, figure, latency, percent, pill, text, verdict, when, windowName} from '../words.js';
import {inProject, keep} from '../route.js';
import {rolloutButtons} from '../parts/rollout-acts.js';
import {driftMap} from '../parts/drift-map.js';
import '../parts/rollout-steps.js';
import '../parts/window-chart.js';
import '../parts/try-form.js';
import {quoted} from '../parts/copy-command.js';

/** The last rows of a burst are stored untold: they are counted once more after that time. */
const TOLD_EVERY_MS = 1500;

class EndpointPage extends Page {
  static properties = {unknown: {state: true}};

  constructor() {
    super();
    /** Ids with truth but without a prediction. */
    this.unknown = 0;
    this.counting = 0;
  }

  async load() {
    const name = this.route.id;
    const endpoint = await api.get(path(['endpoints', name]));
    if (!this.route.project) this.route.project = endpoint.project;
    if (!this.data) this.countUnknown(name);
    const [account, rollouts, windows] = await Promise.all([api.maybe(path(['endpoints', name, 'account'], {unknown: false})), api.maybe(path(['endpoints', name, 'rollouts'])),
      endpoint.project ? api.maybe(path(['projects', endpoint.project, 'windows'])) : null]);
    return {endpoint, account: account ?? {}, rollouts: rollouts?.rollouts ?? [], requirements: windows?.requirements ?? [], windows: (windows?.windows ?? []).map((window) => ({...window, verdicts: (window.verdicts ?? []).map(flatVerdict)})).toSorted((a, b) => String(a.from).localeCompare(String(b.from)))};
  }

  /** @param {string} endpoint */
  captured(endpoint) {
    if (endpoint !== this.route.id) return;
    clearTimeout(this.counting);
    this.count();
    this.counting = window.setTimeout(() => this.count(), TOLD_EVERY_MS);
  }

  async count() {
    const account = await api.maybe(path(['endpoints', this.route.id, 'account'], {unknown: false})).catch(() => null);
    if (account && this.data) this.data = {...this.data, account};
  }

  /** Reads all truth that there is: once, and nothing waits for it. @param {string} name */
  async countUnknown(name) {
    this.unknown = (await api.maybe(path(['endpoints', name, 'account'])).catch(() => null))?.truthUnknown ?? 0;
  }

  tabTitle() {
    return `${this.route.id}, an endpoint`;
  }

  command() {
    return `./trefoil rollout status ${quoted(this.route.id)}`;
  }

  page() {
    const {endpoint, rollouts, windows} = this.data;
    const past = rollouts.filter((rollout) => rollout.id !== endpoint.rollout?.id);
    return html`${this.heading(endpoint.name, html`<span class="pill live">endpoint</span><p>model <a href=${inProject(endpoint.project, 'models', endpoint.model)}>${text(endpoint.model, 60)}</a> · changed ${when(endpoint.changed)}</p>`)}
      <section class="card now" aria-labelledby="now-title"><h2 id="now-title">Now</h2><p class="says">${this.sentence()}</p>${this.split(endpoint)}
        ${endpoint.rollout ? html`<rollout-steps .rollout=${endpoint.rollout}></rollout-steps>${this.decisions(endpoint.rollout)}` : nothing}
        <div class="buttons">${rolloutButtons(endpoint, () => this.reload())}</div></section>
      <section class="card" aria-labelledby="account-title"><h2 id="account-title">Where every row went</h2>${this.account()}</section>
      <section class="card" aria-labelledby="windows-title"><h2 id="windows-title">Windows</h2>${windows.length ? this.windows(windows) : this.empty('A window closes when event time passes its end. Send predictions, and their truth when it is known:', `./trefoil truth ${quoted(endpoint.name)} truth.csv`)}</section>
      ${windows.some((window) => window.drift?.length) ? html`<section class="card" aria-labelledby="drift-title"><h2 id="drift-title">Drift: how far each feature is from what the model was fitted on</h2>${driftMap(windows)}</section>` : nothing}
      <section class="card" aria-labelledby="try-title"><h2 id="try-title">Try it</h2><try-form .endpoint=${endpoint} .at=${this.data.account.watermark ?? ''}></try-form></section>
      ${past.length ? html`<section class="card" aria-labelledby="past-title"><h2 id="past-title">Earlier rollouts</h2>${past.map((rollout) => html`<details><summary>${pill(this.stateOf(rollout))} ${rollout.candidate} against ${rollout.baseline}, ${when(rollout.createdAt)}</summary><rollout-steps .rollout=${rollout}></rollout-steps>${this.decisions(rollout)}</details>`)}</section>` : nothing}`;
  }

  /** @param {any} rollout */
  stateOf(rollout) {
    return {done: 'pass', rolled_back: 'fail', aborted: 'fail', running: 'running', waiting: 'inconclusive'}[String(rollout.state).toLowerCase()] ?? 'waiting';
  }

  sentence() {
    const {endpoint, account} = this.data;
    const shares = (endpoint.arms ?? []).filter((arm) => arm.share > 0).map((arm) => `${arm.arm} answers ${percent(arm.share)}`).join(', ');
    const {rollout} = endpoint;
    const at = rollout ? `; ${rollout.candidate} is at step ${rollout.step + 1} of ${rollout.plan?.steps?.length ?? '?'}${String(rollout.state).toLowerCase() === 'waiting' ? ' and waits for a person' : ''}` : '';
    const truth = account.stored ? ` The truth of ${percent(Math.min(1, account.truth / account.stored))} of ${figure(account.stored)} predictions is in.` : ' No prediction has been stored yet.';
    return html`${shares || 'Nothing answers'}${endpoint.shadow ? ', all arms score every row in shadow' : ''}${at}.${truth}`;
  }

  /** @param {any} endpoint */
  split(endpoint) {
    let from = 0;
    const arms = (endpoint.arms ?? []).filter((arm) => arm.share > 0);
    return html`<svg class="split-bar" viewBox="0 0 100 26" preserveAspectRatio="none" role="img" aria-label=${`Traffic: ${endpoint.says}`}>${arms.map((arm, i) => {
      const bar = svg`<rect x=${from * 100} width=${arm.share * 100} y="0" height="26" class="series-${i % 4} flat" opacity=".55"><title>${arm.arm} ${percent(arm.share)}</title></rect>`;
      from += arm.share;
      return bar;
    })}</svg><div class="legend">${arms.map((arm, i) => html`<span class="pill wait"><svg width="10" height="10" aria-hidden="true">${svg`<rect width="10" height="10" class="series-${i % 4} flat" opacity=".55"/>`}</svg>${text(arm.arm, 40)} ${percent(arm.share)}</span>`)}</div>`;
  }

  /** @param {any} rollout */
  decisions(rollout) {
    if (!rollout.decisions?.length) return nothing;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="What was decided"><table class="rows"><thead><tr><th>When</th><th>Decided</th><th>At step</th><th class="number">Rows</th><th>Why</th><th>Guardrails</th><th>By</th></tr></thead><tbody>
      ${rollout.decisions.toReversed().map((decision) => html`<tr><td>${when(decision.at)}</td><td>${capital(decision.action)}</td><td>${decision.step + 1}</td><td class="number">${figure(decision.rows)}</td><td>${text(decision.says, 300)}</td>
        <td>${(decision.guardrails ?? []).map((g) => html`<div class="small"><span class="${verdict(g.outcome).look} mark">${verdict(g.outcome).sign}</span> ${text(g.id, 40)} ${g.id === 'sample-ratio' ? html`${percent(Math.abs(g.value))} off the plan` : html`${figure(g.value, {sign: true})} (${figure(g.low)} – ${figure(g.high)}), margin ${figure(g.margin)}`} <span class="faint">${text(g.method, 60)}</span></div>`)}</td><td>${text(decision.who, 40)}</td></tr>`)}</tbody></table></div>`;
  }

  account() {
    const {account} = this.data;
    const gateway = account.gateway ?? {}, capture = account.capture ?? {};
    const p99 = quantile(gateway.latencyBuckets, .99);
    const facts = [
      gateway.received === undefined ? null : [figure(gateway.received), `received = ${sum([['scored', gateway.scored], ['shed', gateway.shed], ['failed', gateway.failed], ['refused', gateway.refused]])}`],
      capture.offered === undefined ? null : [figure(capture.offered), `captured at all endpoints = ${sum([['stored', capture.stored], ['under way', capture.waiting], ['gaps', capture.gaps]])}`],
      [figure(account.stored ?? 0), `predictions stored${account.repeated ? `, ${figure(account.repeated)} came twice` : ''}`],
      [figure(account.truth ?? 0), `truths known${this.unknown ? `; ${figure(this.unknown)} of unknown ids are kept aside` : ''}`],
      p99 === null ? null : [`≤ ${latency(p99 / 1e6)}`, `for 99 % of ${figure(gateway.requests)} requests since the server started`],
      account.watermark ? [String(account.watermark).slice(0, 10), 'event time has come so far'] : null,
    ].filter((fact) => fact !== null);
    return html`<div class="facts">${facts.map(([value, says]) => html`<div><b>${value}</b><span>${says}</span></div>`)}</div>${latencies(gateway.latencyBuckets)}`;
  }

  /** One requirement over the windows, with its band. @param {any[]} windows @param {string[]} ids @param {Map<string, any>} asked */
  chart(windows, ids, asked) {
    const wanted = this.route.query.get('trend');
    const id = ids.find((one) => one === wanted) ?? ids[0];
    if (!id) return nothing;
    const points = windows.map((window) => ({...(window.verdicts.find((one) => one.requirement === id && !one.group) ?? {}), label: windowName(window.label), subject: window.arm ?? '', matured: window.rows ? window.matured / window.rows : 1}));
    const choose = (/** @type {string} */ one) => { this.route.query.set('trend', one); keep({trend: one}); this.requestUpdate(); };
    return html`<div class="buttons" role="group" aria-label="Requirement in the chart">${ids.map((one) => html`<button class="plain" aria-pressed=${one === id} @click=${() => choose(one)}>${one}</button>`)}<span class="soft small">${text(asked.get(id)?.says ?? '', 80)}</span></div><window-chart .requirement=${asked.get(id) ?? {id}} .points=${points}></window-chart>`;
  }

  /** @param {any[]} windows */
  windows(windows) {
    const ids = [...new Set(windows.flatMap((window) => (window.verdicts ?? []).map((v) => v.requirement)))];
    const asked = new Map(this.data.requirements.map((requirement) => [requirement.id, requirement]));
    return html`${this.chart(windows, ids, asked)}<div class="scroll" tabindex="0" role="group" aria-label="Windows, a table"><table class="rows"><thead><tr><th>Window</th><th>Version</th><th class="number">Rows</th><th class="number">Truth in</th>${ids.map((id) => html`<th title=${asked.get(id)?.asks ?? nothing}>${text(id, 30)}</th>`)}<th>Moved</th></tr></thead><tbody>
      ${windows.toReversed().map((window) => { const drift = [...new Set((window.drift ?? []).map((d) => d.column))]; const moved = [...new Set((window.drift ?? []).filter((d) => d.drifted).map((d) => d.column))];
        return html`<tr><td title=${`${String(window.from).slice(0, 10)} to ${String(window.until).slice(0, 10)}`}>${windowName(window.label)}</td><td>${text(window.arm ?? window.subject ?? '', 20)}</td><td class="number">${figure(window.rows)}</td><td class="number">${percent(window.rows ? window.matured / window.rows : null)}</td>
        ${ids.map((id) => { const v = window.verdicts.find((one) => one.requirement === id && !one.group) ?? window.verdicts.find((one) => one.requirement === id); return html`<td>${v ? html`<a class="bare" href=${inProject(this.data.endpoint.project) + `?cell=${encodeURIComponent(`${id}.live~${window.label}`)}`}>${pill(v.outcome, Number.isFinite(v.value) ? amount(v.value, asked.get(id)?.unit, {sign: asked.get(id)?.difference}) : id)}</a>` : nothing}</td>`; })}
        <td title=${moved.join(', ')}>${drift.length ? `${moved.length} of ${count(drift.length, 'column')}` : nothing}</td></tr>`; })}</tbody></table></div>`;
  }
}
customElements.define('endpoint-page', EndpointPage);

/** Requests by the time they took; the buckets grow by a quarter. @param {Record<string, number>|undefined} buckets */
function latencies(buckets) {
  const bars = Object.entries(buckets ?? {}).map(([edge, n]) => [Number(edge) / 1e6, n]).sort((a, b) => a[0] - b[0]);
  if (bars.length < 2) return nothing;
  const top = Math.max(...bars.map(([, n]) => n)), width = 600 / bars.length;
  return html`<figure class="plot" tabindex="0" aria-label="Latency of requests"><svg class="trend" viewBox="0 0 640 92" role="img" aria-label=${'Requests by latency: ' + bars.map(([edge, n]) => `${n} within ${latency(edge)}`).join(', ')}>
    ${bars.map(([edge, n], i) => svg`<rect class="series-0 flat" opacity=".75" x=${20 + i * width} width=${Math.max(1, width - 2)} y=${66 - 60 * n / top} height=${60 * n / top}><title>${count(n, 'request')} within ${latency(edge)}</title></rect>`)}
    ${bars.map(([edge], i) => (i % Math.ceil(bars.length / 8) ? nothing : svg`<text x=${20 + (i + .5) * width} y="84" text-anchor="middle">${latency(edge)}</text>`))}</svg></figure><p class="soft small">Requests by the time they took, since the server started.</p>`;
}

/** The parts of a sum that are not zero; the first two always. @param {[string, number|undefined][]} parts */
const sum = (parts) => parts.filter(([, n], i) => i < 2 || n).map(([word, n]) => `${figure(n ?? 0)} ${word}`).join(' + ');

/** The upper edge of the bucket that holds the quantile. @param {Record<string, number>|undefined} buckets @param {number} q */
function quantile(buckets, q) {
  const sorted = Object.entries(buckets ?? {}).map(([edge, n]) => [Number(edge), n]).sort((a, b) => a[0] - b[0]);
  const total = sorted.reduce((all, [, n]) => all + n, 0);
  let seen = 0;
  for (const [edge, n] of sorted) if ((seen += n) >= q * total && total > 0) return edge;
  return null;
}
