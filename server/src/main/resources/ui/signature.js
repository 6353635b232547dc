// What a model takes and answers, as its package says it.
import {api, path} from './api.js';

/** The signature in the package, found through the list of its files. @param {string|undefined} manifest */
export async function signatureOf(manifest) {
  if (!manifest) return null;
  try {
    const lines = (await (await api.raw(path(['blobs', manifest]))).text()).split('\n');
    const digest = lines.find((line) => line.endsWith(' trefoil.json'))?.split(' ')[0];
    return digest ? (await api.get(path(['blobs', digest]))).signature : null;
  } catch {
    return null;
  }
}
