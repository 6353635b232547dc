// What differed from the commit when a run was made: kept with the run, shown line by line.
import {LitElement, html, nothing} from 'lit';
import {api, beginning, path} from '../api.js';
import {count, figure, size} from '../words.js';

const MOST_BYTES = 200_000;

class CodeDiff extends LitElement {
  static properties = {run: {attribute: false}, commit: {attribute: false}, diff: {state: true}, trouble: {state: true}};

  constructor() {
    super();
    this.run = this.commit = '';
    /** The text and the bytes of all of it; none when nothing differed; null while it is read. @type {{text: string, bytes: number}|null} */
    this.diff = null;
    this.trouble = '';
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (!changed.has('run')) return;
    const {run} = this;
    this.diff = null;
    this.trouble = '';
    read(run).then((diff) => run === this.run && (this.diff = diff), (failure) => run === this.run && (this.trouble = failure.message));
  }

  render() {
    return html`<section class="card" aria-labelledby="diff-title"><h2 id="diff-title">Code</h2>${this.trouble ? html`<p class="fail mark" role="alert">✕ Whether anything differed from the commit could not be read: ${this.trouble}</p>` : this.diff === null ? html`<p class="soft" role="status">Reading…</p>` : this.shown(this.diff)}</section>`;
  }

  /** @param {{text: string, bytes: number}} diff */
  shown({text, bytes}) {
    const commit = this.commit && this.commit !== 'unknown' ? html`commit <code>${this.commit.slice(0, 80)}</code>` : null;
    if (!text) return html`<p>${commit ? html`Made from ${commit}; nothing that differs from it was kept with this run.` : 'No commit was recorded: the project’s folder was not under git, or the client did not say. What was run is among the artifacts.'}</p>`;
    const lines = marked(text), of = (/** @type {string} */ mark) => lines.filter((line) => line.mark === mark).length;
    const cut = bytes > MOST_BYTES, atLeast = cut ? 'at least ' : '';
    return html`<p>Made from ${commit ?? 'an unknown commit'} with changes in ${atLeast}${count(of('file'), 'file')} that were not committed: <span class="pass mark">${atLeast}${figure(of('added'))} added</span>, <span class="fail mark">${atLeast}${figure(of('gone'))} taken out</span>.</p>
      <pre class="diff" tabindex="0" aria-label="What differs from the commit">${lines.map(({line, mark}) => (mark === 'added' ? html`<ins>${line}</ins>\n` : mark === 'gone' ? html`<del>${line}</del>\n` : mark ? html`<b>${line}</b>\n` : `${line}\n`))}</pre>
      ${cut ? html`<p class="soft">Only the first ${size(MOST_BYTES)} of ${size(bytes)} are shown; all of it is <code>code.diff</code> among the artifacts.</p>` : nothing}`;
  }
}
customElements.define('code-diff', CodeDiff);

/** What each line of a difference is. Up to the first hunk of a file, `---` and `+++` name the file; in a hunk, they are lines
 * taken out or added that begin with two of the sign themselves. @param {string} text */
function marked(text) {
  let head = true;
  return text.split('\n').map((line) => {
    if (line.startsWith('diff ')) head = true;
    else if (line.startsWith('@@')) head = false;
    return {line, mark: line.startsWith('diff --git ') ? 'file' : /^(diff |@@)/.test(line) ? 'place' : head ? '' : line.startsWith('+') ? 'added' : line.startsWith('-') ? 'gone' : ''};
  });
}

/** What is kept as `code.diff`; empty when nothing is. @param {string} run */
async function read(run) {
  const {files = []} = await api.get(path(['runs', run, 'files'], {folder: ''}));
  const kept = files.find((/** @type {any} */ file) => file.path === 'code.diff');
  return {text: kept ? await beginning(path(['runs', run, 'files', 'code.diff']), MOST_BYTES) : '', bytes: Number(kept?.sizeBytes ?? 0)};
}
