// From source to prediction and back: a graph made from what datasets, runs, versions and endpoints say of each other.
import {html, svg, nothing} from 'lit';
import {Page} from '../page.js';
import {accountOf} from '../account.js';
import {api, path} from '../api.js';
import {count, figure, millis, percent, short, text} from '../words.js';
import {inProject} from '../route.js';
import {curl, quoted} from '../parts/copy-command.js';

const WIDTH = 190, HEIGHT = 46, GAP_X = 70, GAP_Y = 16;
const COLUMNS = ['source', 'dataset', 'run', 'model', 'endpoint', 'predictions'];

class LineagePage extends Page {
  async load() {
    const {project} = this.route;
    const [datasets, models, endpoints] = await Promise.all([project ? api.get(path(['projects', project, 'datasets'])) : null, api.maybe(path(['models'], {project})), api.maybe(path(['endpoints']))]);
    const versions = (await Promise.all((models?.models ?? []).slice(0, 30).map((model) => api.maybe(path(['models', model.name]))))).flatMap((model) => model?.versions ?? []).filter((version) => !project || version.project === project);
    const here = await this.then((endpoints?.endpoints ?? []).filter((endpoint) => !project || endpoint.project === project));
    const accounts = await Promise.all(here.slice(0, 30).map((endpoint) => accountOf(endpoint.name).catch(() => null)));
    return graph(project, datasets?.datasets ?? [], versions, here.map((endpoint, i) => ({...endpoint, account: accounts[i]})));
  }

  /** The endpoints with what answered on the day that is asked for, read from the audit log. @param {any[]} endpoints */
  async then(endpoints) {
    const day = this.day();
    if (!day) return endpoints;
    const logs = await Promise.all(endpoints.slice(0, 30).map((endpoint) => api.maybe(path(['audit'], {kind: 'endpoint', subject: endpoint.name, until: `${day}T23:59:59.999Z`, limit: 1})).catch(() => null)));
    return endpoints.slice(0, 30).map((endpoint, i) => ({...endpoint, arms: logs[i]?.records?.[0]?.after?.arms ?? []})).filter((endpoint) => endpoint.arms.length);
  }

  /** The day that is asked for; what is no day is left out. */
  day() {
    const day = this.route.query.get('as') ?? '';
    return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : '';
  }

  tabTitle() {
    return 'Lineage';
  }

  command() {
    const [kind, model, version] = (this.route.query.get('at') ?? '').split(':');
    if (kind === 'model' && version) return `./trefoil lineage ${quoted(model)} ${quoted(version)}`;
    return curl(this.route.project ? path(['projects', this.route.project, 'datasets']) : path(['models']));
  }

  page() {
    const at = this.route.query.get('at') ?? '', as = this.day();
    const until = as ? millis(as + 'T23:59:59Z') : Infinity;
    const nodes = this.data.nodes.filter((node) => !(millis(node.at) > until));
    const ids = new Set(nodes.map((node) => node.id));
    const edges = this.data.edges.filter(([from, to]) => ids.has(from) && ids.has(to));
    const near = at && ids.has(at) ? kin(at, edges) : null;
    const shown = near ? nodes.filter((node) => near.has(node.id)) : nodes;
    const chosen = shown.find((node) => node.id === at);
    const change = (/** @type {Record<string, string>} */ what) => this.view(what, 'as' in what);
    const by = (/** @type {string} */ kind) => shown.filter((node) => node.kind === kind).length;
    return html`${this.heading('Lineage', html`<p class="says">${shown.length ? html`${chosen ? html`<b>${text(chosen.name, 60)}</b> hangs together with ` : ''}${count(by('source'), 'source')}, ${count(by('dataset'), 'dataset')}, ${count(by('run'), 'run')}, ${count(by('model'), 'version')} and ${count(by('endpoint'), 'endpoint')}.${as ? ` As of ${as}, ${nodes.filter((node) => node.kind === 'endpoint').map((node) => `${node.name} was answered by ${node.arms}`).join('; ') || 'nothing answered'}.` : ''}` : as ? `Nothing had been made by ${as}.` : 'Nothing has been made yet.'}</p>`)}
      <div class="toolbar"><label><span>As of</span><input type="date" .value=${as} @change=${(event) => change({as: event.target.value})}></label>${chosen ? html`<button @click=${() => change({at: ''})}>Show everything</button>${chosen.href ? html`<a class="button" href=${chosen.href}>Open ${text(chosen.name, 40)}</a>` : nothing}` : nothing}</div>
      <section class="card" aria-label="Graph">${shown.length ? html`<div class="scroll" tabindex="0" role="group" aria-label="Lineage, from source on the left to endpoint on the right">${drawing(shown, edges, at, (id) => change({at: id}))}</div><p class="soft small">A click shows only what a thing came from and what came of it.</p>`
        : this.empty('Lineage is written down by itself, with every trip round the loop:', './trefoil run')}</section>`;
  }
}
customElements.define('lineage-page', LineagePage);

