import {Page} from '../page.js';

customElements.define('models-page', class extends Page {});
