// When something happened, in words that stay true while the page is open; the moment itself on hover.
import {LitElement, html} from 'lit';
import {ago} from '../words.js';

const TICK_MS = 20_000;
/** @type {Set<TimeAgo>} */
const shown = new Set();

class TimeAgo extends LitElement {
  static properties = {at: {attribute: false}};

  constructor() {
    super();
    /** Milliseconds since 1970. */
    this.at = 0;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    shown.add(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shown.delete(this);
  }

  render() {
    const iso = new Date(this.at).toISOString();
    return html`<time datetime=${iso} title=${iso.slice(0, 19).replace('T', ' ') + ' UTC'}>${ago(this.at)}</time>`;
  }
}
customElements.define('time-ago', TimeAgo);

setInterval(() => document.hidden || shown.forEach((one) => one.requestUpdate()), TICK_MS);
