package io.epochgraph.cli.torture;

import io.epochgraph.cli.torture.Figures.Aftermath;
import io.epochgraph.cli.torture.TortureSettings.Blow;
import io.epochgraph.local.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Deals the blows, one after the other and in an order that follows from the seed. */
final class Storm {

  static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int BREATH_MS = 500;
  private static final int SHORT_PAUSE_MS = 4000;
  private static final int LONG_PAUSE_MS = 16_000;
  private static final double NOT_WAITED_FOR = 0.3;
  private static final double AWAY = 0.25;

  private final TortureSettings settings;
  private final TortureCluster cluster;
  private final Fleet fleet;
  private final Trainers trainers;
  private final Arrivals arrivals;
  private final Consumer<String> progress;
  private final Random random;
  private final Figures figures = new Figures();
  private final List<Blow> left = new ArrayList<>();
  private final Map<Blow, Integer> dealt = new EnumMap<>(Blow.class);
  private volatile int secondsLeft;
  private boolean standby;

  Storm(
      TortureSettings settings,
      TortureCluster cluster,
      Fleet fleet,
      Trainers trainers,
      Arrivals arrivals,
      Consumer<String> progress) {
    this.settings = settings;
    this.cluster = cluster;
    this.fleet = fleet;
    this.trainers = trainers;
    this.arrivals = arrivals;
    this.progress = progress;
    this.random = new Random(settings.seed());
    for (Blow blow : Blow.values()) {
      left.addAll(Collections.nCopies(settings.count(blow), blow));
    }
    Collections.shuffle(left, random);
    this.standby = settings.standby() == TortureSettings.Share.ALWAYS;
    reckon();
  }

  /** About how long it goes on. */
  int secondsLeft() {
    return secondsLeft;
  }

  Figures run() throws IOException, InterruptedException {
    int half = left.size() / 2;
    while (!left.isEmpty()) {
      if (left.size() == half && settings.standby() == TortureSettings.Share.HALF) {
        addStandby();
      }
      Blow blow = left.removeLast();
      reckon();
      dealt.merge(blow, 1, Integer::sum);
      deal(blow);
      fleet.revive();
      Thread.sleep(random.nextInt(BREATH_MS));
    }
    if (settings.outage().isPositive()) {
      brokerOutage();
      registryOutage();
    }
    secondsLeft = 0;
    return figures;
  }

  private void reckon() {
    int outages =
        settings.outage().isZero() ? 0 : 2 * (int) settings.outage().plusSeconds(10).toSeconds();
    secondsLeft = left.stream().mapToInt(Blow::seconds).sum() + outages;
  }

  private void deal(Blow blow) throws IOException, InterruptedException {
    switch (blow) {
      case KILL -> kill(anyInstance());
      case PAUSE -> pause(anyInstance());
      case STOP -> stop(anyInstance());
      case BROKER_KILL -> {
        try (var watch = arrivals.watch()) {
          cluster.killBroker();
          cluster.startBroker();
          figures.addBrokerKill();
          say(blow, "the broker", recovery(Aftermath.BROKER_KILL, watch));
        }
      }
      case SCALE -> scale();
      case TRAINER_KILL -> killTrainer(dealt.get(blow));
    }
  }

  private void kill(StageInstance instance) throws IOException, InterruptedException {
    boolean wiped = settings.wipe().picks(random);
    boolean away = settings.instances() > 1 && random.nextDouble() < AWAY;
    boolean waitedFor = away || random.nextDouble() >= NOT_WAITED_FOR;
    try (var watch = arrivals.watch()) {
      instance.kill();
      if (wiped) {
        instance.wipe();
      }
      Optional<Duration> recovery = Optional.empty();
      if (!away) {
        instance.start();
      }
      if (waitedFor) {
        recovery = recovery(watch);
      }
      if (away) {
        instance.start();
      }
      figures.add(new Figures.Kill(instance.name(), standby, wiped, away, recovery));
      String how =
          (wiped ? ", state wiped" : "")
              + (standby ? ", standby" : "")
              + (away ? ", others take over" : "")
              + (waitedFor ? "" : ", not waited for");
      say(Blow.KILL, instance.name() + how, recovery);
    }
  }

  private void pause(StageInstance instance) throws IOException, InterruptedException {
    int most = random.nextBoolean() ? SHORT_PAUSE_MS : LONG_PAUSE_MS;
    Duration length = Duration.ofMillis(most / 4 + random.nextInt(most * 3 / 4));
    instance.pause();
    Thread.sleep(length);
    try (var watch = arrivals.watch()) {
      instance.resume();
      figures.addPause(length);
      say(
          Blow.PAUSE,
          "%s for %s".formatted(instance.name(), seconds(length)),
          recovery(Aftermath.PAUSE, watch));
    }
  }

