import {byId, element} from './dom.js';
import {abstains, accuracyOf, intervalOf, kindOf} from './forecast.js';
import {badge, errorOf, estimate, isEnded, verdict} from './table.js';
import * as format from './format.js';
import {isOf} from './store.js';

export function renderCounts(rows, summary) {
  const counts = {running: 0, silent: 0, ended: 0};
  for (const row of rows) counts[isEnded(row) ? 'ended' : row.status === 'SILENT' ? 'silent' : 'running']++;
  const shown = [
    ['running', counts.running], ['silent', counts.silent], ['ended', counts.ended],
    ['predictions', summary?.predictions ?? 0], ['dead letters', summary?.deadLetters ?? 0],
    ['unreadable', summary?.unreadable ?? 0],
  ].filter(([name, number]) => number > 0 || !['silent', 'unreadable'].includes(name));
  byId('counts').replaceChildren(...shown.map(([name, number]) =>
      element('div', {'data-count': name, class: number > 0 && ['silent', 'dead letters', 'unreadable'].includes(name) ? 'bad' : null},
          element('dt', {}, name), element('dd', {}, number.toLocaleString()))));
}

export function renderLink(connected, summary) {
  const link = byId('link');
  link.className = connected ? 'link live' : 'link away';
  link.textContent = connected ? 'live' : 'no connection, trying again';
  const message = !connected ? null
      : summary?.source.message ?? (summary && !summary.source.caughtUp ? 'reading the topics from their beginning' : null);
  byId('waiting').hidden = message == null;
  byId('waiting').textContent = message ?? '';
}

/**
 * One notice for each reason why runs have no prediction, with the command that would help. Runs that
 * ended before their network and dataset had a predictor need no help any more.
 */
export function renderWithoutPredictor(rows) {
  const cohort = row => JSON.stringify([row.settings?.network, row.settings?.dataset]);
  const predicted = new Set(rows.filter(row => row.forecasts.some(made => made.status === 'PREDICTED')).map(cohort));
  const groups = new Map();
  for (const row of rows) {
    const without = row.forecasts.find(made => made.status === 'NO_PREDICTOR');
    if (!without || (isEnded(row) && predicted.has(cohort(row)))) continue;
    const key = JSON.stringify([without.reason, without.nextCommand]);
    if (!groups.has(key)) groups.set(key, {without, runs: 0});
    groups.get(key).runs++;
  }
  byId('without-predictor').replaceChildren(...[...groups.values()].map(({without, runs}) =>
      element('p', {class: 'notice'}, element('strong', {}, `${format.count(runs, 'run')} without a prediction: `), without.reason ?? 'there is no predictor',
          ...(without.nextCommand ? ['. Next: ', element('code', {}, without.nextCommand)] : []))));
}

export function renderFeed(forecasts, choice, select) {
  const shown = forecasts.filter(made => isOf(made, choice));
  byId('feed').replaceChildren(...(shown.length ? shown.map(made => feedLine(made, select))
      : [element('li', {class: 'empty'}, 'No prediction yet.')]));
}

function feedLine(made, select) {
  return element('li', {class: kindOf(made)},
      element('time', {datetime: made.trainedAt}, format.time(made.trainedAt)),
      element('div', {},
          `after epoch ${made.epoch}: `,
          element('button', {type: 'button', class: 'run-name', onclick: () => select(made.run)}, made.run),
          accuracyOf(made) == null ? ' ' : ` → ${format.percent(made.accuracy)} `, verdict(made),
          element('small', {class: 'dim'}, `, last accuracy ${format.percent(made.lastValidationAccuracy)}`),
          made.fittedOn ? element('small', {class: 'dim'}, ', no forecast: fitted on this run') : null));
}

/** The chosen run: what it is, where it stands, what was predicted of it after each epoch. */
export function renderSelected(row, forecast, detail, choice, close) {
  const card = byId('selected');
  card.hidden = !row;
  if (!row) return;
  const settings = row.settings;
  const facts = [
    ['network', settings.network], ['dataset', settings.dataset], ['sweep', settings.sweep],
    ['learning rate', format.rate(settings.learningRate)], ['dropout', format.rate(settings.dropout)],
    ['batch', settings.batchSize], ['optimizer', settings.optimizer],
    ...Object.entries(settings.others).sort(),
    ['attempt', row.attempt || null], ['last told', format.dateTime(row.lastSeen)],
    ['best', row.bestAccuracy == null ? null : format.percent(row.bestAccuracy)],
    ['final', row.finalAccuracy == null ? null : format.percent(row.finalAccuracy)],
  ].filter(([, value]) => value != null);
  const made = (detail?.forecasts ?? []).filter(each => each.predictor && isOf(each, choice));
  card.replaceChildren(...[
    element('div', {class: 'head'}, element('h2', {class: 'name'}, row.run),
        element('button', {type: 'button', class: 'close', 'aria-label': 'Close', onclick: close}, '×')),
    element('p', {class: 'state'}, badge(row),
        element('span', {}, `epoch ${row.lastEpoch}${row.plannedEpochs ? ` of ${row.plannedEpochs}` : ''}`),
        accuracyOf(forecast) == null ? null : element('span', {}, `predicted ${format.targetName(forecast.target)} `,
            element('strong', {}, format.percent(forecast.accuracy)),
            intervalOf(forecast) && ` ${format.interval(intervalOf(forecast))}`),
        verdict(forecast)),
    row.reason ? element('p', {class: 'reason'}, row.reason) : null,
    abstains(forecast) ? element('p', {class: 'reason'}, `The predictor abstains: ${forecast.abstention}`) : null,
    forecast?.reason ? element('p', {class: 'reason'}, forecast.reason) : null,
    forecast?.nextCommand ? element('p', {}, 'Next: ', element('code', {}, forecast.nextCommand)) : null,
    element('dl', {class: 'facts'}, ...facts.map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, String(value))))),
    made.length ? history(made) : null,
  ].filter(Boolean));
}

function history(made) {
  return element('div', {class: 'history'}, element('table', {class: 'plain'},
      element('thead', {}, element('tr', {}, ...['after', 'predicted', 'high or low', 'accuracy', 'error']
          .map((name, at) => element('th', {class: ['number', 'number predicted', null, 'number', 'number'][at]}, name)))),
      element('tbody', {}, ...made.toReversed().map(each => element('tr', {},
          element('td', {class: 'number'}, String(each.epoch)),
          element('td', {class: 'number predicted'}, ...estimate(each)),
          element('td', {}, verdict(each)),
          element('td', {class: 'number'}, format.percent(each.lastValidationAccuracy)),
          element('td', {class: 'number'}, format.signedPoints(errorOf(each))))))));
}

export function renderDeadLetters(summary) {
  const letters = summary?.latestDeadLetters ?? [];
  const card = byId('dead-letters');
  card.hidden = letters.length === 0;
  card.querySelector('h2 .dim').textContent = summary
      ? Object.entries(summary.deadLettersByCode).sort().map(([code, number]) => `${code} ${number}`).join(', ') : '';
  card.querySelector('tbody').replaceChildren(...letters.map(letter => element('tr', {},
      element('td', {}, format.dateTime(letter.recordedAt)),
      element('td', {}, letter.stage),
      element('td', {}, element('code', {}, letter.code)),
      element('td', {class: 'name'}, letter.run ?? '–'),
      element('td', {class: 'number'}, letter.epoch == null ? '–' : String(letter.epoch)),
      element('td', {class: 'why'}, letter.reason),
      element('td', {class: 'where'}, `${letter.topic}-${letter.partition} @ ${letter.offset}`))));
}
