// The files of a run: folders open, texts, images, tables and JSON are shown, HTML only in a closed frame.
import {LitElement, html, nothing} from 'lit';
import {api} from '../api.js';
import {size, text} from '../words.js';

const SHOWN_BYTES = 2_000_000;
const KINDS = [[/\.(png|jpe?g|gif|webp|svg)$/i, 'image'], [/\.(csv|tsv)$/i, 'table'], [/\.json$/i, 'json'], [/\.html?$/i, 'frame'], [/\.(txt|md|ya?ml|py|java|sql|log|toml|cfg|ini|xml)$|MLmodel$/i, 'text']];

class ArtifactTree extends LitElement {
  static properties = {run: {attribute: false}, folder: {state: true}, files: {state: true}, shown: {state: true}};

  constructor() {
    super();
    this.run = '';
    this.folder = '';
    /** @type {any[]|null} */
    this.files = null;
    /** @type {any} */
    this.shown = null;
    this.known = '';
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('run') && this.run !== this.known) {
      this.known = this.run;
      this.list('');
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
  }

  forget() {
    if (this.shown?.url) URL.revokeObjectURL(this.shown.url);
  }

  /** @param {string} folder */
  async list(folder) {
    this.folder = folder;
    const found = await api.maybe('/api/2.0/mlflow/artifacts/list?' + new URLSearchParams({run_id: this.run, ...(folder ? {path: folder} : {})})).catch((failure) => ({trouble: failure.message}));
    this.files = found?.files ?? [];
    this.shown = found?.trouble ? {trouble: found.trouble} : this.shown;
  }

  /** @param {string} file */
  address(file) {
    return '/get-artifact?' + new URLSearchParams({run_uuid: this.run, path: file});
  }

  /** @param {any} file */
  async show(file) {
    this.forget();
    const kind = KINDS.find(([pattern]) => /** @type {RegExp} */ (pattern).test(file.path))?.[1] ?? 'other';
    if (kind === 'other' || Number(file.file_size) > SHOWN_BYTES) {
      this.shown = {file, kind: 'other'};
      return;
    }
    try {
      const blob = await (await api.raw(this.address(file.path))).blob();
      this.shown = kind === 'image' ? {file, kind, url: URL.createObjectURL(new Blob([blob], {type: file.path.endsWith('.svg') ? 'image/svg+xml' : blob.type}))} : {file, kind, body: await blob.text()};
    } catch (failure) {
      this.shown = {file, trouble: failure.message};
    }
  }

  /** Keeps a file, with the token if there is one. @param {string} file */
  async keep(file) {
    const url = URL.createObjectURL(await (await api.raw(this.address(file))).blob());
    Object.assign(document.createElement('a'), {href: url, download: file.split('/').at(-1)}).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  render() {
    if (this.files === null) return html`<p class="soft">Reading…</p>`;
    const up = this.folder.includes('/') ? this.folder.slice(0, this.folder.lastIndexOf('/')) : '';
    if (!this.files.length && !this.folder) return html`<p class="soft">${this.shown?.trouble ?? 'This run kept no files.'}</p>`;
    return html`<div class="halves"><ul>${this.folder ? html`<li><button class="plain" @click=${() => this.list(up)}>↑ ${text(this.folder, 80)}</button></li>` : nothing}
      ${this.files.map((file) => html`<li>${file.is_dir ? html`<button class="plain" @click=${() => this.list(file.path)}>▸ ${text(file.path.split('/').at(-1), 60)}/</button>`
        : html`<button class="plain" @click=${() => this.show(file)}>${text(file.path.split('/').at(-1), 60)}</button> <span class="faint">${size(Number(file.file_size))}</span> <button class="plain" aria-label=${`Download ${file.path}`} @click=${() => this.keep(file.path)}>Download</button>`}</li>`)}</ul>${this.viewer()}</div>`;
  }

  viewer() {
    const {shown} = this;
    if (!shown) return html`<p class="soft">Choose a file to see it.</p>`;
    if (shown.trouble) return html`<p class="fail mark" role="alert">✕ ${shown.trouble}</p>`;
    const name = html`<h3>${text(shown.file.path, 120)}</h3>`;
    switch (shown.kind) {
      case 'image': return html`<div>${name}<div class="artifact"><img src=${shown.url} alt=${shown.file.path}></div></div>`;
      case 'frame': return html`<div>${name}<iframe class="artifact" sandbox="" title=${shown.file.path} .srcdoc=${shown.body}></iframe></div>`;
      case 'table': return html`<div>${name}<div class="artifact scroll" tabindex="0" role="group" aria-label=${shown.file.path}><table class="rows"><tbody>${rows(shown.body, shown.file.path.endsWith('.tsv') ? '\t' : ',').map((row) => html`<tr>${row.map((cell) => html`<td>${text(cell, 80)}</td>`)}</tr>`)}</tbody></table></div></div>`;
      case 'json': return html`<div>${name}<pre class="artifact" tabindex="0">${pretty(shown.body).slice(0, 200_000)}</pre></div>`;
      case 'text': return html`<div>${name}<pre class="artifact" tabindex="0">${shown.body.slice(0, 200_000)}</pre></div>`;
      default: return html`<div>${name}<p class="soft">${size(Number(shown.file.file_size))}; not shown here.</p><button @click=${() => this.keep(shown.file.path)}>Download</button></div>`;
    }
  }
}
customElements.define('artifact-tree', ArtifactTree);

/** @param {string} body */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** The first rows of a table; quotes are understood, line breaks inside them are not. @param {string} body @param {string} separator */
function rows(body, separator) {
  return body.split(/\r?\n/, 201).filter(Boolean).map((line) => [...line.matchAll(new RegExp(`(?:^|${separator})(?:"((?:[^"]|"")*)"|([^${separator}]*))`, 'g'))].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? ''));
}
