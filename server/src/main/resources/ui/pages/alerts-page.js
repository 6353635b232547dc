import {Page} from '../page.js';

customElements.define('alerts-page', class extends Page {});
