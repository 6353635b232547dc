// What changes, as it changes: one stream of server-sent events for the page, read with fetch so that it can carry a
// token. It comes back by itself after a break, from the last event seen, and sleeps while nobody looks.
import {credentials} from './api.js';

const SILENT_MS = 45_000;
const SLEEP_AFTER_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const FIRST_LOAD_WAITS_MS = 250;

class Live extends EventTarget {
  /** @type {'starting'|'open'|'lost'|'asleep'} */
  state = 'starting';
  #last = '';
  #wait = FIRST_WAIT_MS;
  /** @type {AbortController|null} */
  #connection = null;
  #timer = 0;
  #sleepTimer = 0;
  /** @type {() => void} */
  #isReady = () => {};
  /** Resolves once events are heard, or soon in any case: what is read from then on misses nothing. @type {Promise<void>} */
  ready = new Promise((resolve) => (this.#isReady = resolve));
  #waited = false;

  start() {
    document.addEventListener('visibilitychange', () => this.#visibility());
    window.addEventListener('online', () => this.#soon(0));
    window.setTimeout(() => {
      this.#waited = true;
      this.#isReady();
    }, FIRST_LOAD_WAITS_MS);
    this.#connect();
  }

  /** What was read before events are heard may have changed meanwhile: it is read again once they are. */
  missed() {
    this.#waited = true;
  }

  /** Opens anew, with the credentials of now. */
  restart() {
    this.#connection?.abort();
    this.#soon(0);
  }

  /** @param {(event: {kind: string, value: any}) => void} heard @returns {() => void} */
  onEvent(heard) {
    const listener = (/** @type {any} */ event) => heard(event.detail);
    this.addEventListener('happened', listener);
    return () => this.removeEventListener('happened', listener);
  }

  #visibility() {
    clearTimeout(this.#sleepTimer);
    if (document.hidden) {
      this.#sleepTimer = window.setTimeout(() => {
        this.#become('asleep');
        this.#connection?.abort();
      }, SLEEP_AFTER_MS);
    } else if (this.state === 'asleep') {
      this.#soon(0);
    }
  }

  /** @param {number} ms */
  #soon(ms) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#connect(), ms);
  }

  /** @param {'starting'|'open'|'lost'|'asleep'} state */
  #become(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new CustomEvent('state'));
    }
  }

  async #connect() {
    this.#connection?.abort();
    const connection = (this.#connection = new AbortController());
    let watchdog = 0;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = window.setTimeout(() => connection.abort(), SILENT_MS);
    };
    try {
      alive();
      const headers = {Accept: 'text/event-stream', ...credentials()};
      if (this.#last) headers['Last-Event-ID'] = this.#last;
      const response = await fetch('/api/v1/events', {headers, signal: connection.signal, cache: 'no-store'});
      if (response.status === 401) window.dispatchEvent(new CustomEvent('trefoil-token-needed'));
      if (!response.ok || !response.body) throw new Error(`${response.status}`);
      const again = this.state !== 'open' && (this.state !== 'starting' || this.#waited);
      this.#become('open');
      this.#isReady();
      if (again) this.dispatchEvent(new CustomEvent('opened'));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const {done, value} = await reader.read();
        if (done) break;
        alive();
        this.#wait = FIRST_WAIT_MS;
        const parts = (rest + value).split('\n\n');
        rest = parts.pop() ?? '';
        parts.forEach((part) => this.#told(part));
      }
    } catch { /* said below */ }
    clearTimeout(watchdog);
    if (this.#connection !== connection || this.state === 'asleep') return;
    this.#become('lost');
    this.#soon(this.#wait);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  /** @param {string} block */
  #told(block) {
    let kind = '', data = '';
    for (const line of block.split('\n')) {
      if (line.startsWith('id: ')) this.#last = line.slice(4);
      else if (line.startsWith('event: ')) kind = line.slice(7);
      else if (line.startsWith('data: ')) data += line.slice(6);
    }
    if (!kind) return;
    let value = {};
    try {
      value = JSON.parse(data);
    } catch { /* an event without details */ }
    this.dispatchEvent(new CustomEvent('happened', {detail: {kind, value}}));
  }
}

export const live = new Live();
