import {html} from 'lit';
import {Page} from '../page.js';

customElements.define('missing-page', class extends Page {
  page() {
    return html`<section class="card trouble"><h1>There is no page at this address</h1><p>It may have been mistyped, or be of a later version of Trefoil.</p><a class="button" href="/">All projects</a></section>`;
  }
});
