import {Page} from '../page.js';

customElements.define('charter-page', class extends Page {});
