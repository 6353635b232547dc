// Acting: a dialog that says what will happen, asks for the reason, does it, and shows what the audit trail holds then.
import {LitElement, html, nothing} from 'lit';
import {api, path} from '../api.js';
import {live} from '../live.js';
import {text} from '../words.js';
import {inProject} from '../route.js';
import {change, deed} from './audit-change.js';

/**
 * @typedef {{name: string, role: string, may: string[]}} Me
 *
 * @typedef {object} Field
 * @property {string} name @property {string} label @property {any} [value] @property {string} [type] @property {[string, string][]} [choices] @property {boolean} [required]
 *
 * @typedef {object} Act
 * @property {string} title what the button does
 * @property {any} says what it will do and to how many
 * @property {string} button
 * @property {'required'|'optional'|'none'} [reason]
 * @property {Field[]} [fields]
 * @property {string|((why: string, fields: Record<string, string>) => string)} [command] the line for the terminal that does the same
 * @property {string} [project]
 * @property {string} [needs] what the caller must be allowed to; `release` where nothing is said
 * @property {string} [action] of the audit record that tells of it, where it writes several
 * @property {(why: string, fields: Record<string, string>, files: File[], says: (text: string) => void) => Promise<any>} run
 * @property {() => any} [done] shows what holds since; the dialog waits for it
 */

class ActDialog extends LitElement {
  static properties = {me: {attribute: false}, act: {state: true}, busy: {state: true}, atWork: {state: true}, trouble: {state: true}, entry: {state: true}, moved: {state: true}};

  constructor() {
    super();
    /** @type {Me|null} */
    this.me = null;
    /** @type {Act|null} */
    this.act = null;
    this.busy = false;
    this.atWork = '';
    /** @type {any} */
    this.trouble = null;
    /** @type {any} */
    this.entry = null;
    /** Whether something has changed since it was opened. */
    this.moved = false;
    /** Where the act was begun. @type {Element|null} */
    this.opener = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    live.onEvent(({kind}) => {
      if (this.act && !this.busy && !this.entry && /^(endpoint|rollout|alert|charter|model)/.test(kind)) this.moved = true;
    });
    addEventListener('trefoil-token-given', () => (this.trouble = null));
  }

