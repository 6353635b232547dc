// A chart to explore, drawn by ECharts, which is loaded when the first chart is.
import {LitElement, html, nothing} from 'lit';

/** @type {Promise<any>|null} */
let library = null;

class DataChart extends LitElement {
  static properties = {option: {attribute: false}, label: {attribute: false}};

  constructor() {
    super();
    /** What ECharts shall draw, given the colours of now. @type {(colours: Record<string, string>) => any} */
    this.option = () => ({});
    this.label = '';
    /** @type {any} */
    this.chart = null;
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.recolour = () => this.draw();
    this.resizer = new ResizeObserver(() => this.chart?.resize());
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.scheme.addEventListener('change', this.recolour);
    this.resizer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.recolour);
    this.resizer.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    if (changed.has('option')) this.draw();
  }

  async draw() {
    // @ts-ignore: the minified module comes without types
    library ??= import('echarts/dist/echarts.esm.min.js');
    const echarts = await library;
    const place = /** @type {HTMLElement|null} */ (this.querySelector('div'));
    if (!this.isConnected || !place) return;
    this.chart ??= echarts.init(place, null, {renderer: 'canvas'});
    const began = performance.now();
    this.chart.setOption(this.option(colours()), {notMerge: true, lazyUpdate: false});
    this.dataset.drawnMs = String(Math.round(performance.now() - began));
  }

  render() {
    return html`<div role="img" aria-label=${this.label || nothing} .style=${'width: 100%; height: 100%'}></div>`;
  }
}
customElements.define('data-chart', DataChart);

/** The tokens of now. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(['ink', 'soft', 'faint', 'line', 'card', 'well', 'live', 'pass', 'fail', 'open', 'design', 'deploy'].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** What all charts share: axes in our colours, no animation, tooltips drawn on the canvas (so nothing is parsed as markup).
 * @param {Record<string, string>} c @param {any} more */
export function chart(c, more) {
  const axis = {axisLine: {lineStyle: {color: c.line}}, axisLabel: {color: c.soft}, splitLine: {lineStyle: {color: c.line}}, nameTextStyle: {color: c.soft}};
  const {xAxis, yAxis, ...rest} = more;
  return {
    animation: false, backgroundColor: 'transparent', textStyle: {color: c.ink, fontFamily: 'Inter, system-ui, sans-serif'},
    color: [c.live, c.design, c.deploy, c.fail, c.open, c.soft, '#c04a8b', '#3a9bb0', '#8a7a2f', '#6a6fd0'],
    tooltip: {renderMode: 'richText', trigger: 'axis', confine: true, backgroundColor: c.card, borderColor: c.line, textStyle: {color: c.ink}},
    grid: {left: 60, right: 24, top: 36, bottom: 46}, legend: {type: 'scroll', top: 0, textStyle: {color: c.soft}, pageTextStyle: {color: c.soft}},
    ...(xAxis ? {xAxis: {...axis, ...xAxis}} : {}), ...(yAxis ? {yAxis: {...axis, ...yAxis}} : {}), ...rest,
  };
}
