// One row per project: the small knot with its states, what is going on in a sentence, requirement strip, owner.
import {html, nothing} from 'lit';
import {Page} from '../page.js';
import {api, path} from '../api.js';
import {count, pill, text} from '../words.js';
import {inProject} from '../route.js';
import {curl} from '../parts/copy-command.js';
import '../parts/trefoil-knot.js';

class ProjectsPage extends Page {
  async load() {
    const {projects = []} = await api.get(path(['projects']));
    return {projects: projects.map((project) => ({...project, name: project.name ?? project.project, says: project.says ?? project.now,
      requirements: (project.requirements || []).map((r) => ({id: r.id, outcome: r.latest?.outcome ?? r.outcome})), stations: project.stations || []}))};
  }

  concerns() {
    return true;
  }

  tabTitle() {
    return 'Projects';
  }

  command() {
    return curl('/api/v1/projects');
  }

  page() {
    const {projects = []} = this.data;
    const failing = projects.filter((project) => (project.requirements ?? []).some((r) => r.outcome === 'fail'));
    return html`${this.heading('Projects', html`<p class="says">${projects.length === 0 ? 'No project has been sent to this server yet.' : html`${count(projects.length, 'project')}; ${
        failing.length ? html`${failing.map((p, i) => html`${i ? ', ' : ''}<b>${text(p.name, 40)}</b>`)} ${failing.length === 1 ? 'fails' : 'fail'} a requirement.` : 'no requirement fails.'}`}</p>`)}
      ${projects.length ? html`<section class="card" aria-label="Projects"><div class="scroll" tabindex="0" role="group" aria-label="Projects, a table"><table class="rows stack"><thead><tr><th><span class="hidden">Where on the loop</span></th><th>Project</th><th>Requirements</th><th>Owner</th></tr></thead><tbody>
        ${projects.map((project) => this.row(project))}</tbody></table></div></section>`
      : html`<section class="card">${this.empty('A project is a folder with a file trefoil.yaml. The demo makes one and takes it round the whole loop in a few minutes:', './trefoil demo')}${this.empty('Or begin with your own data:', './trefoil init my-project --data data.csv --label COLUMN')}</section>`}`;
  }

  /** @param {any} project */
  row(project) {
    return html`<tr><td><trefoil-knot small .stations=${project.stations ?? []}></trefoil-knot></td>
      <td><a href=${inProject(project.name)}><b>${text(project.name, 80)}</b></a> ${project.mode ? html`<span class="pill live">${project.mode}</span>` : nothing}<br>${text(project.says, 300)}</td>
      <td><div class="strip">${(project.requirements ?? []).map((r) => pill(r.outcome, r.id))}</div></td><td>${text(project.owner, 60)}</td></tr>`;
  }
}
customElements.define('projects-page', ProjectsPage);
