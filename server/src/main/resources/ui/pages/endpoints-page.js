// The addresses that answer: what each is answered by, and whether a rollout is open.
import {html} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {count, pill, text, when} from '../words.js';
import {inProject} from '../route.js';
import {curl} from '../parts/copy-command.js';

class EndpointsPage extends Page {
  async load() {
    const {endpoints = []} = await api.get(path(['endpoints']));
    return this.ofProject(endpoints.filter((endpoint) => !this.route.project || endpoint.project === this.route.project));
  }

  concerns({kind}) {
    return /endpoint|rollout|story/.test(kind);
  }

  tabTitle() {
    return 'Endpoints';
  }

  command() {
    return curl('/api/v1/endpoints');
  }

  page() {
    const open = this.data.filter((endpoint) => endpoint.rollout).length;
    return html`${this.heading('Endpoints', html`<p class="says">${this.data.length ? `${count(this.data.length, 'endpoint')}, ${open ? `${count(open, 'rollout')} under way` : 'no rollout under way'}.` : 'Nothing answers yet.'}</p>`)}
      <section class="card" aria-label="Endpoints">${this.data.length ? html`<div class="scroll" tabindex="0" role="group" aria-label="Endpoints, a table"><table class="rows"><thead><tr><th>Endpoint</th><th>Answered by</th><th>Rollout</th><th>Changed</th></tr></thead><tbody>${this.data.map((endpoint) => html`<tr>
        <td><a href=${inProject(endpoint.project ?? '', 'endpoints', endpoint.name)}><b>${text(endpoint.name, 80)}</b></a></td><td>${text(endpoint.says, 120)}</td>
        <td>${endpoint.rollout ? pill('running', `${endpoint.rollout.candidate}, step ${endpoint.rollout.step + 1} of ${endpoint.rollout.plan?.steps?.length ?? '?'}`) : html`<span class="soft">none</span>`}</td><td>${when(endpoint.changed)}</td></tr>`)}</tbody></table></div>`
      : this.empty('An endpoint appears when a version passes its gate and is released, which a trip round the loop does:', './trefoil run')}</section>`;
  }
}
customElements.define('endpoints-page', EndpointsPage);