  /** @param {Act} act */
  open(act) {
    this.act = act;
    this.trouble = this.entry = null;
    this.moved = false;
    this.busy = false;
    this.opener = document.activeElement?.closest('section, li') ?? null;
    this.updateComplete.then(() => {
      this.requestUpdate();
      const dialog = this.querySelector('dialog');
      if (dialog && !dialog.open) dialog.showModal();
      /** @type {HTMLElement|null} */ (this.querySelector('dialog input, dialog select, dialog textarea'))?.focus();
    });
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const act = /** @type {Act} */ (this.act);
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const files = /** @type {File[]} */ ([...form.values()].filter((value) => value instanceof File && value.name));
    const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string').map(([key, value]) => [key, String(value)]));
    this.busy = true;
    this.atWork = '';
    this.trouble = null;
    try {
      const before = (await newest(1))[0]?.number ?? 0;
      await act.run((fields.why ?? '').trim(), fields, files, (says) => (this.atWork = says));
      const written = (await newest(10)).filter((record) => record.number > before);
      const entry = written.find((record) => record.action === act.action) ?? written.find((record) => fields.why && String(record.why).includes(fields.why.trim())) ?? written[0] ?? {};
      await act.done?.();
      this.entry = entry;
    } catch (failure) {
      if (/** @type {any} */ (failure).status === 409) await act.done?.();
      this.trouble = failure;
    }
    this.busy = false;
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector(this.entry ? 'button.close' : '[role=alert]'))?.focus();
  }

  render() {
    const {act} = this;
    if (!act) return nothing;
    return html`<dialog aria-labelledby="act-title" @close=${this.closed}><h1 id="act-title">${act.title}</h1>
      ${this.entry ? this.written(act) : this.form(act)}</dialog>`;
  }

  /** The browser gives the focus back to the button; where the act took that away, it goes to what the button stood in. */
  closed() {
    this.act = null;
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      const place = /** @type {HTMLElement|null} */ (this.opener?.isConnected ? this.opener : document.querySelector('main'));
      place?.setAttribute('tabindex', '-1');
      place?.focus({preventScroll: true});
    });
  }

  /** The line of the terminal with what has been typed; none until that would do. @param {Act} act */
  command(act) {
    if (typeof act.command !== 'function') return act.command;
    const form = this.querySelector('form');
    if (!form?.checkValidity()) return '';
    const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string').map(([key, value]) => [key, String(value)]));
    return act.command((fields.why ?? '').trim(), fields);
  }

  /** @param {Act} act */
  form(act) {
    const reason = act.reason ?? 'required', barred = this.me?.may && !this.me.may.includes(act.needs ?? 'release');
    return html`<p>${act.says}</p>${barred ? html`<p class="fail mark" role="status">✕ ${text(this.me?.name, 40)} is a ${this.me?.role} here and may not do this. Use another token, at the top of the page, or ask someone who may.</p>` : nothing}${this.moved && this.trouble?.status !== 409 ? html`<p class="open mark" role="status">? Something has changed since this was opened; the page behind shows it. If this is no longer true, nothing will be done.</p>` : nothing}<form @submit=${this.submit} @input=${() => this.requestUpdate()}>
      ${(act.fields ?? []).map((field) => this.field(field))}
      ${reason === 'none' ? nothing : html`<label><span>Reason, for the audit trail${reason === 'optional' ? ' (may be empty)' : ''}</span><textarea name="why" ?required=${reason === 'required'} maxlength="2000"></textarea></label>`}
      ${this.trouble ? html`<p class="fail mark" role="alert" tabindex="-1">✕ ${this.trouble.message}</p>${this.trouble.kind === 'refused_by_gate' ? html`<p>Nothing was done.</p>` : this.trouble.status === 409 ? html`<p>Nothing was changed. The page behind shows the state of now; what you meant to do may be done already, or mean something else.</p><div class="buttons"><button type="button" @click=${() => this.querySelector('dialog')?.close()}>Show the state of now</button></div>` : nothing}` : nothing}
      <div class="buttons"><button class="main" ?disabled=${this.busy || barred}>${this.busy ? 'At work…' : act.button}</button>${this.busy && this.atWork ? html`<span class="soft" role="status">${text(this.atWork, 200)}</span>` : nothing}<button type="button" @click=${() => this.querySelector('dialog')?.close()}>Cancel</button>
      ${act.command ? html`<copy-command .command=${this.command(act) ?? ''}></copy-command>` : nothing}</div></form>`;
  }

  /** @param {Field} field */
  field(field) {
    if (field.choices) {
      return html`<label><span>${field.label}</span><select name=${field.name}>${field.choices.map(([value, word]) => html`<option value=${value} ?selected=${value === field.value}>${word}</option>`)}</select></label>`;
    }
    if (field.type === 'folder') return html`<label><span>${field.label}</span><input name=${field.name} type="file" webkitdirectory multiple></label>`;
    if (field.type === 'file') return html`<label><span>${field.label}</span><input name=${field.name} type="file"></label>`;
    return html`<label><span>${field.label}</span><input name=${field.name} type=${field.type ?? 'text'} .value=${field.value ?? ''} ?required=${field.required !== false}></label>`;
  }

  /** @param {Act} act */
  written(act) {
    const entry = this.entry;
    return html`<p class="pass mark" role="status">✓ Done.</p>
      ${entry.number ? html`<p>The audit trail has it as no. ${entry.number}: ${deed(entry)}${entry.why ? html`, because “${text(entry.why, 300)}”` : nothing}.</p>${change(entry)}` : html`<p>It was so already: nothing had to change, and the audit trail has no new entry.</p>`}
      <div class="buttons"><button class="close" @click=${() => this.querySelector('dialog')?.close()}>Close</button>
      <a class="button" href=${inProject(act.project ?? '', 'audit') + (entry.number ? `?record=${entry.number}` : '')} @click=${() => this.querySelector('dialog')?.close()}>Audit trail</a></div>`;
  }
}
customElements.define('act-dialog', ActDialog);

/** @param {number} limit @returns {Promise<any[]>} */
async function newest(limit) {
  const {records = []} = await api.get(path(['audit'], {limit}));
  return records;
}

/** @param {Act} what */
export function act(what) {
  /** @type {any} */ (document.querySelector('act-dialog'))?.open(what);
}
