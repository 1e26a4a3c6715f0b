import {axis, chart, colours, percentLabel} from './theme.js';
import {byId, element} from './dom.js';
import * as format from './format.js';

/** Predicted against actual: one point for each scored prediction that was a forecast. */
export class ScatterChart {
  #chart = chart(byId('scatter'));
  #epoch = byId('scatter-epoch');

  constructor(select, changed) {
    this.#epoch.addEventListener('change', changed);
    this.#chart.on('click', point => select(point.data?.score?.run));
  }

  render(scores, chosen) {
    const theme = colours();
    const forecasts = scores.filter(score => !score.fittedOn && score.predicted != null);
    this.#offerEpochs(forecasts);
    const epoch = this.#epoch.value;
    const shown = epoch ? forecasts.filter(score => String(score.epoch) === epoch) : forecasts;
    const [least, most] = range(shown);
    const epochs = forecasts.map(score => score.epoch).sort((a, b) => a - b);
    const [first, last] = [epochs[0] ?? 0, epochs.at(-1) ?? 1];
    const limits = {min: least, max: most, axisLabel: {color: theme.dim, formatter: percentLabel}};
    this.#chart.setOption({
      animation: false,
      textStyle: {fontFamily: theme.font},
      grid: {left: 60, right: 78, top: 14, bottom: 44},
      xAxis: axis(theme, {...limits, name: 'predicted', nameLocation: 'middle', nameGap: 26}),
      yAxis: axis(theme, {...limits, name: 'actual', nameLocation: 'middle', nameGap: 44}),
      tooltip: {
        backgroundColor: theme.card, borderColor: theme.line, textStyle: {color: theme.text},
        formatter: point => point.data.score ? describe(point.data.score) : '',
      },
      visualMap: {
        type: 'continuous', dimension: 2, seriesIndex: 1, right: 4, top: 'middle', itemHeight: 110, itemWidth: 10,
        min: first, max: Math.max(last, first + 1), text: [`after ${last}`, `after ${first}`], precision: 0, calculable: false, hoverLink: false,
        textStyle: {color: theme.dim}, inRange: {color: [theme.early, theme.late]},
      },
      series: [
        {type: 'line', data: [[least, least], [most, most]], symbol: 'none', silent: true,
          lineStyle: {color: theme.dim, type: 'dashed', width: 1}},
        {type: 'scatter', symbolSize: shown.length > 2000 ? 4 : 7, itemStyle: {opacity: 0.75},
          data: shown.map(score => ({value: [score.predicted, score.actual, score.epoch], score}))},
        {type: 'scatter', symbolSize: 12, silent: true, z: 5,
          itemStyle: {color: 'transparent', borderColor: theme.text, borderWidth: 1.5},
          data: shown.filter(score => score.run === chosen).map(score => [score.predicted, score.actual])},
      ],
    });
  }

  #offerEpochs(scores) {
    const epochs = [...new Set(scores.map(score => score.epoch))].sort((a, b) => a - b);
    if (this.#epoch.options.length === epochs.length + 1) return;
    const kept = this.#epoch.value;
    this.#epoch.replaceChildren(element('option', {value: ''}, 'any'),
        ...epochs.map(epoch => element('option', {value: epoch}, String(epoch))));
    this.#epoch.value = epochs.map(String).includes(kept) ? kept : '';
  }
}

/** The mean absolute error by epoch, beside the one of the plain forecast. */
export class ErrorChart {
  #chart = chart(byId('errors'));

  render(predictor) {
    const theme = colours();
    const byEpoch = predictor?.byEpoch ?? [];
    const line = (id, field, style) => ({
      id, type: 'line', symbol: 'circle', symbolSize: 5, data: byEpoch.map(at => [at.epoch, at[field]]),
      itemStyle: {color: style.color}, lineStyle: style,
    });
    this.#chart.setOption({
      animation: false,
      textStyle: {fontFamily: theme.font},
      grid: {left: 46, right: 16, top: 24, bottom: 40},
      xAxis: axis(theme, {name: 'after epoch', nameLocation: 'middle', nameGap: 24, minInterval: 1, splitLine: {show: false},
        min: byEpoch[0]?.epoch ?? 0, max: byEpoch.at(-1)?.epoch ?? 10}),
      yAxis: axis(theme, {name: 'points', min: 0, axisLabel: {color: theme.dim, formatter: value => String(Math.round(100 * value))}}),
      tooltip: {
        trigger: 'axis', backgroundColor: theme.card, borderColor: theme.line, textStyle: {color: theme.text},
        formatter: ([first]) => describeEpoch(byEpoch[first.dataIndex]),
      },
      series: [
        line('predictor', 'meanAbsoluteError', {color: theme.accent, width: 2.5}),
        line('last', 'lastAccuracyError', {color: theme.none, width: 2, type: 'dashed'}),
      ],
    });
  }
}

export function renderPredictors(predictors) {
  byId('predictors').tBodies[0].replaceChildren(...predictors.map(made => element('tr', {class: made.role === 'RETIRED' ? 'dim' : null},
      element('td', {class: 'name'}, `${made.predictor}@${made.version}`, ' ', element('small', {}, [made.role?.toLowerCase(), format.targetName(made.target)].filter(Boolean).join(', '))),
      element('td', {class: 'number'}, made.fittedOn == null ? '–' : format.count(made.fittedOn, 'run')),
      element('td', {class: 'number'}, made.scored ? `${made.scored} of ${format.count(made.runs, 'run')}` : '–'),
      element('td', {class: 'number strong'}, format.points(made.meanAbsoluteError)),
      element('td', {class: 'number'}, format.points(made.lastAccuracyError)),
      element('td', {class: 'number strong'}, format.percent(made.verdictsRight), element('br'),
          element('small', {class: 'dim'}, `last ${format.percent(made.lastAccuracyRight)}`)))));
}

function describe(score) {
  return element('div', {}, element('strong', {}, score.run), element('br'),
      `after epoch ${score.epoch}: ${format.percent(score.predicted)} predicted, ${format.percent(score.actual)} actual`,
      element('br'), `error ${format.signedPoints(score.error)}, of the last accuracy ${format.signedPoints(score.lastAccuracyError)}`);
}

function describeEpoch(at) {
  return element('div', {}, element('strong', {}, `after epoch ${at.epoch}`), element('br'),
      `predictor ${format.points(at.meanAbsoluteError)} points`, element('br'),
      `last accuracy ${format.points(at.lastAccuracyError)} points`, element('br'), format.count(at.scored, 'prediction'));
}

/** The same for both axes, so that the diagonal is one: from the least to the most, in steps of 5 %. */
function range(scores) {
  if (scores.length === 0) return [0, 1];
  const values = scores.flatMap(score => [score.predicted, score.actual]).sort((a, b) => a - b);
  return [Math.floor(20 * values[0] - 0.2) / 20, Math.ceil(20 * values.at(-1) + 0.2) / 20];
}
