// One requirement over time: value, 95 % band, the signed bound; one colour per version, a hollow point where truth is
// still coming.
import {LitElement, html, svg, nothing} from 'lit';
import {amount, verdict} from '../words.js';
import {toNewest} from './newest.js';

/** Two to five round numbers between the ends. @param {number} low @param {number} high */
function ticks(low, high) {
  const rough = (high - low) / 4, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((one) => one * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({length: Math.floor(high / step) - first + 1}, (_, i) => (first + i) * step);
}

class WindowChart extends LitElement {
  static properties = {requirement: {attribute: false}, points: {attribute: false}};

  constructor() {
    super();
    /** @type {any} */
    this.requirement = null;
    /** Each with label, subject, value, low, high, bound, outcome, matured. @type {any[]} */
    this.points = [];
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const unit = this.requirement?.unit ?? '';
    const points = this.points.filter((point) => Number.isFinite(point.value));
    if (!points.length) return nothing;
    const bound = points.find((point) => Number.isFinite(point.bound))?.bound;
    const values = points.flatMap((p) => [p.value, p.low, p.high]).concat(bound).filter((v) => Number.isFinite(v));
    const low = Math.min(...values), high = Math.max(...values), room = (high - low || 1) * .12;
    const step = Math.min(140, 530 / Math.max(1, points.length - 1));
    const x = (/** @type {number} */ i) => 66 + i * step;
    const y = (/** @type {number} */ v) => 112 - (v - low + room) / (high - low + 2 * room) * 104;
    const subjects = [...new Set(points.map((p) => p.subject ?? ''))];
    // A range is called by its first day; labels that would touch are left out.
    const names = points.map((p) => String(p.label ?? '').split(' – ')[0]);
    const every = Math.max(Math.ceil(points.length / 10), Math.ceil((7 * Math.max(...names.map((name) => name.length)) + 10) / step));
    const last = points.slice(-Math.ceil(points.length / 2));
    const below = last.filter((p) => p.value > bound).length * 2 > last.length;
    const said = `${this.requirement?.id ?? ''} over time: ${points.map((p) => `${p.label} ${amount(p.value, unit)} ${verdict(p.outcome).word}`).join(', ')}`;
    return html`<figure class="plot" tabindex="0" aria-label=${this.requirement?.id + ' over time'}><svg class="trend" viewBox="0 0 640 132" role="img" aria-label=${said}>
      ${ticks(low - room, high + room).map((v) => svg`<line class="grid" x1="46" x2="632" y1=${y(v)} y2=${y(v)}/><text x="40" y=${y(v) + 4} text-anchor="end">${amount(v, unit)}</text>`)}
      ${Number.isFinite(bound) ? svg`<line class="bound" x1="46" x2="632" y1=${y(bound)} y2=${y(bound)}/><text class="bound" x="632" y=${y(bound) + (below ? 13 : -5)} text-anchor="end">${this.requirement?.id}: ${this.requirement?.asks ?? amount(bound, unit)}</text>` : nothing}
      ${subjects.map((subject, s) => this.curve(points, subject, (subjects.length - 1 - s) % 4, x, y))}
      ${points.map((p, i) => (i % every === 0 ? svg`<text x=${x(i)} y="128" text-anchor="middle">${names[i]}<title>${p.label}</title></text>` : nothing))}</svg></figure>`;
  }

  /** What is newest is in sight first. */
  updated() {
    toNewest(this.querySelector('figure'));
  }

  /** @param {any[]} points @param {string} subject @param {number} look @param {(i: number) => number} x @param {(v: number) => number} y */
  curve(points, subject, look, x, y) {
    const mine = points.map((point, i) => ({...point, i})).filter((point) => (point.subject ?? '') === subject);
    const band = mine.filter((p) => Number.isFinite(p.low) && Number.isFinite(p.high));
    const edge = (/** @type {any[]} */ part, /** @type {string} */ key) => part.map((p) => `${x(p.i)} ${y(p[key])}`);
    return svg`${band.length > 1 ? svg`<path class="band series-${look}" d=${'M' + edge(band, 'high').join('L') + 'L' + edge(band.toReversed(), 'low').join('L') + 'Z'}/>`
      : band.map((p) => svg`<line class="series-${look}" opacity=".4" stroke-width="3" x1=${x(p.i)} x2=${x(p.i)} y1=${y(p.low)} y2=${y(p.high)}/>`)}
      <path class="curve series-${look}" fill="none" d=${'M' + edge(mine, 'value').join('L')} fill-opacity="0"/>
      ${mine.map((p) => svg`<circle class="series-${look} ${p.matured < 1 ? 'hollow' : ''} ${p.outcome === 'fail' ? 'bad' : ''}" cx=${x(p.i)} cy=${y(p.value)} r="4"><title>${p.label}: ${amount(p.value, this.requirement?.unit)} ${verdict(p.outcome).word}</title></circle>`)}
      <text class="series-${look} flat" x=${x(mine[0].i)} y=${y(mine[0].value) - 9} text-anchor=${mine[0].i ? 'middle' : 'start'}>${subject}</text>`;
  }
}
customElements.define('window-chart', WindowChart);
