package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.Prediction;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every part of the pipeline as a process, as a user starts it, on a cluster with passwords: none
 * is seen in what the processes print, log, serve or show of themselves.
 */
@EnabledOnOs(OS.LINUX) // which tells of processes and sockets under /proc
@Timeout(600)
@ExtendWith(WithCluster.class)
final class SecretsIT {

  private static final int RECORDED = 8;
  private static final int RECORDED_EPOCHS = 2;
  private static final int TRAINED = 2;
  private static final int TRAINED_EPOCHS = 2;
  private static final Pattern DASHBOARD = Pattern.compile("dashboard: (http://\\S+:\\d+)");
  private static final Map<String, String> TALKATIVE =
      Map.of("EPOCHGRAPH_LOG", "DEBUG", "EPOCHGRAPH_LOG_ALL", "INFO");

  private final List<CommandProcess> processes = new ArrayList<>();
  private final List<String> pages = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path directory;
  private SecuredCluster cluster;
  private CommandLines commandLines;

  @BeforeEach
  void start(LocalCluster plain) throws Exception {
    cluster = SecuredCluster.start(directory, plain);
    cluster.prepare();
    commandLines = CommandLines.watch();
    AuditedAuthorizer.DENIED.clear();
  }

  @AfterEach
  void stop() {
    processes.forEach(CommandProcess::close);
    commandLines.close();
    cluster.close();
  }

  @Test
  void shouldBeSeenNowhere() throws Exception {
    Map<String, CommandProcess> serving = serve();
    publishAndTrain();
    look();
    for (var process : serving.entrySet()) {
      readPages(process.getKey());
      assertThat(Listening.of(process.getValue().handle())).as(process.getKey()).isNotEmpty();
      assertThat(Listening.beyondLoopback(process.getValue().handle())).isEmpty();
    }
    mistakes();
    help();

    assertThat(AuditedAuthorizer.DENIED)
        .as("who has what its role needs")
        .noneMatch(it -> it.principal().equals("trainer"));
    assertThat(pages).hasSize(3 * 3 + 7);
    assertThat(commandLines.seen())
        .anyMatch(it -> it.contains("io.epochgraph.trainer.Worker"))
        .anyMatch(it -> it.contains("io.epochgraph.cli.Main stage graph-stream"))
        .allSatisfy(it -> assertNoSecret("a command line", it));
    var settings = new StringBuilder();
    for (CommandProcess process : processes) {
      assertNoSecret(process.toString(), process.output());
      settings.append(process.output());
    }
    assertThat(settings).as("settings as clients log them").contains("[hidden]");
    pages.forEach(page -> assertNoSecret("a page", page));
  }

  /** Stages, the dashboard and watch, by file, by environment and by the registry's address. */
  private Map<String, CommandProcess> serve() throws Exception {
    var serving = new LinkedHashMap<String, CommandProcess>();
    String graphs = serving(serving, "graph-stream", stage("graph-stream", true));
    assertThat(graphs).startsWith("http://127.0.0.1:");
    serving(serving, "signature-stream", stage("signature-stream", false));
    serving(serving, "predictor-stream", stage("predictor-stream", false));
    CommandProcess dashboard = run("dashboard", "dashboard", "--port", "0");
    Matcher shown =
        Waiting.until(
            "the dashboard says where it is",
            () -> DASHBOARD.matcher(dashboard.output()),
            Matcher::find);
    serving.put(shown.group(1), dashboard);
    run("scheduler", "watch", "--json");
    for (String url : serving.keySet()) {
      Waiting.until(url + " is ready", () -> status(url + "/readyz"), it -> it == 200);
    }
    return serving;
  }

  private static String serving(
      Map<String, CommandProcess> serving, String name, Map.Entry<String, CommandProcess> stage) {
    assertThat(serving).as(name).doesNotContainKey(stage.getKey());
    serving.put(stage.getKey(), stage.getValue());
    return stage.getKey();
  }

  private Map.Entry<String, CommandProcess> stage(String name, boolean certificate)
      throws Exception {
    int port = unused();
    Map<String, String> settings =
        certificate ? cluster.withCertificate(name) : cluster.withPassword(name);
    settings.put("state.dir", directory.resolve("state").toString());
    settings.put("epochgraph.health.port", Integer.toString(port));
    var environment = new HashMap<>(TALKATIVE);
    var arguments = new ArrayList<>(List.of("stage", name));
    if (name.equals("signature-stream")) {
      settings.forEach((key, value) -> environment.put(variable(key), value));
    } else {
      if (name.equals("predictor-stream")) {
        inAddress(settings);
      }
      arguments.addAll(List.of("--config", cluster.file(name, settings).toString()));
    }
    return Map.entry("http://127.0.0.1:" + port, started(Main.class, environment, arguments));
  }

  private static void inAddress(Map<String, String> settings) {
    String[] user = settings.remove("basic.auth.user.info").split(":", 2);
    settings.remove("basic.auth.credentials.source");
    String password = user[1].replace(":", "%3A").replace("@", "%40");
    settings.compute(
        "schema.registry.url",
        (_, url) -> url.replace("://", "://%s:%s@".formatted(user[0], password)));
  }

