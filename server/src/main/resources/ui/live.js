// What changes, as it changes: server-sent events, read with fetch so that the request can carry a token. The stream comes
// back by itself after a break, from the last event seen. A browser opens six connections to a server, so the tabs that
// are open with the same token share one stream: whoever holds the lock reads it and passes on what it hears.
import {credentials} from './api.js';

const SILENT_MS = 45_000;
const SLEEP_AFTER_MS = 2_000;
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
  /** Whether this tab reads the stream; one that follows hears it from the tab that does. */
  #leads = true;
  /** @type {BroadcastChannel|null} */
  #others = null;
  /** @type {() => void} */
  #release = () => {};
  #deaf = 0;

  start() {
    document.addEventListener('visibilitychange', () => this.#visibility());
    window.addEventListener('online', () => this.#soon(0));
    window.setTimeout(() => {
      this.#waited = true;
      this.#isReady();
    }, FIRST_LOAD_WAITS_MS);
    this.#join();
  }

  /** Where tabs cannot agree (outside of secure contexts), each has its own stream and gives it up while it is hidden. */
  #join() {
    this.#release();
    this.#others?.close();
    if (!navigator.locks || typeof BroadcastChannel === 'undefined') return this.#soon(0);
    const name = `trefoil-events ${credentials().Authorization ?? ''}`;
    const others = (this.#others = new BroadcastChannel(name));
    const left = new AbortController();
    this.#leads = false;
    this.#release = () => left.abort();
    others.onmessage = ({data}) => this.#heard(data);
    others.postMessage({asks: true});
    this.#listen();
    navigator.locks.request(name, {signal: left.signal}, () => new Promise((resolve) => {
      this.#leads = true;
      this.#release = () => resolve(undefined);
      if (this.state === 'open') this.state = 'starting'; // the tab that led is gone: what it did not pass on is read again
      this.#soon(0);
    })).catch(() => { /* another token by now */ });
  }

  /** A tab that leads and has fallen silent, as when the browser froze it, is not waited for. */
  #listen() {
    clearTimeout(this.#deaf);
    this.#deaf = window.setTimeout(() => !this.#leads && (this.#leads = true) && this.#connect(), SILENT_MS);
  }

  /** What another tab says. @param {any} data */
  #heard(data) {
    if (data.asks) {
      if (this.#leads) this.#tell({state: this.state});
      return;
    }
    if (this.#leads) return;
    this.#listen();
    if (data.block) this.#told(data.block);
    if (data.state === 'open') this.#opened();
    else if (data.state === 'lost') this.#become('lost');
  }

  /** To the tabs that follow. @param {any} data */
  #tell(data) {
    if (this.#leads) this.#others?.postMessage(data);
  }

  #opened() {
    const again = this.state !== 'open' && (this.state !== 'starting' || this.#waited);
    this.#become('open');
    this.#isReady();
    if (again) this.dispatchEvent(new CustomEvent('opened'));
  }

  /** What was read before events are heard may have changed meanwhile: it is read again once they are. */
  missed() {
    this.#waited = true;
  }

  /** Opens anew, with the credentials of now. */
  restart() {
    this.#connection?.abort();
    this.#join();
  }

  /** @param {(event: {kind: string, value: any}) => void} heard @returns {() => void} */
  onEvent(heard) {
    const listener = (/** @type {any} */ event) => heard(event.detail);
    this.addEventListener('happened', listener);
    return () => this.removeEventListener('happened', listener);
  }

  #visibility() {
    clearTimeout(this.#sleepTimer);
    if (this.#others) return;
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
      this.#tell({state});
    }
  }

  async #connect() {
    if (!this.#leads) return void this.#others?.postMessage({asks: true});
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
      this.#opened();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const {done, value} = await reader.read();
        if (done) break;
        alive();
        this.#tell({alive: true});
        this.#wait = FIRST_WAIT_MS;
        const parts = (rest + value).split('\n\n');
        rest = parts.pop() ?? '';
        parts.forEach((block) => {
          this.#tell({block});
          this.#told(block);
        });
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
