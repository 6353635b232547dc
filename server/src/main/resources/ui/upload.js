// Files of this machine, sent to the server by digest: what it has already is not sent again.
import {api, path} from './api.js';

/** @param {File[]} files @returns {Promise<{path: string, digest: string}[]>} what a folder of them is made of */
export async function upload(files) {
  const named = await Promise.all(files.map(async (file) => ({file, digest: await digest(file), path: within(file)})));
  const {missing = []} = await api.post(path(['blobs', 'missing']), {digests: named.map((one) => one.digest)});
  for (const one of named.filter((each) => missing.includes(each.digest))) {
    await api.send(path(['blobs', one.digest]), one.file);
  }
  return named.map((one) => ({path: one.path, digest: one.digest}));
}

/** The path inside the chosen folder. @param {File} file */
const within = (file) => file.webkitRelativePath.split('/').slice(1).join('/') || file.name;

/** @param {File} file */
async function digest(file) {
  if (!crypto.subtle) throw new Error('A browser reads files for this only over https, or on the server’s own machine. In a terminal: ./trefoil models register PATH --of PROJECT');
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