/** @param {string} project @param {any[]} datasets @param {any[]} versions @param {any[]} endpoints */
function graph(project, datasets, versions, endpoints) {
  const nodes = new Map();
  /** @type {[string, string][]} */
  const edges = [];
  const add = (/** @type {any} */ node) => nodes.has(node.id) ? undefined : nodes.set(node.id, node);
  for (const {content, ...whole} of datasets) {
    const dataset = {...content, ...whole};
    const id = `dataset:${dataset.digest}`;
    add({id, kind: 'dataset', name: `dataset ${dataset.number ?? short(dataset.digest)}`, at: dataset.created ?? dataset.createdAt, href: inProject(project, 'data') + `?dataset=${dataset.digest}`});
    for (const source of dataset.sources ?? []) {
      add({id: `source:${source.name}:${source.digest}`, kind: 'source', name: source.name, at: dataset.created ?? dataset.createdAt, href: inProject(project, 'data')});
      edges.push([`source:${source.name}:${source.digest}`, id]);
    }
  }
  for (const version of versions) {
    const id = `model:${version.model}:${version.version}`, p = version.provenance ?? {};
    add({id, kind: 'model', name: `${version.model} v${version.version}`, at: version.created, href: inProject(project, 'models', version.model, version.version)});
    if (p.dataset) add({id: `dataset:${p.dataset}`, kind: 'dataset', name: `dataset ${short(p.dataset)}`, at: version.created, href: inProject(project, 'data')});
    if (p.run) {
      add({id: `run:${p.run}`, kind: 'run', name: `run ${short(p.run)}`, at: version.created, href: inProject(project, 'runs', p.run)});
      edges.push([`run:${p.run}`, id]);
      if (p.dataset) edges.push([`dataset:${p.dataset}`, `run:${p.run}`]);
    } else if (p.dataset) edges.push([`dataset:${p.dataset}`, id]);
  }
  for (const endpoint of endpoints) {
    const id = `endpoint:${endpoint.name}`;
    add({id, kind: 'endpoint', name: endpoint.name, arms: (endpoint.arms ?? []).filter((arm) => arm.share > 0).map((arm) => `${arm.arm} ${percent(arm.share)}`).join(', '), at: 0, href: inProject(endpoint.project, 'endpoints', endpoint.name)});
    const {stored = 0, truth = 0} = endpoint.account ?? {};
    if (stored) {
      add({id: `predictions:${endpoint.name}`, kind: 'predictions', name: `${figure(stored)}, truth of ${percent(Math.min(1, truth / stored))}`, at: 0, href: inProject(endpoint.project, 'endpoints', endpoint.name)});
      edges.push([id, `predictions:${endpoint.name}`]);
    }
    for (const arm of endpoint.arms ?? []) if (/^v\d+$/.test(arm.arm)) edges.push([`model:${endpoint.model}:${arm.arm.slice(1)}`, id]);
  }
  return {nodes: [...nodes.values()], edges};
}

