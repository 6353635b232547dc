// The line for the terminal that shows or does the same; one click copies it.
import {LitElement, html} from 'lit';
import {token} from '../api.js';

class CopyCommand extends LitElement {
  static properties = {command: {attribute: false}, shown: {type: Boolean}, said: {state: true}};

  constructor() {
    super();
    this.command = '';
    this.shown = false;
    /** What has become of the last click. */
    this.said = '';
  }

  createRenderRoot() {
    return this;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.command);
      this.say(true);
    } catch {
      this.say(this.copySelected());
    }
  }

  /** For pages that are not served over https. Here and not in the page's body, of which nothing can be selected under a dialog. */
  copySelected() {
    const area = Object.assign(document.createElement('textarea'), {value: this.command, className: 'hidden'});
    this.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    this.querySelector('button')?.focus();
    return done;
  }

  /** @param {boolean} done */
  say(done) {
    this.said = done ? 'Copied' : 'Not copied';
    if (!done) this.shown = true; // so that it can be copied by hand
    setTimeout(() => (this.said = ''), done ? 1500 : 6000);
  }

  render() {
    const word = this.said || (this.shown ? 'Copy' : 'Copy as command');
    return html`${this.shown ? html`<code>${this.command}</code> ` : ''}<button type="button" class="plain" title=${this.command || 'Fill in what is asked for first'} ?disabled=${!this.command} @click=${this.copy}>${word}</button><span class="hidden" role="status">${this.said === 'Copied' ? 'Copied to the clipboard' : this.said && 'The browser does not let it be copied: select it'}</span>`;
  }
}
customElements.define('copy-command', CopyCommand);

/** The line that asks the server the same, for what no command shows. @param {string} address */
export const curl = (address) => `curl -s ${token.read() ? `-H "Authorization: Bearer $TREFOIL_TOKEN" ` : ''}${quoted(location.origin + address)}`;

/** The line that does the same, for what no command does. @param {string} method @param {string} address @param {any} body */
export const curlChange = (method, address, body) => `curl -s -X ${method} ${token.read() ? `-H "Authorization: Bearer $TREFOIL_TOKEN" ` : ''}-H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body))} ${quoted(location.origin + address)}`;

/** A word as a shell takes it. @param {any} word */
export const quoted = (word) => (/^[\w./:=@%+-]+$/.test(String(word)) ? String(word) : `'${String(word).replaceAll("'", `'\\''`)}'`);
