import * as echarts from './webjars/echarts/5.3.1/dist/echarts.esm.min.js';

/** The page's colours, as its style sheet has them for light or dark. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(`--${name}`).trim();
  return {
    high: colour('high'), low: colour('low'), none: colour('none'), diverged: colour('diverged'),
    accent: colour('accent'), text: colour('text'), dim: colour('dim'), line: colour('line'),
    card: colour('card'), font: getComputedStyle(document.body).fontFamily, early: colour('early'), late: colour('late'),
  };
}

/** A chart that fills its element and follows its size. */
export function chart(holder) {
  const made = echarts.init(holder, null, {renderer: 'canvas'});
  new ResizeObserver(() => made.resize()).observe(holder);
  return made;
}

export function axis(theme, more) {
  return {
    type: 'value',
    nameTextStyle: {color: theme.dim},
    axisLabel: {color: theme.dim, hideOverlap: true},
    axisLine: {lineStyle: {color: theme.line}},
    axisTick: {show: false},
    splitLine: {lineStyle: {color: theme.line}},
    ...more,
  };
}

export const percentLabel = fraction => `${Math.round(100 * fraction)} %`;
