// The steps of a rollout: done, where it stands, what is to come.
import {LitElement, html, nothing} from 'lit';
import {figure, percent, text} from '../words.js';

/** Who decides by the evidence; whoever else decides does so by hand. */
const JUDGE = 'rollout-judge';

class RolloutSteps extends LitElement {
  static properties = {rollout: {attribute: false}};

  constructor() {
    super();
    /** @type {any} */
    this.rollout = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const rollout = this.rollout;
    if (!rollout?.plan?.steps) return nothing;
    const over = rollout.state === 'DONE' || rollout.state === 'done';
    const back = ['ROLLED_BACK', 'ABORTED', 'rolled_back', 'aborted'].includes(rollout.state);
    return html`<ol class="steps" aria-label="Steps of the rollout">${rollout.plan.steps.map((step, i) => {
      const at = i === rollout.step && !over && !back;
      const done = over || i < rollout.step;
      const name = step.share === 0 ? 'Shadow' : percent(step.share);
      const decision = rollout.decisions?.filter((d) => d.step === i).at(-1);
      const first = decision?.guardrails?.find((g) => g.id !== 'sample-ratio');
      const byHand = decision && decision.who !== JUDGE && !decision.guardrails?.length;
      const skipped = done && !decision && step.share < 1;
      const proven = done && !byHand && !skipped && !(step.share === 1 && rollout.decisions?.at(-1)?.who !== JUDGE);
      const says = byHand ? html`by hand, ${text(decision.who, 24)}${decision.says ? html`: ${text(decision.says, 60)}` : nothing}` : skipped ? 'skipped' : first ? html`${text(first.id, 24)} ${first.value < 0 ? 'worse' : 'better'} by ${figure(Math.abs(first.value))} (${figure(first.low)} – ${figure(first.high)})` : decision ? text(decision.says, 60) : at ? 'gathering evidence' : done ? (step.share === 1 ? 'answers everything' : 'passed') : back ? 'not reached' : 'to come';
      return html`<li class=${back && i === rollout.step && !byHand ? 'bad' : at ? 'at' : proven ? 'done' : ''} aria-current=${at ? 'step' : nothing} title=${decision?.says ?? nothing}><b>${proven ? '✓ ' : back && i === rollout.step && !byHand ? '✕ ' : ''}${name}</b><bdi>${says}</bdi>${
        byHand ? html`<span>${figure(decision.rows)} decisions were compared</span>` : decision?.rows ? html`<span>${first?.margin ? `may be worse by ${figure(first.margin)} · ` : ''}n ${figure(decision.rows)}</span>` : nothing}</li>`;
    })}</ol>`;
  }
}
customElements.define('rollout-steps', RolloutSteps);