/** Everything before and after a node. @param {string} id @param {[string, string][]} edges */
function kin(id, edges) {
  const walk = (/** @type {number} */ from, /** @type {number} */ to) => {
    const found = new Set([id]), open = [id];
    while (open.length) {
      const next = open.pop();
      for (const edge of edges) if (edge[from] === next && !found.has(edge[to])) { found.add(edge[to]); open.push(edge[to]); }
    }
    return found;
  };
  return new Set([...walk(1, 0), ...walk(0, 1)]);
}

/** A line that passes a column gets a place of its own there, so that it runs behind no box; what comes from above lies above.
 * @param {string[][]} columns @param {[string, string][]} edges */
function routed(columns, edges) {
  const slots = columns.map((column) => [...column]);
  const level = new Map(columns.flatMap((column, x) => column.map((id) => /** @type {[string, number]} */ ([id, x]))));
  const at = (/** @type {string} */ id) => level.get(id) ?? 0;
  const routes = edges.filter(([from, to]) => level.has(from) && level.has(to)).map(([from, to]) => {
    const between = Array.from({length: Math.max(0, at(to) - at(from) - 1)}, (_, i) => `${from}→${to}→${i}`);
    between.forEach((id, i) => slots[at(from) + 1 + i].push(id));
    return [from, ...between, to];
  });
  const steps = routes.flatMap((stops) => stops.slice(1).map((to, i) => [stops[i], to]));
  for (let x = 1; x < slots.length; x++) {
    const height = new Map(slots[x].map((id, y) => {
      const above = steps.filter((step) => step[1] === id).map((step) => slots[x - 1].indexOf(step[0])).filter((row) => row >= 0);
      return [id, above.length ? above.reduce((a, b) => a + b, 0) / above.length : y];
    }));
    slots[x].sort((a, b) => Number(height.get(a)) - Number(height.get(b)));
  }
  return {slots, routes};
}

/** @param {any[]} nodes @param {[string, string][]} edges @param {string} at @param {(id: string) => void} follow */
function drawing(nodes, edges, at, follow) {
  const places = new Map();
  const columns = COLUMNS.map((kind) => nodes.filter((node) => node.kind === kind)).filter((column) => column.length);
  const {slots, routes} = routed(columns.map((column) => column.map((node) => node.id)), edges);
  slots.forEach((column, x) => column.forEach((id, y) => places.set(id, [x * (WIDTH + GAP_X) + 4, y * (HEIGHT + GAP_Y) + 4])));
  const width = columns.length * (WIDTH + GAP_X), height = Math.max(...slots.map((column) => column.length)) * (HEIGHT + GAP_Y) + 8;
  return html`<svg class="lineage" viewBox="0 0 ${width} ${height}" .style=${`min-width: ${Math.round(width * .8)}px; max-width: ${width}px`} role="group" aria-label="Graph">${routes.map((stops) => svg`<path d=${stops.map((id, i) => {
    const [x, y] = places.get(id), middle = y + HEIGHT / 2, before = i ? places.get(stops[i - 1])[1] + HEIGHT / 2 : 0;
    return `${i ? `C${x - GAP_X / 2} ${before} ${x - GAP_X / 2} ${middle} ${x} ${middle}` : ''}${i === stops.length - 1 ? '' : `${i ? 'L' : 'M'}${x + WIDTH} ${middle}`}`;
  }).join('')}/>`)}${nodes.map((node) => {
    const [x, y] = places.get(node.id);
    const go = (/** @type {Event} */ event) => { event.preventDefault(); follow(node.id); };
    return svg`<a href=${node.href} class=${node.id === at ? 'chosen' : ''} @click=${go}><title>${node.kind} ${node.name}</title><rect x=${x} y=${y} width=${WIDTH} height=${HEIGHT} rx="8"/><text class="kind" x=${x + 10} y=${y + 17}>${node.kind}</text><text x=${x + 10} y=${y + 35}>${String(node.name).slice(0, 27)}</text></a>`;
  })}</svg>`;
}
