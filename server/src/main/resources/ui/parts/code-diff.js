// What differed from the commit when a run was made: kept with the run, shown line by line.
import {LitElement, html, nothing} from 'lit';
import {api, beginning, path} from '../api.js';
import {count, figure} from '../words.js';

const MOST_BYTES = 200_000;

class CodeDiff extends LitElement {
  static properties = {run: {attribute: false}, commit: {attribute: false}, diff: {state: true}};

  constructor() {
    super();
    this.run = this.commit = '';
    /** The text; empty when nothing differed; null while it is read. @type {string|null} */
    this.diff = null;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (!changed.has('run')) return;
    const {run} = this;
    this.diff = null;
    read(run).then((diff) => run === this.run && (this.diff = diff), () => run === this.run && (this.diff = ''));
  }

  render() {
    return html`<section class="card" aria-labelledby="diff-title"><h2 id="diff-title">Code</h2>${this.diff === null ? html`<p class="soft" role="status">Reading…</p>` : this.shown(this.diff)}</section>`;
  }

  /** @param {string} diff */
  shown(diff) {
    const commit = this.commit && this.commit !== 'unknown' ? html`commit <code>${this.commit.slice(0, 80)}</code>` : null;
    if (!diff) return html`<p>${commit ? html`Made from ${commit}; nothing that differs from it was kept with this run.` : 'No commit was recorded: the project’s folder was not under git, or the client did not say. What was run is among the artifacts.'}</p>`;
    const lines = diff.split('\n');
    const files = lines.filter((line) => line.startsWith('diff --git ')).length;
    const added = lines.filter((line) => line.startsWith('+') && !line.startsWith('+++')).length;
    const gone = lines.filter((line) => line.startsWith('-') && !line.startsWith('---')).length;
    return html`<p>Made from ${commit ?? 'an unknown commit'} with changes in ${count(files, 'file')} that were not committed: <span class="pass mark">${figure(added)} added</span>, <span class="fail mark">${figure(gone)} taken out</span>.</p>
      <pre class="diff" tabindex="0" aria-label="What differs from the commit">${lines.map((line) => (line.startsWith('+') && !line.startsWith('+++') ? html`<ins>${line}</ins>\n` : line.startsWith('-') && !line.startsWith('---') ? html`<del>${line}</del>\n` : /^(diff |@@)/.test(line) ? html`<b>${line}</b>\n` : `${line}\n`))}</pre>
      ${diff.length >= MOST_BYTES ? html`<p class="soft">Only the first ${figure(MOST_BYTES)} bytes are shown; all of it is <code>code.diff</code> among the artifacts.</p>` : nothing}`;
  }
}
customElements.define('code-diff', CodeDiff);

/** What is kept as `code.diff`; empty when nothing is. @param {string} run @returns {Promise<string>} */
async function read(run) {
  const {files = []} = await api.get(path(['runs', run, 'files'], {folder: ''}));
  return files.some((/** @type {any} */ file) => file.path === 'code.diff') ? beginning(path(['runs', run, 'files', 'code.diff']), MOST_BYTES) : '';
}
