// The frame around every page: navigation, finding, the state of the connection, keys.
import {LitElement, html, svg, nothing} from 'lit';
import {html as tagged, unsafeStatic} from 'lit/static-html.js';
import {api, path, token} from './api.js';
import {live} from './live.js';
import {PAGES, PROJECT_PAGES, go, inProject, load, parse} from './route.js';
import {text} from './words.js';
import {knotCurve} from './parts/trefoil-knot.js';
import './parts/find-box.js';
import './parts/act-dialog.js';

const TAGS = Object.fromEntries(Object.keys(PAGES).map((page) => [page, unsafeStatic(`${page}-page`)]));

/** Pages of a project that there are outside of one, too. @type {string[]} */
const ALONE = ['models', 'endpoints', 'alerts', 'audit'];

class TrefoilApp extends LitElement {
  static properties = {route: {state: true}, shown: {state: true}, ready: {state: true}, connection: {state: true}, alerts: {state: true}, asksToken: {state: true}, keysShown: {state: true}, me: {state: true}};

  constructor() {
    super();
    this.route = parse(location);
    this.ready = '';
    /** What the page in sight is about; the address may be ahead of it while a module loads. */
    this.shown = this.route;
    this.connection = 'starting';
    this.alerts = 0;
    this.asksToken = false;
    this.keysShown = false;
    /** Who the server takes this tab for. @type {import('./parts/act-dialog.js').Me|null} */
    this.me = null;
    this.pressedG = -Infinity;
    this.alertTimer = 0;
    this.askTimer = 0;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('popstate', () => this.moved(false));
    addEventListener('hashchange', () => this.moved(false));
    addEventListener('trefoil-moved', () => this.moved(true));
    addEventListener('trefoil-token-needed', () => {
      this.me = null;
      this.asksToken = true;
    });
    addEventListener('click', (event) => this.clicked(event));
    addEventListener('keydown', (event) => this.pressed(event));
    live.addEventListener('state', () => {
      this.connection = live.state;
      if (live.state === 'open') this.ask();
    });
    addEventListener('trefoil-token-given', () => this.ask());
    live.onEvent(({kind}) => kind.startsWith('alert') && this.countAlerts());
    live.addEventListener('opened', () => this.countAlerts());
    live.start();
    this.show(false);
  }

  /** @param {boolean} focus */
  moved(focus) {
    const before = this.route;
    this.route = parse(location);
    if (before.project !== this.route.project) this.alerts = 0;
    this.show(focus && (before.page !== this.route.page || before.id !== this.route.id));
  }

  /** @param {boolean} focus */
  async show(focus) {
    const {page} = this.route;
    try {
      await load(page);
    } catch {
      this.ready = 'stale';
      return;
    }
    if (page !== this.route.page) return;
    this.ready = page;
    this.shown = this.route;
    this.countAlerts();
    if (focus) {
      await this.updateComplete;
      scrollTo(0, 0);
      /** @type {HTMLElement|null} */ (this.querySelector('main'))?.focus({preventScroll: true});
    }
  }

  /** After the page has what it shows. */
  ask() {
    clearTimeout(this.askTimer);
    this.askTimer = window.setTimeout(async () => (this.me = await api.get(path(['whoami'])).catch(() => null)), 300);
  }

  countAlerts() {
    clearTimeout(this.alertTimer);
    this.alertTimer = window.setTimeout(async () => {
      try {
        const {alerts} = await api.get(path(['alerts'], {project: this.route.project, state: 'open'}));
        this.alerts = alerts.filter((alert) => alert.state === 'OPEN').length;
      } catch { /* the page itself says what is wrong */ }
    }, 300);
  }

  /** Links stay inside the page. @param {MouseEvent} event */
  clicked(event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = /** @type {any} */ (event.composedPath().find((part) => part instanceof HTMLAnchorElement || part instanceof SVGAElement));
    if (!link || link.hasAttribute('download') || link.getAttribute('target')) return;
    const href = link.getAttribute('href');
    if (!href || !href.startsWith('/') || href.startsWith('/api/') || href.startsWith('//')) return;
    event.preventDefault();
    go(href);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (event.metaKey || event.ctrlKey || event.altKey || target.matches?.('input, textarea, select, [contenteditable]') || document.querySelector('dialog[open]')) return;
    const since = performance.now() - this.pressedG;
    if (since < 1200) {
      this.pressedG = -Infinity;
      const page = PROJECT_PAGES.find(([word, , key]) => key === event.key && (this.route.project || ALONE.includes(word)));
      if (event.key === 'p') go('/projects');
      else if (page) go(inProject(this.route.project, ...(page[0] ? [page[0]] : [])));
      else return;
      event.preventDefault();
    } else if (event.key === 'g') {
      this.pressedG = performance.now();
    } else if (event.key === '/') {
      event.preventDefault();
      this.find();
    } else if (event.key === '?') {
      this.keysShown = true;
    } else if (['j', 'k', 'x', 'c'].includes(event.key)) {
      const grid = /** @type {any} */ (this.querySelector('run-grid'));
      grid ? grid.key(event) : this.step({j: 1, k: -1}[event.key] ?? 0);
    }
  }

