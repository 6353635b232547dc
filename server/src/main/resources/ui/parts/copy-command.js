// The line for the terminal that shows or does the same; one click copies it.
import {LitElement, html} from 'lit';
import {token} from '../api.js';

class CopyCommand extends LitElement {
  static properties = {command: {attribute: false}, shown: {type: Boolean}, copied: {state: true}};

  constructor() {
    super();
    this.command = '';
    this.shown = false;
    this.copied = false;
  }

  createRenderRoot() {
    return this;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.command);
    } catch {
      const area = Object.assign(document.createElement('textarea'), {value: this.command});
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    this.copied = true;
    setTimeout(() => (this.copied = false), 1500);
  }

  render() {
    const word = this.copied ? 'Copied' : this.shown ? 'Copy' : 'Copy as command';
    return html`${this.shown ? html`<code>${this.command}</code> ` : ''}<button type="button" class="plain" title=${this.command || 'Fill in what is asked for first'} ?disabled=${!this.command} @click=${this.copy}>${word}</button><span class="hidden" role="status">${this.copied ? 'Copied to the clipboard' : ''}</span>`;
  }
}
customElements.define('copy-command', CopyCommand);

/** The line that asks the server the same, for what no command shows. @param {string} address */
export const curl = (address) => `curl -s ${token.read() ? `-H "Authorization: Bearer $TREFOIL_TOKEN" ` : ''}${quoted(location.origin + address)}`;

/** The line that does the same, for what no command does. @param {string} method @param {string} address @param {any} body */
export const curlChange = (method, address, body) => `curl -s -X ${method} ${token.read() ? `-H "Authorization: Bearer $TREFOIL_TOKEN" ` : ''}-H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body))} ${quoted(location.origin + address)}`;

/** A word as a shell takes it. @param {any} word */
export const quoted = (word) => (/^[\w./:=@%+-]+$/.test(String(word)) ? String(word) : `'${String(word).replaceAll("'", `'\\''`)}'`);
