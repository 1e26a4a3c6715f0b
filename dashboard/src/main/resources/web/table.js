import {byId, element, sparkline} from './dom.js';
import {abstains, accuracyOf, intervalOf, kindOf} from './forecast.js';
import * as format from './format.js';

const ENDED = new Set(['COMPLETED', 'EARLY_STOPPED', 'STOPPED_BY_DECISION', 'FAILED']);

export function isEnded(row) {
  return ENDED.has(row.status);
}

/** Name, key to sort by, first direction, class, cell content. */
const COLUMNS = [
  ['Run', row => row.run, 1, 'name', (row, _, select) => [
    element('button', {type: 'button', class: 'run-name', onclick: () => select(row.run)}, row.run)]],
  ['Learning rate', row => row.settings.learningRate, -1, 'number wide', row => [format.rate(row.settings.learningRate)]],
  ['Dropout', row => row.settings.dropout, -1, 'number wide', row => [format.rate(row.settings.dropout)]],
  ['Status', row => row.status, -1, 'status', row => [badge(row)]],
  ['Epoch', row => row.lastEpoch, -1, 'epoch', row => [progress(row)]],
  ['Curve', row => row.lastAccuracy, -1, 'curve wide', (row, forecast) => [
    sparkline(row.curve, row.plannedEpochs ?? row.lastEpoch, kindOf(forecast))]],
  ['Accuracy', row => row.lastAccuracy, -1, 'number accuracy', row => [format.percent(row.lastAccuracy)]],
  ['Predicted', (_, forecast) => accuracyOf(forecast), -1, 'number predicted', (_, forecast) => predicted(forecast)],
  ['High or low', (_, forecast) => abstains(forecast) ? null : forecast?.probabilityHigh, -1, 'verdict', (_, forecast) => [verdict(forecast)]],
  ['Error', (_, forecast) => errorOf(forecast) == null ? null : Math.abs(errorOf(forecast)), 1, 'number error', (_, forecast) => [
    forecast?.fittedOn ? element('span', {class: 'dim', title: 'The predictor was fitted on this run: no forecast'}, 'fitted on')
      : format.signedPoints(errorOf(forecast))]],
];

export function badge(row) {
  const title = row.reason ?? (row.status === 'SILENT'
      ? `No epoch since ${format.dateTime(row.lastSeen)}: the trainer may be gone` : null);
  return element('span', {class: `badge ${row.status.toLowerCase()}`, title}, format.statusName(row.status));
}

export function verdict(forecast) {
  if (abstains(forecast)) {
    return element('span', {class: 'verdict abstains', title: `The predictor abstains: ${forecast.abstention}`}, 'ABSTAINS');
  }
  switch (forecast?.status) {
    case undefined: return null;
    case 'DIVERGED': return element('span', {class: 'verdict diverged', title: 'The weights are no longer finite'}, 'DIVERGED');
    case 'NO_PREDICTOR': return element('span', {class: 'verdict none', title: forecast.reason}, 'NO PREDICTOR');
    default: return element('span', {class: `verdict ${kindOf(forecast)}`, title: 'How probable that is, in parentheses'},
        forecast.verdict ?? '', ' ', element('small', {}, format.probability(certainty(forecast))));
  }
}

function certainty({verdict, probabilityHigh}) {
  return probabilityHigh != null && verdict === 'LOW' ? 1 - probabilityHigh : probabilityHigh;
}

/** How wrong the shown accuracy was, or null. */
export function errorOf(forecast) {
  return accuracyOf(forecast) == null ? null : forecast.error;
}

/** The predicted accuracy with its interval. */
export function estimate(forecast) {
  const accuracy = format.percent(accuracyOf(forecast));
  const interval = intervalOf(forecast);
  return [accuracy, element('small',
      {class: 'interval', title: interval && `${accuracy} ${format.interval(interval)}`}, interval && format.range(interval))];
}

function predicted(forecast) {
  return [...estimate(forecast), element('small', {}, accuracyOf(forecast) == null ? null : `after ${forecast.epoch}`)];
}

function progress(row) {
  const planned = row.plannedEpochs;
  const share = planned ? Math.min(1, row.lastEpoch / planned) : isEnded(row) ? 1 : 0;
  const bar = element('i', {class: 'bar'}, element('b'));
  bar.firstChild.style.width = `${100 * share}%`;
  return element('span', {class: 'progress'}, bar, planned ? `${row.lastEpoch}/${planned}` : `${row.lastEpoch}`);
}

/** The table of runs. Rows are kept from one rendering to the next; only changed ones are remade. */
export class RunTable {
  #table = byId('runs');
  #body = this.#table.tBodies[0];
  #lines = new Map();
  #column = 7;
  #direction = -1;
  #select;

  constructor(select, sorted) {
    this.#select = select;
    COLUMNS.forEach(([name, , first, kind], index) => {
      const sort = () => {
        this.#direction = this.#column === index ? -this.#direction : first;
        this.#column = index;
        sorted();
      };
      this.#table.tHead.rows[0].append(
          element('th', {class: kind, scope: 'col'}, element('button', {type: 'button', onclick: sort}, name)));
    });
  }

  /** Shows `rows`; `forecastOf(row)` is the prediction to show beside each. */
  render(rows, forecastOf, selected) {
    const key = COLUMNS[this.#column][1];
    const keyed = rows.map(row => [key(row, forecastOf(row)), row]);
    keyed.sort(([a, rowA], [b, rowB]) => this.#compare(a, b) || (rowA.run < rowB.run ? -1 : 1));

    const wanted = keyed.map(([, row]) => this.#line(row, forecastOf(row)));
    const shown = new Set(wanted);
    [...this.#body.rows].filter(line => !shown.has(line)).forEach(line => line.remove());
    wanted.forEach((line, at) => {
      if (this.#body.rows[at] !== line) this.#body.insertBefore(line, this.#body.rows[at] ?? null);
      line.classList.toggle('chosen', line.dataset.run === selected);
    });
    [...this.#table.tHead.rows[0].cells].forEach((cell, index) => cell.setAttribute('aria-sort',
        index !== this.#column ? 'none' : this.#direction > 0 ? 'ascending' : 'descending'));
  }

  #compare(a, b) {
    if (a == null || b == null) return (a == null) - (b == null);
    return this.#direction * (a < b ? -1 : a > b ? 1 : 0);
  }

  #line(row, forecast) {
    const known = this.#lines.get(row.run);
    const version = `${row.revision} ${forecast?.predictor} ${forecast?.version} ${forecast?.fittedOn}`;
    if (known?.version === version) return known.line;
    const line = known?.line ?? element('tr', {'data-run': row.run, onclick: event => {
      if (!event.target.closest('button')) this.#select(row.run);
    }});
    line.replaceChildren(...COLUMNS.map(([, , , kind, content]) =>
        element('td', {class: kind}, ...content(row, forecast, this.#select).filter(child => child != null))));
    this.#lines.set(row.run, {line, version});
    return line;
  }
}
