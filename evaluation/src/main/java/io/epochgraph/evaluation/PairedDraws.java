package io.epochgraph.evaluation;

import io.epochgraph.prediction.HeldOut;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Two ways on the same runs, measured, and measured again on runs drawn anew, the same for both.
 *
 * @param better as it is
 * @param drawnBetter one for each draw
 */
record PairedDraws(
    Measures better, Measures than, List<Measures> drawnBetter, List<Measures> drawnThan) {

  /** Of the runs that both say something of; empty where there are none. */
  static Optional<PairedDraws> of(
      List<HeldOut> better, List<HeldOut> than, Bootstrap bootstrap, double threshold) {
    Map<String, HeldOut> others =
        than.stream().collect(Collectors.toMap(HeldOut::run, Function.identity()));
    List<HeldOut> ours =
        better.stream()
            .filter(it -> others.containsKey(it.run()))
            .sorted(Comparator.comparing(HeldOut::run))
            .toList();
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    List<HeldOut> theirs = ours.stream().map(it -> others.get(it.run())).toList();
    return Optional.of(
        new PairedDraws(
            Measures.of(ours, threshold),
            Measures.of(theirs, threshold),
            bootstrap.of(ours, all -> Measures.of(all, threshold)),
            bootstrap.of(theirs, all -> Measures.of(all, threshold))));
  }

  /**
   * The mean difference over divisions of the same runs, with the interval of drawing runs.
   *
   * @param divisions one or more, of as many runs each
   */
  static Gain.AtEpoch gain(List<PairedDraws> divisions) {
    return new Gain.AtEpoch(
        difference(divisions, Measures::r2),
        difference(divisions, Measures::tau),
        difference(divisions, Measures::right));
  }

  private static Figure difference(List<PairedDraws> divisions, ToDoubleFunction<Measures> which) {
    return Bootstrap.interval(
        mean(divisions, it -> which.applyAsDouble(it.better) - which.applyAsDouble(it.than)),
        IntStream.range(0, divisions.getFirst().drawnBetter.size())
            .mapToDouble(
                i ->
                    mean(
                        divisions,
                        it ->
                            which.applyAsDouble(it.drawnBetter.get(i))
                                - which.applyAsDouble(it.drawnThan.get(i))))
            .toArray());
  }

  private static double mean(List<PairedDraws> divisions, ToDoubleFunction<PairedDraws> of) {
    return divisions.stream().mapToDouble(of).average().orElseThrow();
  }
}
