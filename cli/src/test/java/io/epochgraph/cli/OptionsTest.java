package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.trainer.RunSettings;
import io.epochgraph.trainer.SweepSettings;
import io.epochgraph.trainer.data.DatasetSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class OptionsTest {

  @Test
  void shouldTrainLenet5OnFashionMnistByDefault() {
    SweepOptions options = sweep();
    assertThat(options.dataset()).isEqualTo(DatasetSettings.of("fashion-mnist", null, 10000, 1));
    assertThat(options.name()).isEqualTo("lenet5-fashion-mnist-s1");
    assertThat(options.parallel()).isEqualTo(Runtime.getRuntime().availableProcessors());
    SweepSettings settings = options.sweep("it");
    assertThat(settings.list()).hasSize(32).allMatch(run -> run.epochs() == 6);
    assertThat(settings.list()).extracting(RunSettings::batchSize).containsOnly(32);
    assertThat(settings.list()).extracting(RunSettings::momentum).containsOnly(0.0);
  }

  @Test
  void shouldTakeWhatIsAskedFor() {
    SweepOptions options =
        sweep(
            "--runs",
            "3",
            "--epochs",
            "7",
            "--images",
            "500",
            "--seed",
            "9",
            "--parallel",
            "4",
            "--batch",
            "64",
            "--momentum",
            "0.9",
            "--data",
            "images");
    assertThat(options.dataset())
        .isEqualTo(DatasetSettings.of("fashion-mnist", Path.of("images"), 500, 9));
    assertThat(options.parallel()).isEqualTo(4);
    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.sweep("it").list())
        .hasSize(3)
        .allSatisfy(
            run -> {
              assertThat(run.run()).startsWith("it-00");
              assertThat(run.epochs()).isEqualTo(7);
              assertThat(run.batchSize()).isEqualTo(64);
              assertThat(run.momentum()).isEqualTo(0.9);
            });
  }

  @Test
  void shouldDrawTheSameRunsFromTheSameSeed() {
    assertThat(sweep("--seed", "5").sweep("it").list())
        .isEqualTo(sweep("--seed", "5").sweep("it").list())
        .isNotEqualTo(sweep("--seed", "6").sweep("it").list());
    assertThat(sweep("--seed", "5", "--runs", "4").sweep("it").list())
        .isEqualTo(sweep("--seed", "5").sweep("it").list().subList(0, 4));
  }

  @Test
  void shouldStayWhereCifar10CanBeLearnt() {
    SweepOptions options = sweep("--dataset", "cifar10");
    assertThat(options.name()).isEqualTo("lenet5-cifar10-s1");
    assertThat(options.sweep("it").list())
        .allSatisfy(
            run -> {
              assertThat(run.learningRate()).isBetween(4e-3, 4.5e-2);
              assertThat(run.dropout()).isBetween(0.0, 0.5);
              assertThat(run.batchSize()).isEqualTo(16);
            });
  }

  @Test
  void shouldNameAFolderOfImagesByItsFolder(@TempDir Path directory) throws IOException {
    Path images = Files.createDirectory(directory.resolve("my cats & dogs"));
    SweepOptions options = sweep("--dataset", images.toString());
    assertThat(options.dataset().directory()).isEqualTo(images);
    assertThat(options.name()).matches("lenet5-[A-Za-z0-9._-]+-s1").contains("cats");
  }

  @Test
  void shouldRefuseWhatCannotBeTrained() {
    assertThatThrownBy(() -> sweep("--dataset", "/no/such").dataset())
        .hasMessage(
            "--dataset /no/such: want fashion-mnist, cifar10, tiny-imagenet, or a directory of"
                + " class folders");
    assertThatThrownBy(() -> sweep("--network", "lenet6").sweep("it"))
        .hasMessageStartingWith("--network lenet6: want one of [lenet5, alexnet,");
    assertThatThrownBy(() -> sweep("--classes", "5").dataset())
        .hasMessageContaining("classes = 5 of fashion-mnist");
    assertThatThrownBy(() -> sweep("--dropout", "1").sweep("it").list())
        .hasMessageContaining("dropout = 1.0");
    assertThatThrownBy(() -> sweep("--learning-rate", "0").sweep("it").list())
        .hasMessageContaining("learning rate = 0.0");
    assertThatThrownBy(() -> sweep("--parallel", "0").parallel())
        .hasMessage("--parallel 0: want 1 or more");
    assertThatThrownBy(() -> sweep("--runs", "0").sweep("it")).hasMessageContaining("runs = 0");
    assertThatThrownBy(() -> sweep("--epochs", "0").sweep("it").list())
        .hasMessageContaining("epochs = 0");
    assertThatThrownBy(() -> sweep("--images", "-1").dataset()).hasMessageContaining("images = -1");
  }

  @Test
  void shouldTrainThePapersWay() {
    SweepOptions options =
        sweep(
            ("--network resnet32 --dataset cifar10 --data d --images 0 --epochs 50 --patience 10"
                    + " --batch 128 --grid paper --runs 250")
                .split(" "));

    assertThat(options.name()).isEqualTo("resnet32-cifar10-s1");
    assertThat(options.sweep("it").list())
        .hasSize(250)
        .allMatch(run -> run.network().equals("resnet32"))
        .allMatch(run -> run.epochs() == 50 && run.patience() == 10 && run.batchSize() == 128)
        .anyMatch(run -> run.learningRate() < 1e-5)
        .extracting(run -> run.learningRate() + " " + run.dropout())
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldTrainOneRunAtOnePointOfTheGrid() {
    assertThat(sweep("--learning-rate", "0.03", "--dropout", "0.25").sweep("it").list())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.learningRate()).isEqualTo(0.03);
              assertThat(run.dropout()).isEqualTo(0.25);
            });
    assertThat(sweep("--learning-rate", "0.03").sweep("it").list())
        .hasSize(32)
        .allMatch(run -> run.learningRate() == 0.03)
        .anyMatch(run -> run.dropout() > 0.5)
        .extracting(RunSettings::seed)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldTakeTinyImageNetByNameOrByItsFolder(@TempDir Path directory) throws IOException {
    DatasetSettings wanted = DatasetSettings.of("tiny-imagenet", directory, 500, 1).withClasses(20);
    SweepOptions named =
        sweep(("--dataset tiny-imagenet --classes 20 --images 500 --data " + directory).split(" "));
    assertThat(named.dataset()).isEqualTo(wanted);
    assertThat(named.name()).isEqualTo("lenet5-tiny-imagenet-s1");

    Files.writeString(directory.resolve("wnids.txt"), "n01698640");
    assertThat(
            sweep("--dataset", directory.toString(), "--classes", "20", "--images", "500")
                .dataset())
        .isEqualTo(wanted);
  }

  @Test
  void shouldFindTheLocalClusterUnlessToldOtherwise(@TempDir Path directory) throws IOException {
    ClusterSettings usual = cluster();
    assertThat(usual.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(usual.schemaRegistryUrl()).isEqualTo("http://127.0.0.1:8081/apis/ccompat/v7");

    Path file = directory.resolve("client.properties");
    Files.writeString(file, "bootstrap.servers=kafka:1\nsecurity.protocol=SSL\n");
    ClusterSettings settings =
        cluster("--config", file.toString(), "--schema-registry", "http://registry");
    assertThat(settings.bootstrapServers()).isEqualTo("kafka:1");
    assertThat(settings.schemaRegistryUrl()).isEqualTo("http://registry");
    assertThat(settings.kafka()).containsEntry("security.protocol", "SSL");
    assertThat(
            cluster("--config", file.toString(), "--bootstrap-server", "kafka:2")
                .bootstrapServers())
        .isEqualTo("kafka:2");
    assertThatThrownBy(() -> cluster("--config", "/no/such"))
        .hasMessageContaining("properties file /no/such: cannot be read");
  }

  @Test
  void shouldTakeAnotherPortOnlyWhereNoneIsWanted() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.choose(null, taken.getLocalPort())).isZero();
      assertThat(Ports.choose(4711, taken.getLocalPort())).isEqualTo(4711);
    }
  }

  @Test
  void shouldReadLikeATime() {
    assertThat(new Stopwatch(System.nanoTime() - 4_230_000_000L).elapsed()).isEqualTo("4.2 s");
    assertThat(new Stopwatch(System.nanoTime() - 151_400_000_000L).elapsed())
        .isEqualTo("2 min 31 s");
  }

  private static SweepOptions sweep(String... arguments) {
    var options = new SweepOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return options;
  }

  private static ClusterSettings cluster(String... arguments) {
    return CommandLine.populateCommand(new ClusterOptions(), arguments).settings();
  }
}
