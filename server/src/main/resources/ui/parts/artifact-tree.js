// The files of a run: folders open, texts, images, tables and JSON are shown, HTML only in a closed frame. Of a large
// file only the beginning is fetched; a download goes straight to the disk.
import {LitElement, html, nothing} from 'lit';
import {api, beginning, path, token} from '../api.js';
import {latest} from '../latest.js';
import {figure, size, text} from '../words.js';

const SHOWN_BYTES = 300_000;
const MOST_IMAGE_BYTES = 20_000_000;
const KINDS = [[/\.(png|jpe?g|gif|webp|svg)$/i, 'image'], [/\.(csv|tsv)$/i, 'table'], [/\.json$/i, 'json'], [/\.html?$/i, 'frame'], [/\.(txt|md|ya?ml|py|java|sql|log|toml|cfg|ini|xml|jsonl)$|MLmodel$/i, 'text']];

class ArtifactTree extends LitElement {
  static properties = {run: {attribute: false}, wanted: {attribute: false}, folder: {state: true}, files: {state: true}, shown: {state: true}};

  constructor() {
    super();
    this.run = '';
    /** The file that the address names. */
    this.wanted = '';
    this.folder = '';
    /** @type {any[]|null} */
    this.files = null;
    /** @type {any} */
    this.shown = null;
    this.known = '';
    this.listing = latest();
    this.showing = latest();
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('run') && this.run !== this.known) {
      this.known = this.run;
      this.start();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
  }

  async start() {
    const {wanted} = this;
    this.forget();
    this.files = null;
    const files = await this.list(wanted.includes('/') ? wanted.slice(0, wanted.lastIndexOf('/')) : '');
    const file = files?.find((one) => one.path === wanted && !one.folder);
    if (file) this.show(file);
  }

  /** Nothing is shown, nor will be what is on its way. */
  forget() {
    if (this.shown?.url) URL.revokeObjectURL(this.shown.url);
    this.shown = null;
    return this.showing();
  }

  /** Lists a folder, unless another was asked for meanwhile. @param {string} folder @returns {Promise<any[]|null>} */
  async list(folder) {
    const newest = this.listing();
    const found = await api.get(path(['runs', this.run, 'files'], {folder})).catch((failure) => ({trouble: failure.message}));
    if (!newest()) return null;
    this.folder = folder;
    this.files = found.files ?? [];
    if (found.trouble) this.say(found.trouble);
    return this.files;
  }

  /** @param {string} trouble */
  say(trouble) {
    this.forget();
    this.shown = {trouble};
  }

  /** @param {string} file */
  address(file) {
    return path(['runs', this.run, 'files', ...file.split('/')]);
  }

  /** @param {any} file */
  async show(file) {
    const newest = this.forget();
    this.shown = {file, kind: 'reading'};
    this.dispatchEvent(new CustomEvent('chosen', {detail: file.path}));
    const kind = KINDS.find(([pattern]) => /** @type {RegExp} */ (pattern).test(file.path))?.[1] ?? 'other';
    const large = file.sizeBytes > (kind === 'image' ? MOST_IMAGE_BYTES : SHOWN_BYTES);
    if (Number(file.sizeBytes) === 0) {
      this.shown = {file, kind: 'empty'};
      return;
    }
    if (kind === 'other' || (kind === 'image' && large)) {
      this.shown = {file, kind: 'other'};
      return;
    }
    try {
      if (kind === 'image') {
        const blob = await (await api.raw(this.address(file.path))).blob();
        if (newest()) this.shown = {file, kind, url: URL.createObjectURL(new Blob([blob], {type: file.path.endsWith('.svg') ? 'image/svg+xml' : ''}))};
      } else if (kind === 'frame' && !token.read()) {
        this.shown = {file, kind, src: this.address(file.path) + '?show=frame'};
      } else {
        const body = await beginning(this.address(file.path), SHOWN_BYTES);
        if (newest()) this.shown = {file, kind, body, cut: large};
      }
    } catch (failure) {
      if (newest()) this.shown = {file, trouble: failure.message};
    }
  }

