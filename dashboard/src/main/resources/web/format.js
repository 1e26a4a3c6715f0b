/** Numbers and times as people read them. Accuracies come as fractions and are shown in percent. */

const MISSING = '–';

export function percent(fraction) {
  return fraction == null ? MISSING : `${(100 * fraction).toFixed(1)} %`;
}

/** An interval of accuracies, in percent: 39.0–45.3. */
export function range({lower, upper}) {
  return `${points(lower)}–${points(upper)}`;
}

/** An interval with its coverage: (39.0 to 45.3, 90 %). */
export function interval({lower, upper, coverage}) {
  return `(${points(lower)} to ${points(upper)}, ${Number((100 * coverage).toFixed(1))} %)`;
}

/** A difference of accuracies, in points. */
export function points(fraction) {
  return fraction == null ? MISSING : (100 * fraction).toFixed(1);
}

export function signedPoints(fraction) {
  if (fraction == null) return MISSING;
  const text = Math.abs(100 * fraction).toFixed(1);
  return (text === '0.0' ? '±' : fraction < 0 ? '−' : '+') + text;
}

/** A probability in parentheses, never rounded to certainty. */
export function probability(value) {
  if (value == null) return '';
  return value > 0.995 ? '(>0.99)' : `(${value.toFixed(2)})`;
}

/** 0.01, 3.5e-5: short, and never rounded away. */
export function rate(value) {
  if (value == null) return MISSING;
  const text = String(Number(value.toPrecision(4)));
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace('e-', 'e−') : text;
}

export function time(instant) {
  return instant == null ? MISSING : new Date(instant).toLocaleTimeString([], {hour12: false});
}

export function dateTime(instant) {
  return instant == null ? MISSING : new Date(instant).toLocaleString([], {hour12: false});
}

export function count(number, singular, plural = `${singular}s`) {
  return `${number.toLocaleString()} ${number === 1 ? singular : plural}`;
}

const STATUS = {
  RUNNING: 'running',
  SILENT: 'silent',
  COMPLETED: 'completed',
  EARLY_STOPPED: 'early stopped',
  STOPPED_BY_DECISION: 'stopped',
  FAILED: 'failed',
};

export function statusName(status) {
  return STATUS[status] ?? status.toLowerCase().replaceAll('_', ' ');
}

export function targetName(target) {
  return {BEST_VALIDATION_ACCURACY: 'best', FINAL_VALIDATION_ACCURACY: 'final'}[target] ?? '';
}
