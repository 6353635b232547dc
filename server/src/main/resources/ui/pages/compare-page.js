import {Page} from '../page.js';

customElements.define('compare-page', class extends Page {});
