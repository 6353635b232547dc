import {Page} from '../page.js';

customElements.define('lineage-page', class extends Page {});
