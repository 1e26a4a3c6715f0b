package io.epochgraph.graphstream;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.state.AcceptedEpoch;
import io.epochgraph.contract.state.RunEpochs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which epochs of a run count: the rules for attempts and for epochs that come again. */
final class EpochLedger {

  /** What a state store's record holds at 40 bytes an epoch, by far. */
  static final int MOST_EPOCHS = 20_000;

  private EpochLedger() {}

  /**
   * Whether {@code manifest} is new.
   *
   * @param known what is known of the run; null where nothing is
   * @return false where the same epoch came before and changes nothing
   * @throws RefusedException {@code TOO_LARGE} where the run has 20,000 epochs, {@code CONFLICT}
   *     where it came before with other contents, {@code SUPERSEDED} where a higher attempt has
   *     taken over
   */
  static boolean isNew(RunEpochs known, EpochManifest manifest, Sha256 digest)
      throws RefusedException {
    if (known == null) {
      return true;
    }
    Optional<AcceptedEpoch> before =
        known.getEpochs().stream()
            .filter(accepted -> accepted.getEpoch() == manifest.getEpoch())
            .filter(accepted -> accepted.getAttempt() == manifest.getAttempt())
            .findFirst();
    if (before.isPresent()) {
      if (before.get().getDigest().equals(digest)) {
        return false;
      }
      throw new RefusedException(
          "CONFLICT",
          "attempt %d, epoch %d came before with other weights, layers or metrics: want a higher attempt"
              .formatted(manifest.getAttempt(), manifest.getEpoch()));
    }
    if (manifest.getAttempt() < known.getAttempt()) {
      throw new RefusedException(
          "SUPERSEDED",
          "attempt %d: the run is at attempt %d"
              .formatted(manifest.getAttempt(), known.getAttempt()));
    }
    if (known.getEpochs().size() == MOST_EPOCHS) {
      throw new RefusedException(
          "TOO_LARGE", "the run has %d epochs: want at most as many".formatted(MOST_EPOCHS));
    }
    return true;
  }

  /** What is known of the run after {@code manifest}. A higher attempt discards later epochs. */
  static RunEpochs accept(RunEpochs known, EpochManifest manifest, Sha256 digest) {
    boolean resumed = known != null && manifest.getAttempt() > known.getAttempt();
    List<AcceptedEpoch> epochs = new ArrayList<>();
    if (known != null) {
      known.getEpochs().stream()
          .filter(accepted -> accepted.getEpoch() != manifest.getEpoch())
          .filter(accepted -> !resumed || accepted.getEpoch() < manifest.getEpoch())
          .forEach(epochs::add);
    }
    epochs.add(new AcceptedEpoch(manifest.getEpoch(), manifest.getAttempt(), digest));
    epochs.sort(Comparator.comparingInt(AcceptedEpoch::getEpoch));
    return new RunEpochs(manifest.getAttempt(), epochs);
  }
}
