// Long work on the server: waits until a job has ended, told by the page's one stream of events.
import {ApiError, api, path} from './api.js';
import {live} from './live.js';

/** @param {any} job as it was submitted @param {(says: string) => void} says told what it is at @returns {Promise<any>} its result */
export function ended(job, says) {
  return new Promise((resolve, reject) => {
    let asking = false, again = false;
    const stop = () => {
      silent();
      live.removeEventListener('opened', look);
    };
    const look = async () => {
      if (asking) return void (again = true);
      asking = true;
      try {
        const now = await api.get(path(['jobs', job.id]));
        says(now.message);
        if (now.state === 'done') stop(), resolve(now.result ?? {});
        else if (['failed', 'cancelled'].includes(now.state)) stop(), reject(new ApiError(422, now.state, now.failure ?? 'The work was cancelled.'));
      } catch (failure) {
        if (/** @type {any} */ (failure).status !== 0) stop(), reject(failure);
      }
      asking = false;
      if (again) {
        again = false;
        look();
      }
    };
    const silent = live.onEvent(({kind, value}) => {
      if (kind.startsWith('job') && value?.job === job.id) look();
    });
    live.addEventListener('opened', look);
    look();
  });
}
