// What an endpoint answers with, and where its rows went, in words.
import {api, path} from './api.js';
import {figure, percent} from './words.js';

/** The last rows of a burst are stored untold: they are counted once more after that time. */
const TOLD_EVERY_MS = 1500;

/** Calls at once, and once more when the burst is over. @param {() => void} count */
export function recounting(count) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    count();
    timer = window.setTimeout(count, TOLD_EVERY_MS);
  };
}

/** Without the truth of unknown ids, for which all truth would be read. @param {string} endpoint @returns {Promise<any>} */
export const accountOf = (endpoint) => api.maybe(path(['endpoints', endpoint, 'account'], {unknown: false}));

/** What answers, one word each. @param {any} endpoint @param {(arm: any) => string} [word] @returns {string[]} */
export const shares = (endpoint, word = ({arm, share}) => `${arm} ${percent(share)}`) => (endpoint.arms ?? []).filter((arm) => arm.share > 0).map(word);

/** The parts of a sum that are not zero; the first two always. @param {[string, number|undefined][]} parts */
export const sum = (parts) => parts.filter(([, n], i) => i < 2 || n).map(([word, n]) => `${figure(n ?? 0)} ${word}`).join(' + ');

/** @param {any} gateway */
export const received = (gateway) => `received = ${sum([['scored', gateway.scored], ['shed', gateway.shed], ['failed', gateway.failed]])}`;
