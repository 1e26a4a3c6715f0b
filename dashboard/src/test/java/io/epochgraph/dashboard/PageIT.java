package io.epochgraph.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.telemetry.ProcessMetrics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser. With {@code -Dscreenshots=DIRECTORY} it also leaves pictures there.
 */
@Timeout(120)
final class PageIT {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path profile;

  private static Browser browser;

  private final DashboardModel model = new DashboardModel();
  private final EventHub hub = new EventHub();
  private final DashboardServer server =
      DashboardServer.start(
          model, hub, DashboardSettings.onLoopback(0), Duration.ofSeconds(1), new ProcessMetrics());
  private final Instant now = Instant.now();

  @BeforeAll
  static void startBrowser() throws Exception {
    var program = Browser.program();
    assumeThat(program).as("SKIPPED: no Chromium on the path to show the page in").isPresent();
    browser = Browser.start(program.get(), profile);
  }

  @AfterAll
  static void closeBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void fill() {
    MadeSweep.fill(model, now);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldShowASweep() throws Exception {
    open("light", 1280, 900);

    assertThat(text("#link")).isEqualTo("live");
    assertThat(text("[data-count=ended] dd")).isEqualTo("34");
    assertThat(text("[data-count=silent] dd")).isEqualTo("1");
    assertThat(text("[data-count='dead letters'] dd")).isEqualTo("2");
    assertThat(text("#runs tr[data-run='lenet5-cifar10-014'] .status")).isEqualTo("failed");
    assertThat(text("#runs tr[data-run='lenet5-cifar10-035'] .status")).isEqualTo("silent");
    assertThat(text("#runs tr[data-run='resnet32-cifar10-001'] .verdict"))
        .isEqualTo("NO PREDICTOR");
    assertThat(text("#without-predictor"))
        .contains("5 runs without a prediction: no predictor is fitted for resnet32 on cifar10")
        .contains("./epochgraph predictor fit --network resnet32 --dataset cifar10");
    assertThat(text("#runs tbody")).contains("DIVERGED");
    assertThat(text("#feed")).contains("after epoch").contains("last accuracy");
    assertThat(count("#curves canvas")).isEqualTo(1);
    assertThat(count("#scatter canvas")).isEqualTo(1);
    assertThat(text("#predictors tbody")).contains("lenet5-cifar10@1").contains("12 runs");
    assertThat(browser.complaints()).isEmpty();
    pictures();
  }

  @Test
  void shouldSortAndFilter() throws Exception {
    open("light", 1280, 900);

    browser.evaluate("document.querySelector('#runs th:nth-child(2) button').click()");
    assertThat(text("#runs tbody tr:first-child td:nth-child(2)")).isEqualTo("3.5");
    browser.evaluate("document.querySelector('#runs th:nth-child(2) button').click()");
    assertThat(text("#runs tbody tr:first-child td:nth-child(2)")).isEqualTo("1e−5");
    assertThat(evaluate("document.querySelector('#runs th:nth-child(2)').ariaSort").asText())
        .isEqualTo("ascending");

    filter("resnet32");
    assertThat(count("#runs tbody tr")).isEqualTo(5);
    assertThat(text("#shown")).isEqualTo("5 of 65");
  }

  @Test
  void shouldDrawIntervalsAsABand() throws Exception {
    for (int epoch = 1; epoch <= 4; epoch++) {
      model.accept(Records.epoch("banded", 0, epoch, 0.2), now);
      var prediction = Records.within(Records.prediction("banded", 0, epoch, 0.42), 0.39, 0.453);
      model.accept(epoch == 2 ? Records.abstaining(prediction) : prediction, now);
    }
    open("light", 1280, 900);
    filter("banded");
    browser.evaluate("document.querySelector(\"tr[data-run='banded'] button\").click()");
    browser.await("document.querySelector('.history') !== null");
    var curves = new Curves(browser);
    Thread.sleep(1500);

    assertThat(curves.colourAt(3.5, 0.44)).isNotEqualTo(curves.colourAt(3.5, 0.48));
    assertThat(curves.colourAt(2.5, 0.44)).isEqualTo(curves.colourAt(3.5, 0.48));
    assertThat(curves.tooltipAt(4, 0.42)).isEqualTo("after epoch 4: 42.0 % (39.0 to 45.3, 90 %)");
    assertThat(curves.tooltipAt(2, 0.2))
        .isEqualTo("after epoch 2: the predictor abstains: " + Records.ABSTENTION);
    assertThat(text("#runs tr[data-run='banded'] .predicted")).isEqualTo("42.0 %39.0–45.3after 4");
    assertThat(text("#selected .state")).contains("predicted best 42.0 % (39.0 to 45.3, 90 %)");
    assertThat(text(".history tbody tr:nth-child(3)")).startsWith("2–ABSTAINS");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldShowThatAPredictorAbstains() throws Exception {
    model.accept(Records.epoch("unlike", 0, 1, 0.2), now);
    var prediction =
        Records.prediction("unlike", 0, 1, 0.42, 0.2, now.plusSeconds(1), Records.lenet());
    model.accept(Records.abstaining(Records.within(prediction, 0.39, 0.453)), now);
    open("light", 1280, 900);
    String row = "#runs tr[data-run='unlike'] ";

    assertThat(text(row + ".predicted")).isEqualTo("–");
    assertThat(text(row + ".verdict span")).isEqualTo("ABSTAINS");
    assertThat(evaluate("document.querySelector(\"" + row + ".verdict span\").title").asText())
        .isEqualTo("The predictor abstains: " + Records.ABSTENTION);
    assertThat(text("#feed li")).contains("unlike").contains("ABSTAINS").doesNotContain("42.0");

    browser.evaluate("document.querySelector(\"" + row + "button\").click()");
    browser.await("document.querySelector('.history') !== null");
    assertThat(text("#selected")).contains(Records.ABSTENTION).doesNotContain("42.0");
  }

  @Test
  void shouldFollowChangesWithoutReload() throws Exception {
    open("light", 1280, 900);
    String row = "#runs tr[data-run='new-one'] ";

    tell(model.accept(Records.epoch("new-one", 0, 3, 0.712, now, Records.lenet()), now));
    browser.await("document.querySelector(\"" + row + "\") !== null");
    var prediction =
        Records.prediction("new-one", 0, 3, 0.781, 0.712, now.plusSeconds(1), Records.lenet());
    tell(model.accept(prediction, now));
    browser.await("document.querySelector(\"" + row + ".predicted\").textContent.includes('78.1')");
    browser.await("document.getElementById('feed').textContent.includes('new-one')");

    assertThat(text("#feed li"))
        .contains("after epoch 3: new-one → 78.1 % HIGH (>0.99), last accuracy 71.2 %");
    assertThat(text(row + ".verdict")).isEqualTo("HIGH (>0.99)");

    tell(
        model.accept(
            Records.run("new-one", 0, RunStatus.COMPLETED, 20, 0.75, now, Records.lenet()), now));
    tell(model.accept(Records.score(prediction, 0.75), now));
    browser.await("document.querySelector(\"" + row + "\").textContent.includes('+3.1')");
    assertThat(text(row + ".status")).isEqualTo("completed");
  }

  @Test
  void shouldComeBackAfterTheServerWasAway() throws Exception {
    open("light", 1280, 900);
    var settings = DashboardSettings.onLoopback(URI.create(server.url()).getPort());
    server.close();
    browser.await("document.getElementById('link').textContent.startsWith('no connection')");

    var fresh = new DashboardModel();
    fresh.source(new Source(true, null));
    fresh.accept(Records.epoch("after-restart", 0, 1, 0.5, now, Records.lenet()), now);
    try (var _ =
        DashboardServer.start(
            fresh, new EventHub(), settings, Duration.ofSeconds(1), new ProcessMetrics())) {
      browser.await("document.querySelectorAll('#runs tbody tr').length === 1");
      assertThat(text("#runs tbody")).contains("after-restart");
    }
  }

  @Test
  void shouldShowMarkupInNamesAsText() throws Exception {
    String markup = "<img src=x onerror=\"window.hacked=1\">";
    var descriptor = Records.descriptor(markup, 0.01, 0);
    model.accept(Records.epoch("inert", 0, 1, 0.5, now, descriptor), now);
    model.accept(Records.withoutPredictor("inert", 1, descriptor), now);
    model.accept(Records.deadLetter(markup, 1, markup, markup));

    open("light", 1280, 900);
    browser.evaluate("document.querySelector(\"tr[data-run='inert'] button\").click()");
    browser.await("document.querySelector('#selected .facts') !== null");

    assertThat(text("#selected")).contains(markup);
    assertThat(text("#without-predictor")).contains(markup);
    assertThat(text("#dead-letters")).contains(markup);
    assertThat(count("main img")).isZero();
    assertThat(evaluate("window.hacked === undefined").asBoolean()).isTrue();
  }

  @Test
  void shouldStayQuickWithHundredsOfRuns() throws Exception {
    for (int run = 0; run < 500; run++) {
      for (int epoch = 0; epoch <= 50; epoch++) {
        double accuracy = 0.1 + 0.001 * run * (1 - Math.exp(-epoch / 8.0));
        model.accept(Records.epoch("many-" + run, 0, epoch, accuracy), now);
        var prediction = Records.prediction("many-" + run, 0, epoch, accuracy);
        model.accept(prediction, now);
        model.accept(Records.score(prediction, 0.1 + 0.001 * run), now);
      }
    }
    open("light", 1280, 900);

    double millis =
        evaluate(
                "const before = performance.now();"
                    + " document.querySelector('#runs th:nth-child(7) button').click();"
                    + " document.body.offsetHeight; performance.now() - before")
            .asDouble();
    assertThat(millis).isLessThan(10_000);
    assertThat(count("#runs tbody tr")).isEqualTo(500 + MadeSweep.RUNS);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldFitAPhone() throws Exception {
    open("light", 390, 844);

    browser.evaluate(
        "document.querySelector(\"tr[data-run='lenet5-cifar10-014'] button\").click()");
    browser.await("document.querySelector('.history') !== null");

    assertThat(evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(390);
    assertThat(
            evaluate(
                    "[...document.querySelectorAll('#runs tbody, #runs tbody tr, .history')]"
                        + ".filter(e => e.scrollWidth > e.clientWidth).length")
                .asInt())
        .isZero();
  }

  private void open(String colourScheme, int width, int height) throws InterruptedException {
    browser.look(colourScheme, width, height);
    browser.open("about:blank");
    browser.open(server.url());
    browser.await("document.querySelectorAll('#runs tbody tr').length === " + model.runs().size());
    browser.await("document.querySelectorAll('canvas').length >= 3");
  }

  private static void filter(String words) throws InterruptedException {
    browser.evaluate(
        "{const f = document.getElementById('filter'); f.value = '%s'; f.dispatchEvent(new Event('input'))}"
            .formatted(words));
  }

  private void tell(Optional<Change> change) {
    hub.publish(change.orElseThrow().type(), () -> Json.write(change.orElseThrow()));
  }

  private static String text(String selector) throws InterruptedException {
    return evaluate("document.querySelector(\"%s\").textContent".formatted(selector))
        .asText()
        .strip();
  }

  private static int count(String selector) throws InterruptedException {
    return evaluate("document.querySelectorAll('%s').length".formatted(selector)).asInt();
  }

  private static JsonNode evaluate(String script) throws InterruptedException {
    return browser.evaluate(script);
  }

  private void pictures() throws IOException, InterruptedException {
    String directory = System.getProperty("screenshots");
    if (directory == null) {
      return;
    }
    Path into = Files.createDirectories(Path.of(directory));
    picture(into.resolve("light.png"), "light", 1280, 900);
    browser.evaluate(
        "document.querySelector(\"tr[data-run='lenet5-cifar10-044'] button\").click()");
    picture(into.resolve("chosen.png"), "light", 1280, 900);
    picture(into.resolve("dark.png"), "dark", 1280, 900);
    picture(into.resolve("phone.png"), "light", 390, 844);
  }

  private static void picture(Path file, String colourScheme, int width, int height)
      throws IOException, InterruptedException {
    browser.look(colourScheme, width, height);
    Thread.sleep(3000);
    browser.screenshot(file);
  }
}
