package io.epochgraph.cli.replay;

/** Hears how far a replay is. */
public interface ReplayProgress {

  /** A stage begins; {@code size} is how many offsets lie before it. */
  void begin(String stage, long size);

  /** So many of them are committed. */
  void reached(long done);

  /** The stage is through. */
  void end(Passage passage);

  /** Tells nobody. */
  static ReplayProgress silent() {
    return new ReplayProgress() {
      @Override
      public void begin(String stage, long size) {
        // nobody hears it
      }

      @Override
      public void reached(long done) {
        // nobody hears it
      }

      @Override
      public void end(Passage passage) {
        // nobody hears it
      }
    };
  }
}
