import {Page} from '../page.js';

customElements.define('run-page', class extends Page {});
