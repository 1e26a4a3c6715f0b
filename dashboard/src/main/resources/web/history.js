import {abstains, accuracyOf, intervalOf} from './forecast.js';
import * as format from './format.js';

const TARGET = 18; // pixels
const LONE = 3; // pixels to both sides of the only prediction

/**
 * What was predicted of one run after each epoch: a line within the band of its intervals, and a
 * hollow diamond on the run's own curve where the predictor abstained. All have tooltips.
 *
 * @param made predictions of one predictor, by epoch
 * @param curve the run's [epoch, accuracy] pairs
 */
export function historySeries(theme, colour, made, curve) {
  const predicted = made.filter(each => accuracyOf(each) != null).map(each => at(each, each.accuracy));
  const abstained = made.filter(abstains)
      .map(each => at(each, curve.findLast(([epoch]) => epoch <= each.epoch)?.[1]))
      .filter(({value: [, accuracy]}) => accuracy != null);
  const shown = made.map(each => [each.epoch, accuracyOf(each)]);
  return [
    bandSeries('band', colour, pieces(made)),
    {id: 'history', type: 'line', silent: true, z: 4, symbol: 'diamond', symbolSize: 7, data: shown,
      lineStyle: {color: theme.dim, type: 'dotted', width: 1.5}, itemStyle: {color: theme.dim}},
    {id: 'abstentions', type: 'scatter', silent: true, z: 8, symbol: 'diamond', symbolSize: 11, data: abstained,
      itemStyle: {color: theme.card, borderColor: theme.text, borderWidth: 1.5}},
    {id: 'targets', type: 'scatter', z: 9, symbolSize: TARGET, cursor: 'pointer', emphasis: {disabled: true},
      data: [...predicted, ...abstained], itemStyle: {color: 'transparent'}},
  ];
}

/** A translucent area for each piece, a list of [epoch, lower, upper]. */
export function bandSeries(id, colour, areas) {
  return {id, type: 'custom', silent: true, z: 3, clip: true, data: areas.map((_, index) => [index, 0]),
    renderItem: ({dataIndex}, api) => ({
      type: 'polygon', silent: true, shape: {points: outline(areas[dataIndex], api)},
      style: {fill: colour, opacity: areas[dataIndex].length > 1 ? 0.2 : 0.45},
    })};
}

/** What the tooltip says of a prediction. */
export function describe(made) {
  const after = `after epoch ${made.epoch}: `;
  if (abstains(made)) return `${after}the predictor abstains: ${made.abstention}`;
  const interval = intervalOf(made);
  return `${after}${format.percent(made.accuracy)}${interval ? ` ${format.interval(interval)}` : ''}`;
}

function at(made, accuracy) {
  return {value: [made.epoch, accuracy], made};
}

/** Predictions one after another that have an interval; another kind between them parts them. */
function pieces(made) {
  const parted = [[]];
  for (const each of made) {
    const interval = intervalOf(each);
    if (interval) parted.at(-1).push([each.epoch, interval.lower, interval.upper]);
    else parted.push([]);
  }
  return parted.filter(piece => piece.length > 0);
}

function outline(area, api) {
  const upper = area.map(([epoch, , high]) => api.coord([epoch, high]));
  const lower = area.map(([epoch, low]) => api.coord([epoch, low]));
  if (area.length > 1) return [...upper, ...lower.toReversed()];
  return [[upper, -LONE], [upper, LONE], [lower, LONE], [lower, -LONE]].map(([[[x, y]], aside]) => [x + aside, y]);
}