  /** Recorded runs, and runs that a worker trains. */
  private void publishAndTrain() throws Exception {
    for (MadeRun run : MadeRun.several("recorded", Network.LENET5, RECORDED, RECORDED_EPOCHS)) {
      RecordedFiles.write(directory.resolve("recorded").resolve(run.run()), run);
    }
    assertEnds(0, run("publisher", "publish", directory.resolve("recorded").toString()));
    Path images = MadeImages.in(directory.resolve("images"));
    CommandProcess training =
        run(
            "trainer",
            "train",
            "--sweep",
            "trained",
            "--runs",
            Integer.toString(TRAINED),
            "--epochs",
            Integer.toString(TRAINED_EPOCHS),
            "--parallel",
            "1",
            "--dataset",
            images.toString(),
            "--on-full",
            "block");
    assertEnds(0, training);
    assertThat(training.output()).contains("Training 2 runs of lenet5").contains("Trained and");
    int wanted = RECORDED * (RECORDED_EPOCHS + 1) + TRAINED * (TRAINED_EPOCHS + 1);
    var scheduler = ClusterSettings.from(cluster.withPassword("scheduler"));
    List<Prediction> predictions =
        Waiting.until(
            wanted + " predictions",
            () ->
                TopicScan.read(Topics.LIVE.predictions(), scheduler).stream()
                    .map(TopicScan.Entry::value)
                    .toList(),
            it -> it.size() >= wanted);
    assertThat(predictions)
        .filteredOn(it -> it.getRun().startsWith("trained"))
        .hasSize(TRAINED * (TRAINED_EPOCHS + 1));
  }

  private void look() throws Exception {
    assertEnds(0, run("fitting", "predictor", "train", "--network", "lenet5", "--dataset", "made"));
    assertEnds(0, run("dashboard", "predictor", "list"));
    assertEnds(0, run("dashboard", "dead-letters"));
    assertEnds(0, run("repair", "dead-letters", "send-again"));
    assertEnds(0, run("operator", "topics", "create"));
    assertEnds(0, run(SecuredCluster.ADMIN, "acls", "--create"));
    assertEnds(0, run("operator", "acls"));
    run("operator", "doctor").exitCode();
    run("operator", "doctor", "--json").exitCode();
    assertEnds(0, run("replay", "replay", "--from", "statistics", "--windows", "width-2"));
    assertEnds(0, run("replay", "replay", "clean", "--all"));
  }

  /** What is said of settings that are wrong. */
  private void mistakes() throws Exception {
    Map<String, String> wrong = cluster.withPassword("graph-stream");
    wrong.compute("sasl.jaas.config", (_, it) -> it.replace("-3\"", "-wrong\""));
    assertEnds(1, run("wrong-password", wrong, "stage", "graph-stream"));
    Map<String, String> garbled = cluster.withPassword("graph-stream");
    garbled.compute("sasl.jaas.config", (_, it) -> it.replace("required", ""));
    assertEnds(1, run("garbled", garbled, "stage", "graph-stream"));
    Map<String, String> closed = cluster.withPassword("graph-stream");
    closed.compute("ssl.truststore.password", (_, it) -> it + "-wrong");
    assertEnds(1, run("closed-store", closed, "stage", "graph-stream"));
    assertEnds(
        1,
        run("in-option", wrong, "topics", "create", "--schema-registry", "https://a:b@127.0.0.1"));
  }

  /** The help of every command, where all secrets are in the environment. */
  private void help() throws Exception {
    var environment = new HashMap<String, String>();
    cluster
        .withCertificate("graph-stream")
        .forEach((key, value) -> environment.put(variable(key), value));
    cluster
        .withPassword("dashboard")
        .forEach((key, value) -> environment.put(variable(key), value));
    CommandProcess help = started(AllHelp.class, environment, List.of());
    assertEnds(0, help);
    assertThat(help.output()).contains("Usage: epochgraph train ").contains("--schema-registry");
  }

  private void readPages(String url) throws Exception {
    List<String> paths = new ArrayList<>(List.of("/healthz", "/readyz", "/metrics"));
    if (status(url + "/") == 200) {
      paths.addAll(List.of("/", "/api/runs", "/api/summary", "/api/scores"));
    }
    for (String path : paths) {
      var request = HttpRequest.newBuilder(URI.create(url + path)).build();
      String page = http.send(request, BodyHandlers.ofString()).body();
      assertThat(page).as(path).isNotEmpty();
      pages.add(page);
    }
  }

  private int status(String url) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0; // it does not listen yet
    }
  }

  private CommandProcess run(String user, String... command) throws Exception {
    return run(user, cluster.withPassword(user), command);
  }

  private CommandProcess run(String name, Map<String, String> settings, String... command)
      throws Exception {
    var whole = new ArrayList<>(List.of(command));
    whole.add("--config");
    whole.add(cluster.file(name, settings).toString());
    return started(Main.class, TALKATIVE, whole);
  }

  private CommandProcess started(
      Class<?> main, Map<String, String> environment, List<String> arguments) throws IOException {
    CommandProcess process = CommandProcess.start(directory, main, environment, arguments);
    processes.add(process);
    return process;
  }

  private static void assertEnds(int exitCode, CommandProcess process) throws Exception {
    int ended = process.exitCode();
    assertThat(ended).as("%s: %s", process, process.output()).isEqualTo(exitCode);
  }

  private static void assertNoSecret(String what, String text) {
    assertThat(SecuredCluster.seenIn(text)).as("secrets in %s", what).isEmpty();
  }

  private static String variable(String property) {
    return "EPOCHGRAPH_"
        + property.replaceFirst("^epochgraph\\.", "").toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static int unused() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
