/** What a forecast says. Where the predictor abstains, its numbers are none to show. */

/** The predicted accuracy, or null. */
export function accuracyOf(forecast) {
  return abstains(forecast) ? null : forecast?.accuracy ?? null;
}

/** The interval of the predicted accuracy, or null. */
export function intervalOf(forecast) {
  return accuracyOf(forecast) == null ? null : forecast.interval ?? null;
}

/** Whether the predictor says that the run is unlike all that it knows. */
export function abstains(forecast) {
  return forecast?.abstention != null;
}

/** 'high', 'low', 'diverged' or 'none': what is predicted of a run, and how it is coloured. */
export function kindOf(forecast) {
  if (forecast?.status === 'DIVERGED') return 'diverged';
  if (forecast?.status !== 'PREDICTED' || abstains(forecast)) return 'none';
  return {HIGH: 'high', LOW: 'low'}[forecast.verdict] ?? 'none';
}
