// What a verdict rests on: value, interval and bound in the large; n, method, rows, run, signature.
import {LitElement, html, svg, nothing} from 'lit';
import {amount, figure, interval, pill, short, text, verdict, when, windowName} from '../words.js';
import {inProject} from '../route.js';
import {curl} from './copy-command.js';

/** @param {any} at */
const day = (at) => String(at ?? '').slice(0, 10);

/** A number that rounds to the bound is shown as far as it differs from it. @param {number} value @param {number} bound @param {string} unit */
function near(value, bound, unit) {
  if (value === bound || amount(value, unit) !== amount(bound, unit)) return amount(value, unit);
  for (let digits = 2; digits < 16; digits++) {
    const text = value.toPrecision(digits);
    if (Number(text) !== Number(bound.toPrecision(digits))) return text.replace('-', '−').replace(/^(−?)0/, '$1') + (unit ? ` ${unit}` : '');
  }
  return amount(value, unit);
}

class EvidenceDrawer extends LitElement {
  static properties = {shown: {state: true}};

  constructor() {
    super();
    /** @type {any} */
    this.shown = null;
    this.closed = () => {};
  }

  createRenderRoot() {
    return this;
  }

  /** @param {any} evidence @param {() => void} closed */
  open(evidence, closed) {
    this.shown = evidence;
    this.closed = closed;
    this.updateComplete.then(() => {
      const dialog = /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
      if (!dialog.open) dialog.showModal();
    });
  }

