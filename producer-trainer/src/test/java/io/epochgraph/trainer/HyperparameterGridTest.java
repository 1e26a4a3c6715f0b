package io.epochgraph.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.epochgraph.trainer.HyperparameterGrid.Point;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HyperparameterGridTest {

  @Test
  void shouldHaveThePapers48LearningRates() {
    List<Double> rates = HyperparameterGrid.paper().learningRates();

    assertThat(rates).hasSize(48).isSorted().startsWith(1e-6, 1.5e-6).endsWith(4e-1, 4.5e-1);
    assertThat(HyperparameterGrid.spread().learningRates()).hasSize(32).startsWith(1e-4, 1.5e-4);
  }

  @Test
  void shouldDrawEachCellOfThePapersGridOnce() {
    List<Point> points = HyperparameterGrid.paper().draw(480, 5);

    assertThat(points.stream().map(point -> point.learningRate() + " " + point.dropout()))
        .doesNotHaveDuplicates();
    assertThat(points.stream().map(Point::dropout).distinct().sorted())
        .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
  }

  @Property(tries = 200)
  void shouldCoverEveryDecadeWithAnyFirstEightRuns(@ForAll long seed) {
    List<Point> points = HyperparameterGrid.spread().draw(8, seed);

    for (double decade : new double[] {1e-4, 1e-3, 1e-2, 1e-1}) {
      assertThat(points.stream().mapToDouble(Point::learningRate))
          .anyMatch(rate -> rate > 0.99 * decade && rate < 9.9 * decade);
    }
    assertThat(points.stream().map(Point::dropout).distinct().count()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void shouldTakeOnlyAPartOfTheGrid() {
    HyperparameterGrid part = HyperparameterGrid.spread(1e-3, 2e-3, 0.3);

    assertThat(part.learningRates()).containsExactly(1e-3, 1.5e-3, 2e-3);
    assertThat(part.dropouts()).containsExactly(0.0, 0.1, 0.2, 0.3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HyperparameterGrid.spread(0.6, 0.9, 0.3))
        .withMessageContaining("grid of 0 learning rates and 4 dropout rates");
  }

  @Property(tries = 50)
  void shouldRepeatItselfAndOnlyGrow(@ForAll long seed) {
    for (var grid : List.of(HyperparameterGrid.paper(), HyperparameterGrid.spread())) {
      assertThat(grid.draw(30, seed)).startsWith(grid.draw(12, seed).toArray(Point[]::new));
    }
  }

  @Test
  void shouldNameTheRunsAfterTheSweep() {
    List<RunSettings> runs = sweep(3).list();

    assertThat(runs).extracting(RunSettings::run).containsExactly("s-000", "s-001", "s-002");
    assertThat(runs).extracting(RunSettings::seed).doesNotHaveDuplicates();
    assertThat(runs).allMatch(run -> run.sweep().equals("s") && run.epochs() == 4);
  }

  @Test
  void shouldRefuseWhatCannotBeTrained() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sweep(0))
        .withMessage("runs = 0, must be 1 to 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunSettings("a b", "", "lenet5", 0.1, 0, 0, 8, 1, 0, 1))
        .withMessageContaining("run 'a b' must be 1 to 200 letters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunSettings("a", "", "vgg", 0.1, 0, 0, 8, 1, 0, 1))
        .withMessageStartingWith("network = vgg, must be one of [lenet5, alexnet, vgg13,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunSettings("a", "", "lenet5", Double.NaN, 0, 0, 8, 1, 0, 1))
        .withMessage("learning rate = NaN, must be above 0 and finite");
  }

  @Test
  void shouldPinWhatIsGiven() {
    HyperparameterGrid grid = HyperparameterGrid.paper();

    assertThat(grid.pinned(0.03, null).learningRates()).containsExactly(0.03);
    assertThat(grid.pinned(0.03, null).dropouts()).isEqualTo(grid.dropouts());
    assertThat(grid.pinned(null, 0.25).learningRates()).isEqualTo(grid.learningRates());
    assertThat(grid.pinned(null, 0.25).dropouts()).containsExactly(0.25);
    assertThat(grid.pinned(null, null)).isEqualTo(grid);
  }

  private static SweepSettings sweep(int runs) {
    return new SweepSettings("s", "lenet5", runs, HyperparameterGrid.spread(), 4, 0, 16, 0, 1);
  }
}
