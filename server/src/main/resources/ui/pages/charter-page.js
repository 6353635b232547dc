// The charter as people read it, each section with its signatures; what changed since a section was signed.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {figure, pill, short, text, when} from '../words.js';
import {act} from '../parts/act-dialog.js';
import {quoted} from '../parts/copy-command.js';

/** Which parts of the resolved charter belong to a section. */
const PARTS = {
  problem: (c) => ({mode: c.design?.mode, ...(c.design?.problem ?? c.problem)}), requirements: (c) => c.design?.requirements ?? c.requirements, costs: (c) => c.design?.costs ?? c.costs,
  data: (c) => c.data, deployment: (c) => c.deployment, monitoring: (c) => c.monitoring,
};
const TITLES = {problem: 'Problem', requirements: 'Requirements', costs: 'Costs', data: 'Data', deployment: 'Deployment', monitoring: 'Monitoring'};

/** The signatories of a section, whichever way the server words them. @param {any} section */
function signatories(section) {
  return (section.signatories ?? section.signatures ?? []).map((one) => ({
    name: one.stakeholder ?? one.by, state: String(one.state ?? (one.current === false ? 'void' : 'signed')).toLowerCase(), at: one.last?.signedAt ?? one.at, why: one.last?.why ?? one.why, digest: one.last?.digest ?? one.digest,
  }));
}

class CharterPage extends Page {
  async load() {
    const told = await api.get(path(['projects', this.route.project, 'charter']));
    return {...told, ...told.version};
  }

  concerns({kind, value}) {
    return kind.startsWith('charter') || (kind === 'story' && value.project === this.route.project && value.station === 'design');
  }

  tabTitle() {
    return `Charter of ${this.route.project}`;
  }

  command() {
    return `./trefoil plan ${this.route.project}`;
  }

  page() {
    const {sections = [], charter = {}} = this.data;
    const waiting = sections.flatMap((section) => signatories(section).filter((one) => one.state !== 'signed').map((one) => ({section: section.section, ...one})));
    return html`${this.heading(`Charter ${this.data.number ?? ''}`, html`<p>submitted ${when(this.data.submitted)} by ${text(this.data.by, 40)}</p><code title=${this.data.digest ?? nothing}>${short(this.data.digest)}</code>`)}
      <section class="card" aria-label="How it stands"><p class="says">${waiting.length ? html`${waiting.map((one, i) => html`${i ? '; ' : ''}<b>${text(one.name, 40)}</b> ${one.state === 'void' ? 'has to sign' : 'has not signed'} ${TITLES[one.section]?.toLowerCase() ?? one.section}${one.state === 'void' ? ' again, it was edited since' : ''}`)}.`
        : 'Every signature that the charter asks for is there, and nothing was edited since.'}</p></section>
      <div class="halves">${sections.map((section) => this.section(section, charter))}</div>
      ${this.data.text ? html`<section class="card" aria-labelledby="file-title"><h2 id="file-title">The file</h2><pre tabindex="0">${this.data.text}</pre></section>` : nothing}`;
  }

  /** @param {any} section @param {any} charter */
  section(section, charter) {
    const part = (PARTS[section.section] ?? (() => undefined))(charter) ?? section.content;
    const signers = signatories(section);
    const id = `section-${section.section}`;
    return html`<section class="card" aria-labelledby=${id}><div class="title"><h2 id=${id}>${TITLES[section.section] ?? section.section}</h2><span class="end"><code class="faint" title=${section.digest}>${short(section.digest)}</code></span></div>
      ${section.section === 'requirements' ? this.requirements(part) : this.value(part)}
      <h3>Signatures</h3>${signers.length ? signers.map((one) => html`<p>${pill(one.state === 'signed' ? 'pass' : one.state === 'void' ? 'fail' : 'waiting', one.name)} ${one.state === 'signed' ? html`signed${one.at ? html` ${when(one.at)}` : nothing}${one.why ? html`: “${text(one.why, 200)}”` : nothing}`
        : one.state === 'void' ? html`signed what was there then${one.digest ? html` (<code>${short(one.digest)}</code>)` : nothing}; it was edited since` : 'has not signed yet'}
        ${one.state === 'signed' ? nothing : html`<button @click=${() => this.sign(section, one.name)}>Sign as ${text(one.name, 40)}</button>`}</p>`) : html`<p class="soft">Nobody signs this section.</p>`}</section>`;
  }

  /** @param {any} section @param {string} name */
  sign(section, name) {
    const {project} = this.route;
    act({title: `Sign ${TITLES[section.section] ?? section.section} as ${name}`, button: 'Sign', project, reason: 'optional', done: () => this.refresh(), command: `./trefoil sign ${section.section} --as ${quoted(name)}`,
      says: html`You vouch for this section as it is now, digest <code>${short(section.digest)}</code>. An edit of the section voids the signature; an edit elsewhere does not.`,
      run: (why) => api.post(path(['projects', project, 'signatures']), {stakeholder: name, sections: [section.section], why})});
  }

  /** @param {any} requirements */
  requirements(requirements) {
    if (!Array.isArray(requirements) || !requirements.length) return html`<p class="soft">None is written yet.</p>`;
    return html`<ul>${requirements.map((r) => html`<li><b>${text(r.id, 30)}</b> ${text(r.says, 200)}<br><span class="soft">${Object.entries(r).filter(([key, value]) => !['id', 'says', 'owner'].includes(key) && value !== null && value !== '').map(([key, value]) => `${key.replaceAll('_', ' ')} ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' · ')}</span></li>`)}</ul>`;
  }

  /** @param {any} value @returns {any} */
  value(value) {
    if (value === null || value === undefined || value === '') return html`<span class="faint">·</span>`;
    if (Array.isArray(value)) return value.length ? html`<ul>${value.slice(0, 300).map((item) => html`<li>${this.value(item)}</li>`)}</ul>` : html`<span class="faint">none</span>`;
    if (typeof value === 'object') return html`<dl class="pairs">${Object.entries(value).map(([key, item]) => html`<dt>${text(key.replaceAll('_', ' '), 60)}</dt><dd>${this.value(item)}</dd>`)}</dl>`;
    return text(typeof value === 'number' ? figure(value) : value, 1000);
  }
}
customElements.define('charter-page', CharterPage);
