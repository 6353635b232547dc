// Asks the server. Every answer is JSON; every refusal becomes an ApiError with the server's own sentence.

export class ApiError extends Error {
  /** @param {number} status @param {string} kind @param {string} message */
  constructor(status, kind, message) {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

const KEY = 'trefoil-token';
let skew = 0;

/** The server's time now in milliseconds, whatever the browser's clock says. */
export const serverNow = () => Date.now() + skew;

export const token = {
  read: () => sessionStorage.getItem(KEY) ?? '',
  /** @param {string} value */
  write: (value) => (value ? sessionStorage.setItem(KEY, value) : sessionStorage.removeItem(KEY)),
};

/** @returns {Record<string, string>} */
export function credentials() {
  const value = token.read();
  return value ? {Authorization: `Bearer ${value}`} : {};
}

/** An address below /api/v1 from its parts; what is empty in the query is left out.
 * @param {(string|number)[]} parts @param {Record<string, any>} [query] */
export function path(parts, query = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = pairs.length ? '?' + new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])) : '';
  return '/api/v1/' + parts.map((part) => encodeURIComponent(String(part))).join('/') + search;
}

const EARLY_MS = 5000;

/** Answers that were asked for before the modules were there, once each. @returns {Map<string, Promise<Response|null>>} */
const early = () => /** @type {any} */ (window).trefoilEarly ?? new Map();

/** Whether the first answers are under way already, so that nobody need wait before asking. */
export const askedEarly = () => performance.now() < EARLY_MS && early().size > 0;

/** @param {string} address @returns {Promise<Response|null>} */
async function answeredEarly(address) {
  const answer = performance.now() < EARLY_MS ? early().get(address) : undefined;
  early().delete(address);
  return (await answer) ?? null;
}

/** @param {string} method @param {string} address @param {any} [body] @param {AbortSignal} [signal] @returns {Promise<Response>} */
async function send(method, address, body, signal) {
  const headers = {Accept: 'application/json', ...credentials()};
  const bytes = body instanceof Blob;
  if (method !== 'GET') headers['Content-Type'] = bytes ? 'application/octet-stream' : 'application/json';
  let response, sent = Date.now();
  try {
    response = (method === 'GET' ? await answeredEarly(address) : null) ?? await fetch(address, {method, headers, signal, body: method === 'GET' ? undefined : bytes ? body : JSON.stringify(body ?? {})});
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new ApiError(0, 'unreachable', method === 'GET' ? 'The server does not answer. The page tries again when the connection is back.' : 'The server does not answer. Press the button again when the connection is back; what is done already will be said.');
  }
  const date = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isNaN(date)) skew = Math.abs(date - sent) > 5000 ? date - sent : 0;
  if (response.ok) return response;
  let told = {};
  try {
    told = await response.json();
  } catch { /* no JSON: the status has to do */ }
  if (response.status === 401) told.message = credentials().Authorization ? 'Your token is not taken: it is not known, has expired or was revoked.' : 'This server asks who you are: enter your token.';
  if (response.status === 401) window.dispatchEvent(new CustomEvent('trefoil-token-needed'));
  throw new ApiError(response.status, told.error ?? 'error', told.message ?? `The server answered ${response.status}.`);
}

/** The first bytes of an answer as text; the rest is not fetched. @param {string} address @param {number} most */
export async function beginning(address, most) {
  const stop = new AbortController();
  const reader = (await send('GET', address, undefined, stop.signal)).body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let seen = 0; reader && seen < most;) {
    const {done, value} = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, most - seen), {stream: true});
    seen += value.length;
  }
  stop.abort();
  return text;
}

export const api = {
  /** @param {string} address @param {AbortSignal} [signal] @returns {Promise<any>} */
  get: async (address, signal) => (await send('GET', address, undefined, signal)).json(),
  /** @param {string} address @param {any} body @returns {Promise<any>} */
  post: async (address, body) => (await send('POST', address, body)).json(),
  /** @param {string} address @param {any} body @returns {Promise<any>} */
  put: async (address, body) => (await send('PUT', address, body)).json(),
  /** @param {string} address @param {any} body @returns {Promise<any>} */
  delete: async (address, body) => (await send('DELETE', address, body)).json(),
  /** Sends bytes. @param {string} address @param {Blob} content @returns {Promise<any>} */
  send: async (address, content) => (await send('PUT', address, content)).json(),
  /** @param {string} address @returns {Promise<Response>} */
  raw: (address) => send('GET', address),
  /** The answer, or null when there is no such thing (yet).
   * @param {string} address @param {AbortSignal} [signal] @returns {Promise<any>} */
  maybe: async (address, signal) => {
    try {
      return await api.get(address, signal);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 404) return null;
      throw failure;
    }
  },
};
