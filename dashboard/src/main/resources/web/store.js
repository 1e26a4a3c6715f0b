/**
 * What the page knows, kept in step with the server: everything is fetched on each connection
 * after which events may have been missed, and each event replaces the run that it is about.
 */
export class Store {
  rows = new Map();
  scores = new Map();
  summary = null;
  connected = false;

  #changed;
  #duringFetch = null;
  #fetchAgain = false;

  /** `changed(run)` is called after each change; without a run anything may have changed. */
  constructor(changed) {
    this.#changed = changed;
  }

  connect() {
    const events = new EventSource('api/events');
    const heard = () => {
      if (!this.connected) {
        this.connected = true;
        this.#changed();
      }
    };
    events.addEventListener('hello', event => {
      heard();
      if (JSON.parse(event.data).missed) this.fetchAll();
    });
    events.addEventListener('heartbeat', heard);
    events.addEventListener('reset', () => this.fetchAll());
    events.addEventListener('predictor', () => this.fetchAll());
    for (const type of ['epoch', 'run', 'prediction', 'score', 'dead-letter']) {
      events.addEventListener(type, event => this.#apply(JSON.parse(event.data)));
    }
    events.onerror = () => {
      this.connected = false;
      this.#changed();
      if (events.readyState === EventSource.CLOSED) setTimeout(() => this.connect(), 3000);
    };
  }

  async fetchAll() {
    if (this.#duringFetch) {
      this.#fetchAgain = true;
      return;
    }
    this.#duringFetch = [];
    try {
      const [rows, scores, summary] =
          await Promise.all([get('api/runs'), get('api/scores'), get('api/summary')]);
      this.rows = new Map(rows.map(row => [row.run, row]));
      this.scores = new Map(scores.map(score => [scoreKey(score), score]));
      this.summary = summary;
    } catch (error) {
      console.warn('cannot fetch', error);
      this.connected = false;
      setTimeout(() => this.fetchAll(), 3000);
    }
    const missed = this.#duringFetch;
    this.#duringFetch = null;
    missed.forEach(change => this.#apply(change));
    this.#changed();
    if (this.#fetchAgain) {
      this.#fetchAgain = false;
      this.fetchAll();
    }
  }

  async fetchSummary() {
    try {
      this.summary = await get('api/summary');
    } catch (error) {
      console.warn('cannot fetch the summary', error);
    }
  }

  fetchRun(run) {
    return get(`api/runs/${encodeURIComponent(run)}`);
  }

  /** The chosen predictor's latest prediction of a run; where there is none, that there is no predictor. */
  forecast(row, choice) {
    return row.forecasts.filter(made => isOf(made, choice)).sort((a, b) => a.epoch - b.epoch).at(-1)
        ?? row.forecasts.find(made => made.status === 'NO_PREDICTOR') ?? null;
  }

  #apply(change) {
    this.#duringFetch?.push(change);
    const row = change.row;
    if (row && (this.rows.get(row.run)?.revision ?? -1) < row.revision) {
      this.rows.set(row.run, row);
    }
    if (change.type === 'score') this.scores.set(scoreKey(change.detail), change.detail);
    this.#changed(row?.run);
  }
}

/** The choice that means the champion of each cohort, whichever it was when it predicted. */
export const CHAMPION = '';

/** What names a predictor in a choice. */
export function keyOf(made) {
  return `${made.predictor}@${made.version}`;
}

/** Whether a prediction or a score is one of the chosen predictor. */
export function isOf(made, choice) {
  return choice === CHAMPION ? made.champion === true : keyOf(made) === choice;
}

function scoreKey(score) {
  return JSON.stringify([score.run, score.epoch, score.predictor, score.version, score.window]);
}

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}
