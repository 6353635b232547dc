// What a person may do with a rollout and with the way back. Each says what it will do and to how much of the traffic.
import {html, nothing} from 'lit';
import {api, path} from '../api.js';
import {percent} from '../words.js';
import {act} from './act-dialog.js';
import {quoted} from './copy-command.js';

/** @param {number} share */
const step = (share) => (share === 0 ? 'shadow' : percent(share));

/** @param {any} endpoint @param {() => any} done */
export function rolloutButtons(endpoint, done) {
  const {name, project} = endpoint;
  const former = endpoint.former?.slice(0, 80).replace(/^([^,]+) 100 %$/, '$1');
  const rollout = endpoint.rollout ? {...endpoint.rollout, candidate: endpoint.rollout.candidate.slice(0, 60), baseline: endpoint.rollout.baseline.slice(0, 60)} : null;
  const {revision} = endpoint;
  const post = (/** @type {string[]} */ ...parts) => (/** @type {string} */ why) => api.post(path(['endpoints', name, ...parts]), {why, revision});
  const q = quoted(name);
  if (rollout) {
    const steps = rollout.plan?.steps ?? [];
    const next = steps[rollout.step + 1];
    const now = steps[rollout.step]?.share ?? 0;
    const passed = rollout.decisions?.some((decision) => decision.step === rollout.step && ['step', 'promote'].includes(decision.action));
    const held = String(rollout.state).toUpperCase() === 'WAITING';
    const unproven = passed ? '' : ' The judge has not passed the present step: this is by your word.';
    return html`${next ? html`<button class="main" @click=${() => act({title: `Take the next step, to ${step(next.share)}`, button: `Promote to ${step(next.share)}`, project, done, command: (why) => `./trefoil rollout promote ${q} --why ${quoted(why)}`,
      says: next.share === 1 ? `${rollout.candidate} answers every request at ${name} from the next request on; today it answers ${percent(now)}. The rollout is over then, and ${rollout.baseline} is kept for the way back.${unproven}`
        : `${rollout.candidate} answers ${percent(next.share)} of the requests at ${name} from the next request on; today it answers ${percent(now)}. ${rollout.baseline} keeps the rest and is kept for the way back.${unproven}`, run: post('rollout', 'promote')})}>Promote to ${step(next.share)}</button>` : html`
      <button class="main" @click=${() => act({title: `Promote ${rollout.candidate} to all traffic`, button: 'Promote', project, done, command: (why) => `./trefoil rollout promote ${q} --all --why ${quoted(why)}`,
        says: `${rollout.candidate} answers every request at ${name}. The rollout is over then, and ${rollout.baseline} is kept for the way back.${unproven}`, run: (why) => api.post(path(['endpoints', name, 'rollout', 'promote']), {why, all: true, revision})})}>Promote</button>`}
      ${held ? nothing : html`<button @click=${() => act({title: 'Hold the rollout where it is', button: 'Hold', project, done, command: (why) => `./trefoil rollout hold ${q} --why ${quoted(why)}`,
        says: `${now === 0 ? `${rollout.candidate} goes on to score in shadow` : `${rollout.candidate} keeps its ${percent(now)} of the requests`} until a person promotes it or takes it back.`, run: post('rollout', 'hold')})}>Hold</button>`}
      <button @click=${() => act({title: `Back to ${rollout.baseline}`, button: 'Take it back', project, done, command: (why) => `./trefoil rollout abort ${q} --why ${quoted(why)}`,
        says: `${rollout.baseline} answers every request at ${name} from the next request on; ${rollout.candidate} answers ${percent(now)} now and is taken back. No request is lost.`, run: post('rollout', 'abort')})}>Back to ${rollout.baseline}</button>`;
  }
  return former ? html`<button @click=${() => act({title: `Back to what answered before`, button: 'Roll back', project, done, command: (why) => `./trefoil rollback ${q} --why ${quoted(why)}`,
    says: `All requests at ${name} are answered by ${former} from the next request on; now it is ${endpoint.says}. No request is lost, and you can go forward again the same way.`, run: post('rollback')})}>Back to ${former}</button>` : nothing;
}