  /** Keeps a file that needs the token; without one the browser downloads it by itself. @param {Event} event @param {string} file */
  async keep(event, file) {
    if (!token.read()) return;
    event.preventDefault();
    try {
      const url = URL.createObjectURL(await (await api.raw(this.address(file))).blob());
      Object.assign(document.createElement('a'), {href: url, download: file.split('/').at(-1)}).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (failure) {
      this.say(`${file} was not downloaded. ${failure.message}`);
    }
  }

  /** @param {any} file @param {string} look */
  download(file, look = '') {
    return html`<a class=${look} href=${this.address(file.path)} download=${file.path.split('/').at(-1)} aria-label=${`Download ${file.path}`} @click=${(event) => this.keep(event, file.path)}>Download</a>`;
  }

  render() {
    if (this.files === null) return html`<p class="soft">Reading…</p>`;
    const up = this.folder.includes('/') ? this.folder.slice(0, this.folder.lastIndexOf('/')) : '';
    if (!this.files.length && !this.folder) return html`<p class="soft">${this.shown?.trouble ?? 'This run kept no files. The run whose model was registered keeps its package and its evaluation.'}</p>`;
    return html`<div class="halves"><ul class="files">${this.folder ? html`<li><button class="plain" @click=${() => this.list(up)}>↑ ${text(this.folder, 80)}</button></li>` : nothing}
      ${this.files.map((file) => html`<li>${file.folder ? html`<button class="plain" @click=${() => this.list(file.path)}>▸ ${text(file.path.split('/').at(-1), 60)}/</button>`
        : html`<button class="plain" aria-pressed=${this.shown?.file?.path === file.path} @click=${() => this.show(file)}>${text(file.path.split('/').at(-1), 60)}</button> <span class="faint">${size(Number(file.sizeBytes))}</span> ${this.download(file)}`}</li>`)}</ul>${this.viewer()}</div>`;
  }

  viewer() {
    const {shown} = this;
    if (!shown) return html`<p class="soft">Choose a file to see it.</p>`;
    if (shown.trouble) return html`<p class="fail mark" role="alert">✕ ${shown.trouble}</p>`;
    const {file} = shown;
    const name = html`<h3>${text(file.path, 120)}</h3>${shown.cut ? html`<p class="soft small">The first ${size(SHOWN_BYTES)} of ${size(file.sizeBytes)}.</p>` : nothing}`;
    switch (shown.kind) {
      case 'image': return html`<div>${name}<div class="artifact"><img src=${shown.url} alt=${file.path} @error=${() => this.shown === shown && (this.shown = {file, kind: 'broken'})}></div></div>`;
      case 'broken': return html`<div>${name}<p class="soft" role="status">This image cannot be shown: it is not complete, or not of the kind that its name says.</p><div class="buttons">${this.download(file, 'button')}</div></div>`;
      case 'reading': return html`<div>${name}<p class="soft" role="status">Reading…</p></div>`;
      case 'empty': return html`<div>${name}<p class="soft" role="status">This file is empty.</p></div>`;
      case 'frame': return shown.src ? html`<div>${name}<iframe class="artifact" sandbox="" title=${file.path} src=${shown.src}></iframe></div>` : html`<div>${name}<iframe class="artifact" sandbox="" title=${file.path} .srcdoc=${shown.body}></iframe></div>`;
      case 'table': return html`<div>${name}${this.table(rows(shown.body, file.path.endsWith('.tsv') ? '\t' : ','), file)}</div>`;
      case 'json': return html`<div>${name}<pre class="artifact" tabindex="0">${shown.cut ? shown.body : pretty(shown.body)}</pre></div>`;
      case 'text': return html`<div>${name}<pre class="artifact" tabindex="0">${shown.body}</pre></div>`;
      default: return html`<div>${name}<p class="soft">${size(Number(file.sizeBytes))} (${figure(Number(file.sizeBytes))} bytes); not shown here.</p><div class="buttons">${this.download(file, 'button')}</div></div>`;
    }
  }

  /** @param {string[][]} lines @param {any} file */
  table(lines, file) {
    const [head = [], ...body] = lines;
    return html`<div class="artifact scroll" tabindex="0" role="group" aria-label=${file.path}><table class="rows"><thead><tr>${head.slice(0, 60).map((cell) => html`<th>${text(cell, 60)}</th>`)}</tr></thead><tbody>${body.slice(0, 200).map((row) => html`<tr>${row.slice(0, 60).map((cell) => html`<td>${text(cell, 80)}</td>`)}</tr>`)}</tbody></table></div>${body.length > 200 ? html`<p class="soft small">The first 200 rows.</p>` : nothing}`;
  }
}
customElements.define('artifact-tree', ArtifactTree);

/** JSON with a line for each value. Each value stays as it is written: a long number would lose digits as a number of
 * the browser. @param {string} body */
function pretty(body) {
  try {
    JSON.parse(body);
  } catch {
    return body;
  }
  let depth = 0;
  const line = (/** @type {number} */ by) => '\n' + '  '.repeat(depth += by);
  return body.replace(/"(?:[^"\\]|\\.)*"|[[{]\s*[\]}]|[[\]{},:]|[^\s"[\]{},:]+|\s+/g, (part) => {
    if (/^\s/.test(part)) return '';
    if (/^[[{]\s*[\]}]$/.test(part)) return part[0] + part.at(-1);
    if (part === '{' || part === '[') return part + line(1);
    if (part === '}' || part === ']') return line(-1) + part;
    return part === ',' ? ',' + line(0) : part === ':' ? ': ' : part;
  });
}

/** Separated values, quotes and line breaks inside them understood. @param {string} body @param {string} separator */
function rows(body, separator) {
  const lines = [];
  let line = [], cell = '', quoted = false;
  for (let i = 0; i < body.length && lines.length < 202; i++) {
    const c = body[i];
    if (quoted) {
      if (c === '"' && body[i + 1] === '"') { cell += '"'; i++; } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) { line.push(cell); cell = ''; } else if (c === '\n') { line.push(cell.replace(/\r$/, '')); lines.push(line); line = []; cell = ''; } else cell += c;
  }
  if (cell || line.length) lines.push([...line, cell]);
  return lines;
}
