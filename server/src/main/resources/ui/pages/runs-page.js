import {Page} from '../page.js';

customElements.define('runs-page', class extends Page {});