  /** To the next or the former row of the page's tables and lists. @param {number} by */
  step(by) {
    const rows = [...this.querySelectorAll('main table.rows tbody tr, main ol.log li')].map((row) => /** @type {HTMLElement|null} */ (row.querySelector('a, button, summary'))).filter((link) => link?.checkVisibility());
    const at = rows.findIndex((link) => link?.parentElement?.closest('tr, li')?.contains(document.activeElement));
    if (by) rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
  }

  find() {
    /** @type {any} */ (this.querySelector('find-box'))?.open(this.route.project);
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    if ((changed.has('keysShown') && this.keysShown) || (changed.has('asksToken') && this.asksToken)) {
      const dialog = /** @type {HTMLDialogElement} */ (this.querySelector(this.asksToken ? '#token' : '#keys'));
      if (dialog && !dialog.open) dialog.showModal();
    }
    // With the next picture: to ask where it is would lay the page out once more.
    if (changed.has('route') || changed.has('alerts')) requestAnimationFrame(() => this.querySelector('nav [aria-current]')?.scrollIntoView({block: 'nearest', inline: 'nearest'}));
  }

  render() {
    const {project} = this.route;
    return html`<a class="skip" href="#main" @click=${(event) => { event.preventDefault(); this.querySelector('main')?.focus(); }}>Skip to the page</a>
      <header class="bar">
        <a class="brand" href="/"><svg viewBox="-3.4 -3.4 6.8 6.8" aria-hidden="true">${svg`<path fill="none" stroke="currentColor" stroke-width=".62" stroke-linecap="round" d=${knotCurve}/>`}</svg>Trefoil</a>
        <nav class="pages" aria-label=${project ? 'Project' : 'Trefoil'}>${this.links()}</nav>
        <button class="find" @click=${() => this.find()}><span class="long">Find a run, model, column…</span><span class="hidden">Find</span><kbd aria-hidden="true">/</kbd></button>
        ${this.me?.name ? html`<button class="plain who" title="Use another token" aria-haspopup="dialog" @click=${() => (this.asksToken = true)}><span class="hidden">You are </span>${text(this.me.name, 30)} <span class="faint">${this.me.role}</span></button>` : nothing}
      </header>
      ${this.connection === 'lost' && !this.asksToken ? html`<div class="notice" role="status">The connection to the server is lost. What you see may be old; the page comes back by itself.
        <button class="plain" @click=${() => live.restart()}>Try now</button></div>` : nothing}
      ${this.ready === 'stale' ? html`<div class="notice bad" role="alert">This page is of an earlier version of the server, or the server is away. <button @click=${() => location.reload()}>Reload</button></div>` : nothing}
      <main id="main" tabindex="-1">${this.outlet()}</main>
      <find-box></find-box><act-dialog .me=${this.me}></act-dialog>${this.keysShown ? this.keys() : nothing}${this.asksToken ? this.tokenDialog() : nothing}`;
  }

  links() {
    const {project, page} = this.route;
    /** @type {readonly any[]} */
    const pages = project ? PROJECT_PAGES : [['projects', 'Projects'], ...PROJECT_PAGES.filter(([word]) => ALONE.includes(word))];
    const current = {loop: '', run: 'runs', compare: 'runs', model: 'models', endpoint: 'endpoints'}[page] ?? page;
    return pages.map(([word, title]) => html`<a href=${inProject(project, ...(word ? [word] : []))} aria-current=${current === word ? 'page' : nothing}>${title}${
      word === 'alerts' && this.alerts > 0 ? html`<span class="count">${this.alerts}<span class="hidden"> open</span></span>` : nothing}</a>`);
  }

  outlet() {
    const tag = TAGS[this.ready];
    return tag ? tagged`<${tag} .route=${this.shown}></${tag}>` : nothing;
  }

  keys() {
    const keys = [['/', 'find'], ['g then a letter', 'another page: ' + PROJECT_PAGES.map(([, title, key]) => `${key} ${title}`).join(', ') + ', p Projects'],
      ['j, k', 'down, up in a table'], ['Enter', 'open'], ['x', 'select a run'], ['c', 'compare the runs that are selected'], ['?', 'this list']];
    return html`<dialog id="keys" aria-labelledby="keys-title" @close=${() => (this.keysShown = false)}><h2 id="keys-title">Keys</h2>
      <dl class="pairs">${keys.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
      <form method="dialog"><button>Close</button></form></dialog>`;
  }

  tokenDialog() {
    const enter = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      token.write(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('token') ?? '').trim());
      this.asksToken = false;
      window.dispatchEvent(new CustomEvent('trefoil-token-given'));
      live.restart();
      /** @type {any} */ (this.querySelector('main > *'))?.reload?.();
    };
    return html`<dialog id="token" aria-labelledby="token-title" @close=${() => (this.asksToken = false)}><h2 id="token-title">${this.me ? html`You are ${text(this.me.name, 60)}, ${this.me.role}` : 'This server asks who you are'}</h2>
      ${token.read() && !this.me ? html`<p class="fail mark" role="alert">✕ The token of this tab is not taken: it is not known, has expired or was revoked.</p>` : nothing}
      <p>Paste your token. It stays in this tab and is forgotten when the tab is closed.</p>
      <form method="dialog" @submit=${enter}><label><span>Token</span><input name="token" type="password" autocomplete="off" required></label><div class="buttons"><button class="main">Go on</button>${this.me ? html`<button type="button" @click=${() => (this.asksToken = false)}>Cancel</button>` : nothing}</div></form></dialog>`;
  }
}
customElements.define('trefoil-app', TrefoilApp);
