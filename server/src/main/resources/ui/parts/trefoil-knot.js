// The trefoil line: one curve, three lobes; the stations sit on it in the order of work.
import {LitElement, html, svg, nothing} from 'lit';
import {capital, verdict} from '../words.js';

const THIRD = 2 * Math.PI / 3;
const SIZE = 62;

/** @param {number} t @returns {[number, number]} */
const point = (t) => [Math.sin(t) + 2 * Math.sin(2 * t), Math.cos(t) - 2 * Math.cos(2 * t)];

/** @param {number} from @param {number} to @param {number} [scale] */
function curve(from, to, scale = 1) {
  return Array.from({length: 121}, (_, i) => point(from + (to - from) * i / 120))
    .map(([x, y], i) => `${i ? 'L' : 'M'}${(x * scale).toFixed(2)} ${(y * scale).toFixed(2)}`).join('');
}

export const knotCurve = curve(0, 2 * Math.PI);

/** Lobes with their middle on the curve and the stations that may lie on them. */
const LOBES = [
  {name: 'Design', look: 'design', mid: Math.PI, stations: ['design', 'viability', 'sign-off']},
  {name: 'Development', look: 'develop', mid: Math.PI + 2 * THIRD, stations: ['data', 'development', 'evaluation', 'registry']},
  {name: 'Deployment', look: 'deploy', mid: Math.PI + THIRD, stations: ['deployment', 'serving', 'monitoring', 'retraining']},
];
/** Drawn once: where a lobe lies on the curve never changes. */
const LINES = LOBES.map(({mid, look}) => ({look, halo: curve(mid - THIRD / 2 - .02, mid + THIRD / 2 + .02, SIZE), line: curve(mid - THIRD / 2, mid + THIRD / 2, SIZE)}));
/** The piece of the first lobe that crosses over the last one. */
const OVER = {halo: curve(LOBES[0].mid - THIRD / 2, LOBES[0].mid - THIRD / 2 + .5, SIZE), line: curve(LOBES[0].mid - THIRD / 2 - .04, LOBES[0].mid - THIRD / 2 + .55, SIZE)};
const NAMES = {design: 'Charter', development: 'Experiments', deployment: 'Rollout'};
const PAGES = {viability: 'charter', 'sign-off': 'charter', serving: 'endpoints', design: 'charter', data: 'data', development: 'runs', evaluation: 'models', registry: 'models', deployment: 'endpoints', monitoring: 'endpoints', retraining: 'runs'};

/** Where on the lobes a project's stations lie. @param {any[]} states */
function placed(states) {
  return LOBES.map((lobe) => {
    const here = lobe.stations.map((name) => states.find((state) => state.station === name)).filter(Boolean);
    return {...lobe, here: here.map((state, i) => {
      const [x, y] = point(lobe.mid + (i - (here.length - 1) / 2) * .36).map((v) => v * SIZE);
      return {...state, x, y};
    })};
  });
}

class TrefoilKnot extends LitElement {
  static properties = {stations: {attribute: false}, project: {attribute: false}, small: {type: Boolean}};

  constructor() {
    super();
    /** @type {any[]} */
    this.stations = [];
    this.project = '';
    this.small = false;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const states = this.stations ?? [];
    const lobes = placed(states);
    const said = states.map((state) => `${NAMES[state.station] ?? capital(state.station)}: ${verdict(state.state).word}`).join(', ');
    return html`<svg class="knot ${this.small ? 'small-knot' : ''}" viewBox="-288 -226 576 404" role=${this.small ? 'img' : 'group'} aria-label=${said || 'No station has been reached yet'}>
      ${LINES.map(({look, halo, line}) => svg`<path class="halo" d=${halo}/><path class="line stroke-${look}" d=${line}/>`)}
      ${svg`<path class="halo" d=${OVER.halo}/><path class="line stroke-design" d=${OVER.line}/>`}
      ${lobes.map((lobe) => svg`${this.small ? nothing : this.phase(lobe)}${lobe.here.map((state) => this.station(state))}`)}</svg>`;
  }

  /** @param {any} lobe */
  phase({name, look, mid}) {
    const [x, y] = point(mid);
    return svg`<text class="phase fill-${look}" x=${x * SIZE * .62} y=${y * SIZE * .62 + 4} text-anchor="middle">${name}</text>`;
  }

  /** @param {any} state */
  station({station, state, says, x, y}) {
    const {sign, look, word} = verdict(state);
    const ring = svg`<circle class="station is-${look}" cx=${x} cy=${y} r="9.5"/>`;
    if (this.small) return ring;
    const far = Math.hypot(x, y), ux = x / far, uy = y / far;
    const side = Math.abs(ux) < .3 ? 'middle' : ux > 0 ? 'start' : 'end';
    const name = NAMES[station] ?? capital(station);
    const page = PAGES[station] ?? '';
    return svg`<a href=${`/projects/${encodeURIComponent(this.project)}/${page}`} data-station=${station} data-state=${state} aria-label="${name}: ${word}${says ? `, ${says}` : ''}">
      <title>${name}: ${says || word}</title>${ring}
      ${look === 'live' ? svg`<circle class="dot" cx=${x} cy=${y} r="4"/>` : svg`<text class="sign is-${look}" x=${x} y=${y + 4} text-anchor="middle" aria-hidden="true">${look === 'idle' ? '' : sign}</text>`}
      <text x=${x + ux * 17} y=${y + uy * 19 + 4} text-anchor=${side}>${name}</text></a>`;
  }
}
customElements.define('trefoil-knot', TrefoilKnot);
