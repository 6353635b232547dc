// What all pages have in common: they load, say what went wrong, and load again when something they show has changed.
import {LitElement, html, nothing} from 'lit';
import {api, askedEarly, path} from './api.js';
import {live} from './live.js';
import {keep} from './route.js';
import {capital} from './words.js';
import './parts/copy-command.js';
import './parts/time-ago.js';

const REFRESH_MS = 400;

export class Page extends LitElement {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {route: {attribute: false}, data: {state: true}, trouble: {state: true}};

  constructor() {
    super();
    /** @type {import('./route.js').Route} */
    this.route = /** @type {any} */ (undefined);
    /** @type {any} */
    this.data = null;
    /** @type {any} */
    this.trouble = null;
    this.turn = 0;
    this.timer = 0;
    this.lastLoad = 0;
    /** @type {Promise<void>} */
    this.newest = Promise.resolve();
    /** @type {(() => void)[]} */
    this.endings = [];
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    const opened = () => this.refresh();
    live.addEventListener('opened', opened);
    this.endings = [live.onEvent((event) => (event.kind === 'capture' ? this.captured(event.value?.endpoint) : this.concerns(event) && this.refresh())), () => live.removeEventListener('opened', opened)];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.endings.forEach((end) => end());
    clearTimeout(this.timer);
    this.turn++;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (!changed.has('route')) return;
    const was = changed.get('route');
    if (was && ['project', 'id', 'version'].some((key) => was[key] !== this.route[key])) this.forget();
    document.title = `${capital(this.route.page)} · Trefoil`;
    this.reload();
  }

  /** Nothing of another thing may stand under the name of this one. */
  forget() {
    this.data = this.trouble = null;
  }

  /** Changes the query of the address, and what is shown with it. @param {Record<string, string>} changes @param {boolean} [load] whether the server is asked anew */
  view(changes, load = false) {
    for (const [key, value] of Object.entries(changes)) value ? this.route.query.set(key, value) : this.route.query.delete(key);
    keep(changes);
    load ? this.reload() : this.requestUpdate();
  }

  /** What the page shows; replaced by every page. @returns {Promise<any>} */
  async load() {
    return {};
  }

  /** The rows of a list; if there are none because there is no such project, that is what the page says.
   * @template T @param {T[]} rows @returns {Promise<T[]>} */
  async ofProject(rows) {
    if (!rows.length && this.route.project) await api.get(path(['projects', this.route.project, 'story'], {limit: 1}));
    return rows;
  }

  /** Whether an event changes what the page shows. @param {{kind: string, value: any}} event */
  concerns(event) {
    return !event.value?.project || event.value.project === this.route.project;
  }

  /** Rows that an endpoint answered were stored; told once a second. @param {string} _endpoint */
  captured(_endpoint) {}

  /** The page's sentence for the browser's tab. */
  tabTitle() {
    return this.route.project || 'Trefoil';
  }

  /** The line for the terminal that shows the same. */
  command() {
    return '';
  }

  /** Loads again soon; many events make one load. What is on its way is shown first: events faster than the answers would
   * else leave nothing to see. */
  refresh() {
    if (this.timer) return;
    this.timer = window.setTimeout(async () => {
      await this.newest;
      this.timer = 0;
      if (this.isConnected) this.reload();
    }, Math.max(20, REFRESH_MS - (performance.now() - this.lastLoad)));
  }

  /** Loads; it is over when what is on its way newest is here. @returns {Promise<void>} */
  async reload() {
    const mine = (this.newest = this.loadOnce());
    await mine;
    if (this.newest !== mine) await this.newest;
  }

  async loadOnce() {
    const turn = ++this.turn;
    this.lastLoad = performance.now();
    if (live.state === 'starting') await (askedEarly() ? live.missed() : live.ready);
    if (turn !== this.turn) return;
    try {
      const data = await this.load();
      if (turn === this.turn) {
        this.data = data;
        this.trouble = null;
        document.title = `${this.tabTitle()} · Trefoil`;
      }
    } catch (failure) {
      if (turn === this.turn) this.trouble = failure;
    }
  }

  render() {
    if (this.trouble && !(this.trouble.status === 0 && this.data)) return this.troubled();
    if (this.data === null) return html`<p class="soft" role="status">Loading…</p>`;
    return this.page();
  }

  page() {
    return html``;
  }

  troubled() {
    return html`<section class="card trouble" role="alert"><h1>${this.trouble.status === 404 ? 'There is no such thing here' : 'This cannot be shown'}</h1>
      <p>${this.trouble.message}</p>${this.trouble.status === 404 && this.route.project && /project/.test(this.trouble.message) ? html`<p class="soft">A project comes to the server with its first trip, from the folder that holds its <code>trefoil.yaml</code>:</p><copy-command shown .command=${'./trefoil run'}></copy-command>` : nothing}<div class="buttons"><button @click=${() => this.reload()}>Try again</button><a class="button" href="/">All projects</a></div></section>`;
  }

  /** @param {any} name @param {any} [more] @param {any} [end] */
  heading(name, more = nothing, end = nothing) {
    return html`<div class="title"><h1><bdi>${name}</bdi></h1>${more}<span class="end">${end}${
      this.command() ? html`<copy-command .command=${this.command()}></copy-command>` : nothing}</span></div>`;
  }

  /** An empty page is a beginning. @param {string} says @param {string} [command] */
  empty(says, command = '') {
    return html`<div class="empty"><p>${says}</p>${command ? html`<copy-command shown .command=${command}></copy-command>` : nothing}</div>`;
  }
}
