import {CurvesChart} from './curves.js';
import {byId, element, throttled} from './dom.js';
import {ErrorChart, renderPredictors, ScatterChart} from './quality.js';
import {abstains, accuracyOf, kindOf} from './forecast.js';
import * as panels from './panels.js';
import {CHAMPION, isOf, keyOf, Store} from './store.js';
import {isEnded, RunTable} from './table.js';

const FILTERS = {
  running: row => row.status === 'RUNNING',
  silent: row => row.status === 'SILENT',
  ended: isEnded,
  high: (_, forecast) => kindOf(forecast) === 'high',
  low: (_, forecast) => kindOf(forecast) === 'low',
  diverged: (_, forecast) => kindOf(forecast) === 'diverged',
  abstains: (_, forecast) => abstains(forecast),
  none: (_, forecast) => accuracyOf(forecast) == null,
};

let choice = CHAMPION;
let chosen = new URLSearchParams(location.hash.slice(1)).get('run');
let detail = null;

const renderTable = throttled(showTable, 400);
const renderCharts = throttled(showCharts, 1000);
const renderQuality = throttled(showQuality, 1500);
const fetchSummary = throttled(() => store.fetchSummary().then(showSummary), 1000);
const fetchDetail = throttled(loadDetail, 1000);

const store = new Store(run => {
  renderTable();
  renderCharts();
  if (run === undefined) {
    showSummary();
    fetchDetail();
  } else {
    fetchSummary();
    if (run === chosen) fetchDetail();
  }
});
const table = new RunTable(choose, showTable);
const curves = new CurvesChart(choose);
const scatter = new ScatterChart(choose, showQuality);
const errors = new ErrorChart();

const forecastOf = row => store.forecast(row, choice);

function visible() {
  const words = byId('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = FILTERS[byId('status-filter').value] ?? (() => true);
  return [...store.rows.values()].filter(row => {
    const {network, dataset, sweep} = row.settings;
    const text = [row.run, network, dataset, sweep, row.status].join(' ').toLowerCase();
    return words.every(word => text.includes(word)) && wanted(row, forecastOf(row));
  });
}

function showTable() {
  const rows = visible();
  table.render(rows, forecastOf, chosen);
  byId('shown').textContent = rows.length === store.rows.size ? `${rows.length}` : `${rows.length} of ${store.rows.size}`;
  byId('no-runs').hidden = store.rows.size > 0;
  panels.renderCounts([...store.rows.values()], store.summary);
  panels.renderLink(store.connected, store.summary);
  panels.renderWithoutPredictor([...store.rows.values()]);
  showSelected();
}

function showCharts() {
  const history = (detail?.row.run === chosen ? detail.forecasts : []).filter(made => isOf(made, choice));
  curves.render(visible(), forecastOf, chosen, history);
}

function showSelected() {
  const row = store.rows.get(chosen);
  panels.renderSelected(row, row && forecastOf(row), detail?.row.run === chosen ? detail : null, choice, () => choose(null));
}

function showSummary() {
  const summary = store.summary;
  const predictors = summary?.predictors ?? [];
  const keys = predictors.map(keyOf);
  const select = byId('predictor');
  if (keys.length > 0 && select.options.length !== keys.length + 1) {
    select.replaceChildren(element('option', {value: CHAMPION}, 'champion'),
        ...keys.map(key => element('option', {value: key}, key)));
    if (!keys.includes(choice)) choice = CHAMPION;
    select.value = choice;
  }
  byId('predictor-choice').hidden = keys.length < 2;
  panels.renderLink(store.connected, summary);
  panels.renderCounts([...store.rows.values()], summary);
  panels.renderFeed(summary?.latestForecasts ?? [], choice, choose);
  panels.renderDeadLetters(summary);
  renderPredictors(predictors);
  renderQuality();
}

function showQuality() {
  scatter.render([...store.scores.values()].filter(score => isOf(score, choice)), chosen);
  errors.render(store.summary?.predictors.find(made => choice === CHAMPION ? made.role === 'CHAMPION' : keyOf(made) === choice));
}

function choose(run) {
  chosen = run === chosen ? null : run ?? null;
  history.replaceState(null, '', chosen ? `#run=${encodeURIComponent(chosen)}` : location.pathname);
  detail = null;
  showTable();
  showCharts();
  showQuality();
  loadDetail();
}

async function loadDetail() {
  const run = chosen;
  if (!store.rows.has(run)) return;
  try {
    const loaded = await store.fetchRun(run);
    if (run === chosen) detail = loaded;
  } catch (error) {
    console.warn('cannot fetch the run', error);
  }
  showSelected();
  renderCharts();
}

byId('filter').addEventListener('input', () => { showTable(); renderCharts(); });
byId('status-filter').addEventListener('change', () => { showTable(); renderCharts(); });
byId('predictor').addEventListener('change', event => {
  choice = event.target.value;
  showTable();
  showSummary();
  showCharts();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { showCharts(); showQuality(); });
store.connect();
