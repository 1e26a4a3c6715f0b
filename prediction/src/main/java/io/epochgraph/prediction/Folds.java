package io.epochgraph.prediction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Divides runs into folds, each with its share of both classes. */
final class Folds {
  private Folds() {}

  /**
   * The fold, from 0 to folds − 1, of each run. The folds' sizes differ by one at most, overall and
   * in either class; with as many folds as runs or more, each run has its own.
   */
  static int[] stratified(boolean[] high /* (runs) */, int folds, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, high.length).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    order.sort((a, b) -> Boolean.compare(high[a], high[b]));
    int[] fold = new int[high.length];
    for (int position = 0; position < order.size(); position++) {
      fold[order.get(position)] = position % folds;
    }
    return fold;
  }

  /**
   * The fold of each run, where runs of one group have the same. Groups are dealt out in a random
   * order, so that folds differ by one group at most.
   */
  static int[] grouped(List<String> groups /* (runs) */, int folds, long seed) {
    List<String> order = new ArrayList<>(new TreeSet<>(groups));
    Collections.shuffle(order, new Random(seed));
    return groups.stream().mapToInt(group -> order.indexOf(group) % folds).toArray();
  }

  static int[] inside(int[] fold, int wanted) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == wanted).toArray();
  }

  static int[] outside(int[] fold, int unwanted) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] != unwanted).toArray();
  }
}
