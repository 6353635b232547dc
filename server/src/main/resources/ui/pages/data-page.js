import {Page} from '../page.js';

customElements.define('data-page', class extends Page {});
