// Registered models and their versions; aliases say which one is meant.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {count, figure, percent, short, size, text, when} from '../words.js';
import {go, inProject} from '../route.js';
import {act} from '../parts/act-dialog.js';
import {quoted} from '../parts/copy-command.js';
import {upload} from '../upload.js';
import {ended} from '../job.js';

const SHOWN = 50;

class ModelsPage extends Page {
  constructor() {
    super();
    /** @type {any[]} */
    this.endpoints = [];
    /** Models that are not shown. */
    this.left = 0;
  }

  async load() {
    const {project, id} = this.route;
    const [{models = []}, endpoints] = await Promise.all([id ? {models: []} : api.get(path(['models'], {project})), api.maybe(path(['endpoints']))]);
    this.endpoints = endpoints?.endpoints ?? [];
    if (id) return [await api.get(path(['models', id]))];
    this.left = Math.max(0, models.length - SHOWN);
    const all = await Promise.all(models.slice(0, SHOWN).map((model) => api.maybe(path(['models', model.name]))));
    return this.ofProject(all.filter((model) => model && (!project || model.versions.some((version) => version.project === project))));
  }

  concerns({kind}) {
    return /model|story|endpoint/.test(kind);
  }

  tabTitle() {
    return 'Models';
  }

  /** A model trained elsewhere, from files of this machine, is judged and becomes the next version. */
  register() {
    const {project} = this.route;
    act({title: 'Register a model', button: 'Register', reason: 'none', needs: 'write', project, action: 'model.register', done: () => this.reload(),
      fields: [{name: 'file', label: 'A file: XGBoost, LightGBM or ONNX', type: 'file'}, {name: 'folder', label: 'Or a folder: a package of Trefoil, or one that MLflow wrote', type: 'folder'}],
      command: `./trefoil models register PATH --of ${quoted(project)}`, says: `The files go to the server. They are packed, judged on the hold-out rows of ${project} against every requirement, and become its next version. No endpoint is changed by it.`,
      run: async (_why, _fields, files, says) => {
        if (!files.length) throw new Error('Choose a file or a folder first.');
        says(`sending ${count(files.length, 'file')}`);
        const name = files[0].webkitRelativePath.split('/')[0] || files[0].name;
        const made = await ended(await api.post(path(['projects', project, 'registrations']), {name, files: await upload(files)}), says);
        go(inProject(project, 'models', made.model, made.version));
      }});
  }

  /** Where versions of these models answer, and with how much of the traffic. */
  get answers() {
    const names = new Set(this.data.map((model) => model.name));
    return this.endpoints.filter((endpoint) => names.has(endpoint.model)).flatMap((endpoint) => (endpoint.arms ?? []).filter((arm) => arm.share > 0).map((arm) => ({endpoint, arm: arm.arm, share: arm.share})));
  }

  command() {
    return this.route.id ? `./trefoil models show ${quoted(this.route.id)}` : './trefoil models list';
  }

  page() {
    const versions = this.data.flatMap((model) => model.versions);
    const {answers} = this;
    const newest = versions.toSorted((a, b) => String(b.created).localeCompare(String(a.created)))[0];
    return html`${this.heading('Models', html`<p class="says">${this.data.length ? html`${count(this.data.length, 'model')} with ${count(versions.length, 'version')}; the newest is version ${newest?.version}, ${when(newest?.created)}.${answers.slice(0, 6).map(({endpoint, arm, share}, i) => html`${i ? ',' : ''} ${text(arm, 40)} answers ${share === 1 ? 'every request' : percent(share)} at <a href=${inProject(this.route.project || endpoint.project, 'endpoints', endpoint.name)}>${text(endpoint.name, 60)}</a>`)}${answers.length ? '.' : ''}` : 'No model is registered yet.'}</p>`, this.route.project ? html`<button @click=${() => this.register()}>Register a model…</button>` : nothing)}
      ${this.data.map((model) => html`<section class="card" aria-label=${model.name}><h2>${text(model.name, 80)}</h2><div class="scroll" tabindex="0" role="group" aria-label=${`Versions of ${model.name}`}><table class="rows"><thead><tr><th>Version</th><th>Answers</th><th>Aliases</th><th>Kind</th><th>Source</th><th>Run</th><th>Dataset</th><th class="number">Size</th><th>Made</th></tr></thead><tbody>
        ${model.versions.map((v) => html`<tr><td><a href=${inProject(this.route.project || v.project || '', 'models', model.name, v.version)}><b>Version\u00a0${v.version}</b></a></td>
          <td>${answers.filter(({endpoint, arm}) => endpoint.model === model.name && arm === `v${v.version}`).map(({endpoint, share}) => html`<span class="pill live">${text(`${percent(share)} at ${endpoint.name}`, 60)}</span> `)}</td>
          <td>${Object.entries(model.aliases ?? {}).filter(([, n]) => Number(n) === v.version).map(([alias]) => html`<span class="pill wait">${text(alias, 30)}</span> `)}</td><td>${text(v.provenance?.kind, 30)}</td><td>${text(v.provenance?.source, 30)}</td>
          <td>${v.provenance?.run ? html`<a href=${inProject(this.route.project || v.project || '', 'runs', v.provenance.run)}><code>${short(v.provenance.run)}</code></a>` : nothing}</td><td>${v.provenance?.dataset ? html`<a href=${inProject(this.route.project || v.project || '', 'data') + `?dataset=${v.provenance.dataset}`}><code title=${v.provenance.dataset}>${short(v.provenance.dataset)}</code></a>` : nothing}</td>
          <td class="number">${v.provenance?.sizeBytes ? size(v.provenance.sizeBytes) : figure(null)}</td><td>${when(v.created)}</td></tr>`)}</tbody></table></div></section>`)}
      ${this.left ? html`<p class="soft">${count(this.left, 'more model')}: <code>${'./trefoil models list'}</code> names them all; one by its name is at <code>/models/NAME</code>.</p>` : nothing}
      ${this.data.length ? nothing : html`<section class="card">${this.empty('A model is registered when a trip round the loop passes its gate' + (this.route.project ? ', or from a folder, with the button above' : '') + '. The trip:', './trefoil run')}</section>`}`;
  }
}
customElements.define('models-page', ModelsPage);