  private void stop(StageInstance instance) throws IOException, InterruptedException {
    try (var watch = arrivals.watch()) {
      Duration took = instance.stop();
      figures.addStop(took);
      instance.start();
      say(
          Blow.STOP,
          "%s ended in %s".formatted(instance.name(), seconds(took)),
          recovery(Aftermath.STOP, watch));
    }
  }

  /** One instance of each stage less, and then one more, on a machine that knows nothing. */
  private void scale() throws IOException, InterruptedException {
    List<StageInstance> some =
        fleet.instances().stream()
            .filter(instance -> instance.number() == settings.instances())
            .toList();
    try (var watch = arrivals.watch()) {
      for (StageInstance instance : some) {
        figures.addStop(instance.stop());
      }
      say(Blow.SCALE, "one instance of each less", recovery(Aftermath.REMOVED, watch));
    }
    try (var watch = arrivals.watch()) {
      for (StageInstance instance : some) {
        instance.wipe();
        instance.start();
      }
      say(Blow.SCALE, "one instance of each more", recovery(Aftermath.ADDED, watch));
    }
  }

  /** Every other one in the middle of a large epoch, and never seen again. */
  private void killTrainer(int number) throws IOException, InterruptedException {
    figures.addTrainerKill();
    if (number % 2 == 0) {
      trainers.killOne(random);
      say(Blow.TRAINER_KILL, "started again from its first epoch", Optional.empty());
      return;
    }
    try (var watch = arrivals.watch()) {
      recovery(Aftermath.NOTHING, watch);
    }
    String run = "doomed-" + number;
    ChildJvm trainer = trainers.startDoomed(run);
    while (arrivals.chunks(run) == 0 && trainer.isAlive()) {
      Thread.sleep(1);
    }
    try (var watch = arrivals.watch()) {
      trainer.kill();
      say(
          Blow.TRAINER_KILL,
          "in the middle of an epoch",
          recovery(Aftermath.DOOMED_TRAINER, watch));
    }
  }

  /** Until predictions come; noted where they do not though there is input. */
  private Optional<Duration> recovery(Arrivals.Watch watch) throws InterruptedException {
    Optional<Duration> recovery = watch.await(PATIENCE);
    if (recovery.isEmpty() && watch.hadInput()) {
      figures.addUnrecovered();
      progress.accept("no predictions within " + seconds(PATIENCE));
    }
    return recovery;
  }

  private Optional<Duration> recovery(Aftermath after, Arrivals.Watch watch)
      throws InterruptedException {
    Optional<Duration> recovery = recovery(watch);
    figures.addRecovery(after, recovery);
    return recovery;
  }

  /** A rolling restart. */
  private void addStandby() throws IOException, InterruptedException {
    standby = true;
    for (StageInstance instance : fleet.instances()) {
      instance.set("num.standby.replicas", "1");
      figures.addStop(instance.stop());
      instance.start();
    }
    try (var watch = arrivals.watch()) {
      recovery(watch);
    }
    progress.accept("every stage has a standby from now on");
  }

  private void brokerOutage() throws IOException, InterruptedException {
    progress.accept("the broker is away for %s".formatted(seconds(settings.outage())));
    cluster.killBroker();
    Thread.sleep(settings.outage());
    try (var watch = arrivals.watch()) {
      cluster.startBroker();
      add(new Figures.Outage("broker", settings.outage(), recovery(watch)));
    }
  }

  /** Stages that know the schemas don't notice; so one of each has to start meanwhile. */
  private void registryOutage() throws IOException, InterruptedException {
    progress.accept("the registry is away for %s".formatted(seconds(settings.outage())));
    cluster.killRegistry();
    for (StageInstance instance : fleet.instances()) {
      if (instance.number() == 1) {
        instance.kill();
        instance.start();
      }
    }
    Thread.sleep(settings.outage());
    try (var watch = arrivals.watch()) {
      cluster.startRegistry();
      add(new Figures.Outage("registry", settings.outage(), recovery(watch)));
    }
  }

  private void add(Figures.Outage outage) throws IOException {
    fleet.revive();
    figures.add(outage);
    progress.accept(
        "the %s is back%s"
            .formatted(outage.what(), outage.recovery().map(Storm::after).orElse("")));
  }

  private StageInstance anyInstance() {
    return fleet.instances().get(random.nextInt(fleet.instances().size()));
  }

  private void say(Blow blow, String what, Optional<Duration> recovery) {
    progress.accept(
        "%s %d/%d: %s%s"
            .formatted(
                blow.toString().toLowerCase(Locale.ROOT).replace('_', ' '),
                dealt.get(blow),
                settings.count(blow),
                what,
                recovery.map(Storm::after).orElse("")));
  }

  private static String after(Duration recovery) {
    return "; predictions after " + seconds(recovery);
  }

  static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1e3);
  }
}