  render() {
    if (!this.shown) return nothing;
    const {requirement, column, cell, project} = this.shown;
    const {word} = verdict(cell.outcome);
    const version = /^v?(\d+)/.exec(String(cell.version ?? column.version ?? ''))?.[1];
    const model = cell.model ?? column.model;
    const run = cell.run ?? column.run;
    const facts = [
      ['Where', {'hold-out': 'on rows kept apart (hold-out)', rollout: 'in the rollout, arm against arm', live: 'on live rows whose truth is in'}[column.where] ?? column.where],
      ['Window', column.where === 'live' ? `${windowName(column.window)}, from ${day(column.from)}` : column.where === 'rollout' ? `step ${windowName(column.window)}` : ''], ['Subject', column.subject], ['Rows', cell.n ? figure(cell.n) : ''], ['Clusters', cell.clusters && cell.clusters !== cell.n ? `${figure(cell.clusters)}: rows that belong together, such as those of one day, count as one` : ''],
      ['Matured', cell.matured === undefined ? '' : `${Math.round(cell.matured * 100)} % of the truth was in`],
      ['Measure', requirement.measures], ['Method', cell.method], ['Confidence', cell.confidence ? `${Math.round(cell.confidence * 100)} %, two-sided` : ''], ['Group', cell.group], ['Owner', requirement.owner],
    ].filter(([, value]) => value !== undefined && value !== null && value !== '');
    return html`<dialog class="side" aria-labelledby="evidence-title" @close=${() => { this.shown = null; this.closed(); }} @click=${(event) => event.target === event.currentTarget && event.currentTarget.close()}>
      <div class="title"><h1 id="evidence-title">${requirement.id} · ${text(requirement.says)}</h1></div>
      <p class="says">${pill(cell.outcome)} ${this.sentence(requirement, cell, word)}</p>
      ${Number.isFinite(cell.value) ? this.plot(cell, requirement.unit) : nothing}
      ${cell.reason ? html`<p>${text(cell.reason, 600)}</p>` : nothing}
      <dl class="pairs">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${text(value, 400)}</dd>`)}
        ${cell.at ? html`<dt>Judged</dt><dd>${when(cell.at)}</dd>` : nothing}
        ${run ? html`<dt>Run</dt><dd><a href=${inProject(project, 'runs', run)}><code>${short(run)}</code></a></dd>` : nothing}
        ${model && version ? html`<dt>Model</dt><dd><a href=${inProject(project, 'models', model, version)}>${model} version ${version}</a></dd>` : nothing}
        ${cell.inputs ? html`<dt>Rows’ digest</dt><dd>${column.where === 'hold-out' ? html`<a href=${inProject(project, 'data') + `?dataset=${cell.inputs}`}><code title=${cell.inputs}>${short(cell.inputs)}</code></a>` : html`<code title=${cell.inputs}>${short(cell.inputs)}</code>`}</dd>` : nothing}
        ${column.where === 'hold-out' ? nothing : html`<dt>More</dt><dd><a href=${inProject(project, 'endpoints')}>${column.where === 'rollout' ? 'the decisions of the rollout' : 'the windows, with truth and drift'}</a></dd>`}
        ${cell.charter ? html`<dt>Signed in</dt><dd><a href=${inProject(project, 'charter')}>charter <code>${short(cell.charter)}</code></a></dd>` : nothing}</dl>
      ${this.groups(cell, requirement)}
      <p class="soft">Pass: the whole interval is on the right side of the bound. Fail: the whole interval is on the wrong side. Inconclusive: the bound lies inside. No data is never a pass.</p>
      <div class="buttons"><copy-command .command=${curl(`/api/v1/projects/${encodeURIComponent(project)}/verdicts`)}></copy-command><button @click=${(event) => event.target.closest('dialog').close()}>Close</button></div></dialog>`;
  }

  /** @param {any} requirement @param {any} cell @param {string} word */
  sentence(requirement, cell, word) {
    if (!Number.isFinite(cell.value)) return html`There is no value yet: ${cell.reason || 'the truth of these rows is not in'}.`;
    const {unit, difference} = requirement;
    return html`The ${/better than/.test(requirement.asks ?? '') ? 'lead' : 'value'} is <b>${amount(cell.value, unit, {sign: difference})}</b>${Number.isFinite(cell.low) ? html`, and with ${Math.round((cell.confidence || .95) * 100)} % confidence between <b>${near(cell.low, cell.bound, unit)}</b> and <b>${near(cell.high, cell.bound, unit)}</b>` : nothing}${
      Number.isFinite(cell.bound) ? html`; asked for is ${requirement.asks ? html`“${requirement.asks}”` : amount(cell.bound, unit)}` : nothing}: ${word}.`;
  }

  /** @param {any} cell @param {string} unit */
  plot(cell, unit) {
    const bounds = Number.isFinite(cell.bound) ? (cell.side === 'within' ? [-cell.bound, cell.bound] : [cell.bound]) : [];
    const values = [cell.value, cell.low, cell.high, ...bounds].filter((v) => Number.isFinite(v));
    const low = Math.min(...values), high = Math.max(...values), room = (high - low || 1) * .15;
    const at = (/** @type {number} */ v) => 20 + 420 * (v - low + room) / (high - low + 2 * room);
    const {look} = verdict(cell.outcome);
    return html`<svg class="interval ${look} mark" viewBox="0 0 460 46" role="img" aria-label="Interval and bound">${svg`<line x1="20" x2="440" y1="22" y2="22" stroke="var(--line)"/>
      ${Number.isFinite(cell.low) ? svg`<rect x=${at(cell.low)} width=${Math.max(2, at(cell.high) - at(cell.low))} y="18" height="8" fill="currentColor" opacity=".5"/>` : nothing}
      <circle cx=${at(cell.value)} cy="22" r="6" fill="currentColor"/><text x=${at(cell.value)} y="42" text-anchor="middle">${amount(cell.value, unit)}</text>
      ${bounds.map((bound) => svg`<line x1=${at(bound)} x2=${at(bound)} y1="6" y2="34" stroke="var(--ink)" stroke-width="2"/><text x=${at(bound)} y="8" dx=${at(bound) > 380 ? -5 : 5} text-anchor=${at(bound) > 380 ? 'end' : 'start'}>bound ${amount(bound, unit)}</text>`)}`}</svg>`;
  }

  /** @param {any} cell @param {any} requirement */
  groups(cell, {unit}) {
    if (!cell.groups?.length) return nothing;
    return html`<h3>By group</h3><div class="scroll" tabindex="0" role="group" aria-label="By group"><table class="rows"><thead><tr><th>Group</th><th class="number">Value</th><th class="number">Interval</th><th class="number">n</th><th>Verdict</th></tr></thead>
      <tbody>${cell.groups.slice(0, 200).map((group) => html`<tr><td>${text(group.group, 60)}</td><td class="number">${amount(group.value, unit)}</td><td class="number">${interval(group, unit)}</td><td class="number">${figure(group.n)}</td><td>${pill(group.outcome)}</td></tr>`)}</tbody></table></div>`;
  }
}
customElements.define('evidence-drawer', EvidenceDrawer);
