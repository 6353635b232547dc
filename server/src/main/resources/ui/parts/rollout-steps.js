// The steps of a rollout: done, where it stands, what is to come.
import {LitElement, html, nothing} from 'lit';
import {amount, figure, interval, percent, text} from '../words.js';

/** Who decides by the evidence; whoever else decides does so by hand. */
const JUDGE = 'rollout-judge';

class RolloutSteps extends LitElement {
  static properties = {rollout: {attribute: false}, unit: {attribute: false}};

  constructor() {
    super();
    /** @type {any} */
    this.rollout = null;
    /** Of what errors cost. */
    this.unit = '';
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const rollout = this.rollout;
    if (!rollout?.plan?.steps) return nothing;
    const over = rollout.state === 'DONE' || rollout.state === 'done';
    const back = ['ROLLED_BACK', 'ABORTED', 'rolled_back', 'aborted'].includes(rollout.state);
    const judged = rollout.decisions?.flatMap((decision) => decision.guardrails ?? []).find((g) => g.id !== 'sample-ratio');
    const unit = judged?.id === 'cost' ? this.unit : '';
    return html`<ol class="steps" aria-label="Steps of the rollout">${rollout.plan.steps.map((step, i) => {
      const at = i === rollout.step && !over && !back;
      const done = over || i < rollout.step;
      const name = step.share === 0 ? 'Shadow' : percent(step.share);
      const decision = rollout.decisions?.filter((d) => d.step === i).at(-1);
      const first = decision?.guardrails?.find((g) => g.id !== 'sample-ratio');
      const byHand = decision && decision.who !== JUDGE && !decision.guardrails?.length;
      const skipped = done && !decision && step.share < 1;
      const proven = done && !byHand && !skipped && !(step.share === 1 && rollout.decisions?.at(-1)?.who !== JUDGE);
      const says = byHand ? html`by hand, ${text(decision.who, 24)}${decision.says ? html`: ${text(decision.says, 60)}` : nothing}` : skipped ? 'skipped' : first ? html`${text(first.id, 24)} ${first.value < 0 ? 'worse' : 'better'} by ${amount(Math.abs(first.value), unit)} (${interval(first.value < 0 ? {low: -first.high, high: -first.low} : first)})` : decision ? text(decision.says, 60) : at ? 'gathering evidence' : done ? (step.share === 1 ? 'answers everything' : 'passed') : back ? 'not reached' : 'to come';
      return html`<li class=${back && i === rollout.step && !byHand ? 'bad' : at ? 'at' : proven ? 'done' : ''} aria-current=${at ? 'step' : nothing} title=${decision?.says ?? nothing}><b>${proven ? '✓ ' : back && i === rollout.step && !byHand ? '✕ ' : ''}${name}</b><bdi>${says}</bdi>${
        byHand ? html`<span>${figure(decision.rows)} decisions were compared</span>` : decision?.rows ? html`<span>${first?.margin ? `may be worse by ${amount(first.margin, unit)} · ` : ''}n ${figure(decision.rows)}</span>` : nothing}</li>`;
    })}</ol>${judged ? html`<p class="soft small">Both score the same decisions; what counts is the ${text(judged.id, 24)} per 1,000. A step passes when even the low end of the 95 % interval is not worse than is allowed. The requirements are judged on the rows of a step too, in the matrix, and do not decide it.</p>` : nothing}`;
  }
}
customElements.define('rollout-steps', RolloutSteps);
