// Addresses: each page has one that can be sent to somebody, with filters and selection in its query.

/** @typedef {{page: string, project: string, id: string, version: string, query: URLSearchParams}} Route */

/** Pages of a project in the order of the navigation: word in the address, title, key after g. */
export const PROJECT_PAGES = /** @type {const} */ ([
  ['', 'Loop', 'l'], ['charter', 'Charter', 'c'], ['data', 'Data', 'd'], ['runs', 'Runs', 'r'], ['models', 'Models', 'm'],
  ['endpoints', 'Endpoints', 'e'], ['alerts', 'Alerts', 'a'], ['lineage', 'Lineage', 'n'], ['audit', 'Audit', 'u'],
]);

export const PAGES = {
  projects: () => import('./pages/projects-page.js'), loop: () => import('./pages/loop-page.js'), charter: () => import('./pages/charter-page.js'),
  data: () => import('./pages/data-page.js'), runs: () => import('./pages/runs-page.js'), compare: () => import('./pages/compare-page.js'),
  run: () => import('./pages/run-page.js'), models: () => import('./pages/models-page.js'), model: () => import('./pages/model-page.js'),
  endpoints: () => import('./pages/endpoints-page.js'), endpoint: () => import('./pages/endpoint-page.js'), alerts: () => import('./pages/alerts-page.js'),
  lineage: () => import('./pages/lineage-page.js'), audit: () => import('./pages/audit-page.js'), missing: () => import('./pages/missing-page.js'),
};

/** A part of an address as it was before it was encoded. @param {string} part */
export function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {Location|URL} address @returns {Route} */
export function parse(address) {
  const parts = address.pathname.split('/').filter(Boolean).map(decoded);
  const query = new URLSearchParams(address.search);
  /** @type {(page: string, more?: Partial<Route>) => Route} */
  const to = (page, more = {}) => ({page, project: query.get('project') ?? '', id: '', version: '', query, ...more});
  const elsewhere = /^#\/(?:experiments\/[^/]+\/)?runs\/([\w-]+)/.exec(address.hash);
  if (elsewhere) return to('run', {id: elsewhere[1]});
  const [first, second, third, fourth] = parts;
  switch (first) {
    case undefined: return to('projects');
    case 'projects': return second === undefined ? to('projects') : projectRoute(to, second, third, fourth, parts[4]);
    case 'runs': return second ? to('run', {id: second}) : to('runs');
    case 'models': return second && third ? to('model', {id: second, version: third}) : to('models', {id: second ?? ''});
    case 'endpoints': return second ? to('endpoint', {id: second}) : to('endpoints');
    case 'alerts': case 'audit': case 'lineage': return to(first);
    default: return to('missing');
  }
}

/** @param {(page: string, more?: Partial<Route>) => Route} to @param {string} project @param {string} [page] @param {string} [id] @param {string} [version] */
function projectRoute(to, project, page, id, version) {
  switch (page) {
    case undefined: return to('loop', {project});
    case 'charter': case 'data': case 'alerts': case 'lineage': case 'audit': return to(page, {project, id: id ?? ''});
    case 'runs': return id === 'compare' ? to('compare', {project}) : id ? to('run', {project, id}) : to('runs', {project});
    case 'models': return id && version ? to('model', {project, id, version}) : to('models', {project, id: id ?? ''});
    case 'endpoints': return id ? to('endpoint', {project, id}) : to('endpoints', {project});
    default: return to('missing', {project});
  }
}

/** Loads the page's module; its element is named `PAGE-page`. @param {string} page */
export const load = (page) => (PAGES[page] ?? PAGES.missing)();

/** @param {...(string|number)} parts */
export const address = (...parts) => '/' + parts.map((part) => encodeURIComponent(String(part))).join('/');

/** @param {string} project @param {...(string|number)} parts */
export const inProject = (project, ...parts) => (project ? address('projects', project, ...parts) : address(...parts));

/** Goes to an address of the UI without loading the page anew. @param {string} to @param {{replace?: boolean}} [how] */
export function go(to, how = {}) {
  history[how.replace ? 'replaceState' : 'pushState'](null, '', to);
  window.dispatchEvent(new CustomEvent('trefoil-moved', {detail: {replaced: how.replace === true}}));
}

/** Changes the query of the address in place; empty values leave it. @param {Record<string, string>} changes */
export function keep(changes) {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(changes)) value ? url.searchParams.set(key, value) : url.searchParams.delete(key);
  if (url.href !== location.href) history.replaceState(null, '', url.pathname + url.search);
}
