import {Page} from '../page.js';

customElements.define('model-page', class extends Page {});
