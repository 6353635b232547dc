import {Page} from '../page.js';

customElements.define('endpoint-page', class extends Page {});
