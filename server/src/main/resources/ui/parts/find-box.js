// Finds a page, run, model, endpoint or requirement by typing; opened with /.
import {LitElement, html, nothing} from 'lit';
import {api, path} from '../api.js';
import {PROJECT_PAGES, go, inProject} from '../route.js';
import {latest} from '../latest.js';
import {text} from '../words.js';

class FindBox extends LitElement {
  static properties = {shown: {state: true}, found: {state: true}, at: {state: true}, gathering: {state: true}, asking: {state: true}};

  constructor() {
    super();
    this.shown = false;
    /** @type {{kind: string, name: string, href: string}[]} */
    this.found = [];
    this.at = 0;
    this.project = '';
    /** @type {any[]} */
    this.all = [];
    this.gathering = this.asking = false;
    this.opening = latest();
    this.turn = 0;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {string} project */
  async open(project) {
    this.project = project;
    this.shown = true;
    this.found = this.all = [];
    this.gathering = true;
    this.asking = false;
    this.turn++;
    const newest = this.opening();
    await this.updateComplete;
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
    if (!dialog.open) dialog.showModal();
    const all = await this.gather();
    if (!newest()) return;
    this.all = all;
    this.gathering = false;
    this.seek(/** @type {HTMLInputElement} */ (this.querySelector('input'))?.value ?? '');
  }

  async gather() {
    const pages = /** @type {any[]} */ (this.project ? [...PROJECT_PAGES] : []).map(([word, title]) => ({kind: 'page', name: title, href: inProject(this.project, ...(word ? [word] : []))}));
    const {project} = this;
    const [projects, models, endpoints, status, datasets] = await Promise.all([['projects'], ['models'], ['endpoints'], ...(project ? [['projects', project, 'status'], ['projects', project, 'datasets']] : [])].map((parts) => api.maybe(path(parts)).catch(() => null)));
    const newest = (datasets?.datasets ?? []).map((one) => ({...one.content, ...one})).toSorted((a, b) => (b.number ?? 0) - (a.number ?? 0))[0];
    return [...pages,
      ...(projects?.projects ?? []).map((p) => p.name ?? p.project).map((name) => ({kind: 'project', name, href: inProject(name)})),
      ...(status?.requirements ?? []).map((r) => ({kind: 'requirement', name: `${r.id} ${r.says ?? ''}`, href: inProject(project) + `?trend=${encodeURIComponent(r.id)}`})),
      ...(newest?.columns ?? []).map((c) => ({kind: 'column', name: String(c.name), href: inProject(project, 'data') + `?column=${encodeURIComponent(c.name)}`})),
      ...(models?.models ?? []).map((m) => ({kind: 'model', name: m.name, href: inProject(this.project, 'models', m.name)})),
      ...(endpoints?.endpoints ?? []).map((e) => ({kind: 'endpoint', name: e.name, href: inProject(e.project ?? this.project, 'endpoints', e.name)}))];
  }

  /** @param {string} typed */
  async seek(typed) {
    const word = typed.trim().toLowerCase();
    const turn = ++this.turn;
    this.found = this.all.filter((item) => item.name.toLowerCase().includes(word)).slice(0, 12);
    this.at = 0;
    this.asking = Boolean(word && this.project);
    if (!this.asking) return;
    const filter = /^[0-9a-f]{6,32}$/.test(word) ? `attributes.run_id LIKE '${word}%'` : `attributes.run_name ILIKE '%${word.replaceAll("'", "''")}%'`;
    const runs = await api.get(path(['runs'], {project: this.project, filter, limit: 8})).catch(() => null);
    if (turn !== this.turn) return;
    this.asking = false;
    if (runs?.runs?.length) {
      this.found = [...this.found, ...runs.runs.map((run) => ({kind: 'run', name: run.name || run.id, href: inProject(this.project, 'runs', run.id)}))];
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === 'ArrowDown') this.at = Math.min(this.found.length - 1, this.at + 1);
    else if (event.key === 'ArrowUp') this.at = Math.max(0, this.at - 1);
    else if (event.key === 'Enter' && this.found[this.at]) this.take(this.found[this.at].href);
    else return;
    event.preventDefault();
  }

  /** @param {string} href */
  take(href) {
    this.querySelector('dialog')?.close();
    go(href);
  }

  render() {
    if (!this.shown) return nothing;
    return html`<dialog aria-label="Find" @close=${() => (this.shown = false)}>
      <input role="combobox" aria-expanded="true" aria-controls="found" aria-activedescendant=${this.found.length ? `found-${this.at}` : nothing} aria-label="Find a page, run, model, column or requirement" placeholder="Type a name…"
        @input=${(event) => this.seek(event.target.value)} @keydown=${this.key}>
      <ul id="found" role="listbox" aria-label="Found">${this.found.map((item, i) => html`<li id=${`found-${i}`} role="option" aria-selected=${i === this.at} @click=${() => this.take(item.href)}>
        <span class="pill ${i === this.at ? 'live' : 'wait'}">${item.kind}</span> ${text(item.name, 80)}</li>`)}</ul>
      ${this.found.length ? nothing : html`<p class="soft" role="status">${this.gathering || this.asking ? 'Looking…' : 'Nothing by that name.'}</p>`}</dialog>`;
  }
}
customElements.define('find-box', FindBox);
