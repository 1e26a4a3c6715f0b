import {axis, chart, colours, percentLabel} from './theme.js';
import {byId, element} from './dom.js';
import {accuracyOf, intervalOf, kindOf} from './forecast.js';
import {bandSeries, describe, historySeries} from './history.js';
import {isEnded} from './table.js';
import * as format from './format.js';

const NEAR = 26; // pixels
const GAP = [null, null];

/** All validation curves in one chart; the run under the pointer or chosen stands out. */
export class CurvesChart {
  #chart = chart(byId('curves'));
  #rows = [];
  #forecastOf = () => null;
  #chosen = null;
  #history = [];
  #hovered = null;

  constructor(select) {
    const surface = this.#chart.getZr();
    surface.on('mousemove', event => this.#hover(this.#nearest(event.offsetX, event.offsetY)));
    surface.on('globalout', () => this.#hover(null));
    surface.on('click', event => {
      const run = this.#nearest(event.offsetX, event.offsetY);
      if (run) select(run);
    });
  }

  /** `history` is what was predicted of the chosen run, epoch by epoch. */
  render(rows, forecastOf, chosen, history) {
    this.#rows = rows;
    this.#forecastOf = forecastOf;
    this.#chosen = chosen;
    this.#history = rows.some(row => row.run === chosen) ? history : [];
    const theme = colours();
    const threshold = rows.map(row => forecastOf(row)?.threshold).find(value => value != null);
    this.#chart.setOption({
      animation: false,
      textStyle: {fontFamily: theme.font},
      grid: {left: 46, right: 82, top: 14, bottom: 40},
      xAxis: axis(theme, {name: 'epoch', nameLocation: 'middle', nameGap: 24, min: 0, max: this.#lastEpoch(), minInterval: 1, splitLine: {show: false}}),
      tooltip: {
        trigger: 'item', confine: true, backgroundColor: theme.card, borderColor: theme.line,
        textStyle: {color: theme.text}, extraCssText: 'max-width: 340px; white-space: normal',
        formatter: ({data}) => data.made ? element('div', {}, describe(data.made)) : '',
      },
      yAxis: axis(theme, {min: 0, max: this.#highest(), axisLabel: {color: theme.dim, formatter: percentLabel}}),
      series: [
        ...this.#groups(theme),
        this.#markers(theme),
        this.#thresholdLine(theme, threshold),
        ...this.#emphasised(theme),
      ],
    });
  }

  /** Few series instead of hundreds: the curves of one colour are one line with gaps in it. */
  #groups(theme) {
    const parts = {};
    for (const kind of ['none', 'low', 'high', 'diverged']) {
      for (const ended of [true, false]) parts[`${kind} ${ended}`] = {kind, ended, data: []};
    }
    for (const row of this.#rows) {
      const part = parts[`${kindOf(this.#forecastOf(row))} ${isEnded(row)}`];
      part.data.push(...row.curve, GAP);
    }
    const faint = this.#chosen ? 0.45 : 1;
    return Object.entries(parts).map(([id, {kind, ended, data}]) => ({
      id, type: 'line', data, symbol: 'none', silent: true, connectNulls: false,
      lineStyle: {color: theme[kind], width: ended ? 1 : 1.5, opacity: (ended ? 0.3 : 0.85) * faint},
    }));
  }

  /** Where running runs are predicted to end, at the right edge. */
  #markers(theme) {
    const data = this.#rows
        .filter(row => !isEnded(row) && accuracyOf(this.#forecastOf(row)) != null)
        .map(row => ({
          value: [this.#end(row), this.#forecastOf(row).accuracy],
          itemStyle: {color: theme[kindOf(this.#forecastOf(row))]},
        }));
    return {id: 'markers', type: 'scatter', symbol: 'diamond', symbolSize: 9, data, silent: true,
      itemStyle: {opacity: this.#chosen ? 0.35 : 0.8}};
  }

  #thresholdLine(theme, threshold) {
    return {id: 'threshold', type: 'line', data: [], silent: true, markLine: {
      silent: true, symbol: 'none', animation: false,
      lineStyle: {color: theme.dim, type: [2, 4], width: 1},
      label: {color: theme.dim, position: 'insideStartTop', formatter: `high ≥ ${percentLabel(threshold)}`},
      data: threshold == null ? [] : [{yAxis: threshold}],
    }};
  }

  #emphasised(theme) {
    const series = [];
    for (const [role, run] of [['chosen', this.#chosen], ['hovered', this.#hovered]]) {
      const row = this.#rows.find(candidate => candidate.run === run);
      const forecast = row && this.#forecastOf(row);
      const colour = theme[kindOf(forecast)];
      const curve = row?.curve ?? [];
      const start = curve.findLast(([epoch]) => epoch <= forecast?.epoch) ?? curve.at(-1);
      const predicted = start && accuracyOf(forecast) != null ? [this.#end(row), forecast.accuracy] : null;
      const interval = predicted && intervalOf(forecast);
      series.push(
        bandSeries(`${role} interval`, colour, interval ? [[[this.#end(row), interval.lower, interval.upper]]] : []),
        {id: `${role} curve`, type: 'line', data: curve, silent: true, symbol: 'circle', symbolSize: 5, z: 5,
          lineStyle: {color: colour, width: 3}, itemStyle: {color: colour}},
        {id: `${role} forecast`, type: 'line', data: predicted ? [start, predicted] : [], silent: true, z: 6,
          symbol: (_, {dataIndex}) => dataIndex === 1 ? 'diamond' : 'none', symbolSize: 13,
          lineStyle: {color: colour, width: 2, type: 'dashed'}, itemStyle: {color: colour, borderColor: theme.card, borderWidth: 1},
          label: {show: true, position: 'right', color: theme.text, fontWeight: 600,
            formatter: ({dataIndex}) => dataIndex === 1 ? format.percent(forecast?.accuracy) : ''}},
        {id: `${role} name`, type: 'scatter', data: curve.slice(-1), silent: true, symbolSize: 0.1, z: 7,
          label: {show: true, ...this.#aside(curve, predicted), distance: 8, color: theme.text, fontWeight: 600,
            backgroundColor: `${theme.card}b0`, padding: [2, 5], borderRadius: 3, formatter: () => label(row)}},
      );
    }
    const row = this.#rows.find(candidate => candidate.run === this.#chosen);
    const colour = theme[kindOf(row && this.#forecastOf(row))];
    return [...series, ...historySeries(theme, colour, this.#history, row?.curve ?? [])];
  }

  #hover(run) {
    if (run === this.#hovered) return;
    this.#hovered = run;
    this.#chart.getZr().setCursorStyle(run ? 'pointer' : 'default');
    this.#chart.setOption({series: this.#emphasised(colours())});
  }

  #nearest(x, y) {
    let nearest = null, best = NEAR ** 2;
    const origin = this.#chart.convertToPixel('grid', [0, 0]);
    const one = this.#chart.convertToPixel('grid', [1, 1]);
    const consider = (run, [epoch, accuracy]) => {
      const dx = origin[0] + epoch * (one[0] - origin[0]) - x;
      const dy = origin[1] + accuracy * (one[1] - origin[1]) - y;
      if (dx * dx + dy * dy < best) {
        best = dx * dx + dy * dy;
        nearest = run;
      }
    };
    for (const row of this.#rows) {
      row.curve.forEach(point => consider(row.run, point));
      const forecast = this.#forecastOf(row);
      if (!isEnded(row) && accuracyOf(forecast) != null) consider(row.run, [this.#end(row), forecast.accuracy]);
    }
    for (const made of this.#history) {
      if (accuracyOf(made) != null) consider(this.#chosen, [made.epoch, made.accuracy]);
    }
    return nearest;
  }

  /** Where a curve's name is out of the way of what is predicted, and within the chart. */
  #aside(curve, predicted) {
    const [epoch, last] = curve.at(-1) ?? GAP;
    const along = epoch / this.#lastEpoch();
    return {
      position: predicted?.[1] > last && last > this.#highest() / 4 ? 'bottom' : 'top',
      align: along > 0.75 ? 'right' : along < 0.25 ? 'left' : 'center',
    };
  }

  #end(row) {
    return isEnded(row) ? row.lastEpoch : Math.max(row.plannedEpochs ?? 0, row.lastEpoch);
  }

  #lastEpoch() {
    return Math.max(5, ...this.#rows.map(row => this.#end(row)));
  }

  #highest() {
    const top = forecast => intervalOf(forecast)?.upper ?? accuracyOf(forecast) ?? 0;
    const highest = this.#rows.reduce((high, row) => row.curve.reduce((most, point) => Math.max(most, point[1]),
        Math.max(high, top(this.#forecastOf(row)))), Math.max(0.1, ...this.#history.map(top)));
    return Math.min(1, Math.ceil(highest * 10 + 0.2) / 10);
  }
}

function label(row) {
  return row ? `${row.run}  ${format.percent(row.lastAccuracy)}` : '';
}
