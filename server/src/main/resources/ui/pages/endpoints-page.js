import {Page} from '../page.js';

customElements.define('endpoints-page', class extends Page {});
