// Part of the page itself: asks for what the loop page shows first while its modules are still on their way. `api.js`
// takes the answers.
(() => {
  const [, first, project, more] = location.pathname.split('/');
  if (first !== 'projects' || !project || more) return;
  const token = sessionStorage.getItem('trefoil-token');
  const headers = {Accept: 'application/json', ...(token ? {Authorization: `Bearer ${token}`} : {})};
  const of = `/api/v1/projects/${same(project)}`;
  const addresses = [`${of}/status`, `${of}/verdicts?windows=60`, '/api/v1/endpoints', `${of}/charter`, `${of}/story?last=500`];
  Object.assign(window, {trefoilEarly: new Map(addresses.map((address) => [address, fetch(address, {headers}).catch(() => null)]))});

  /** The name as `api.js` spells it. @param {string} part */
  function same(part) {
    try {
      return encodeURIComponent(decodeURIComponent(part));
    } catch {
      return encodeURIComponent(part);
    }
  }
})();
