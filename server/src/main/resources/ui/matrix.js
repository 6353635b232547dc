// From the server's flat list of verdicts to requirements × columns.
import {inProject} from './route.js';

const PLACES = ['hold-out', 'rollout', 'live'];
const WORST = ['fail', 'inconclusive', 'waiting', 'pass'];

/** A verdict as the pages use it, whichever way the server words it. @param {any} v */
export function flatVerdict(v) {
  if (!v) return v;
  const estimate = v.estimate ?? v;
  const bound = v.bound !== null && typeof v.bound === 'object' ? v.bound : {value: v.bound, side: v.side};
  return {...v, ...estimate, outcome: String(v.outcome?.word ?? v.outcome ?? 'waiting').toLowerCase(), bound: bound.value, side: String(bound.side ?? '').toLowerCase()};
}

/** Several groups of one requirement in one cell: the worst one stands for all. @param {any[]} cells */
function together(cells) {
  const whole = cells.find((cell) => !cell.group);
  const groups = cells.filter((cell) => cell.group).sort((a, b) => WORST.indexOf(a.outcome) - WORST.indexOf(b.outcome) || (a.value ?? 0) - (b.value ?? 0));
  const first = whole ?? groups[0];
  return groups.length ? {...first, groups} : first;
}

/** @param {any} cell */
function columnOf(cell) {
  const version = Number(cell.version) || 0;
  const subject = cell.subject ?? (cell.where === 'rollout' && cell.arm ? cell.arm : version ? `v${version}` : cell.arm || '');
  return {where: cell.where, window: cell.window ?? '', subject, model: cell.model ?? '', version: version || '', rollout: cell.rollout ?? '', from: cell.from ?? '', number: cell.number ?? 0};
}

/** Names a column for the address; the same column has the same name as long as it exists. @param {any} column */
export const columnKey = (column) => [column.where, column.window, column.subject, String(column.rollout ?? '').slice(0, 8)].filter((part, i) => part && !(i === 1 && part === column.where)).join('~').replaceAll(' ', '');

/** The address that opens a verdict's evidence. @param {string} project @param {string} requirement @param {string} window @param {string} [where] */
export const evidenceLink = (project, requirement, window, where = 'live') => inProject(project) + (window ? `?cell=${encodeURIComponent(`${requirement}.${columnKey({where, window})}`)}` : '');

/** @param {any[]} requirements of the status: id, says, measure, owner @param {any} answer of the verdicts */
export function toMatrix(requirements, answer) {
  const flat = (answer?.cells ?? []).map(flatVerdict);
  const columns = new Map();
  const byPlace = new Map();
  for (const cell of flat) {
    const column = columnOf(cell);
    const key = [column.where, column.window, column.subject, column.rollout].join('|');
    if (!columns.has(key)) columns.set(key, column);
    const place = `${cell.requirement}|${key}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), cell]);
  }
  const keys = [...columns.keys()].sort((a, b) => {
    const x = columns.get(a), y = columns.get(b);
    return PLACES.indexOf(x.where) - PLACES.indexOf(y.where) || Number(x.from > y.from) - Number(x.from < y.from) || x.number - y.number;
  });
  const known = requirements?.length ? requirements : [...new Set(flat.map((cell) => cell.requirement))].map((id) => ({id, says: ''}));
  return {
    requirements: known.map((requirement) => ({...requirement, asks: requirement.asks ?? String(requirement.measure ?? '').replaceAll('_', ' '), unit: requirement.unit ?? '', difference: requirement.difference === true})),
    columns: keys.map((key) => columns.get(key)),
    cells: known.map((requirement) => keys.map((key) => { const cells = byPlace.get(`${requirement.id}|${key}`); return cells ? together(cells) : null; })),
  };
}
