import {Page} from '../page.js';

customElements.define('audit-page', class extends Page {});
