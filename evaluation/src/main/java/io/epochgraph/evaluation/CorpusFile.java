package io.epochgraph.evaluation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.schemas.TrustedContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A corpus: an Avro container of {@link CorpusRun}, compressed with Deflate, which every Avro
 * library reads. It carries its schema, so that later versions of this program read it, too. The
 * same runs give the same bytes.
 */
public final class CorpusFile {

  private static final int LEVEL = 9;

  /** Separates blocks; fixed, since a random one would make equal files differ. */
  private static final byte[] SYNC = "epochgraph-corpus".substring(0, 16).getBytes(US_ASCII);

  static {
    TrustedContracts.install();
  }

  private CorpusFile() {}

  /**
   * Writes runs in the order of their ids, in place of a file that is there.
   *
   * @throws IllegalArgumentException if a run is given twice
   */
  public static void write(Path file, Collection<CorpusRun> runs) throws IOException {
    List<CorpusRun> sorted =
        runs.stream().sorted(Comparator.comparing(run -> run.getRun().getRun())).toList();
    requireDistinct(file, sorted);
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (var writer =
        new DataFileWriter<CorpusRun>(new SpecificDatumWriter<>(CorpusRun.getClassSchema()))) {
      writer.setCodec(CodecFactory.deflateCodec(LEVEL));
      writer.create(CorpusRun.getClassSchema(), Files.newOutputStream(partial), SYNC);
      for (CorpusRun run : sorted) {
        writer.append(run);
      }
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads all runs.
   *
   * @throws IllegalArgumentException if the file is no corpus; the message names it
   * @throws IOException if it cannot be read
   */
  public static List<CorpusRun> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("corpus %s: no such file".formatted(file));
    }
    List<CorpusRun> runs = new ArrayList<>();
    try (var reader =
        new DataFileReader<CorpusRun>(
            file.toFile(), new SpecificDatumReader<>(CorpusRun.getClassSchema()))) {
      reader.forEach(runs::add);
    } catch (IOException | AvroRuntimeException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "corpus %s: want an Avro container of runs, as 'epochgraph corpus' writes it: %s"
              .formatted(file, e.getMessage()),
          e);
    }
    requireDistinct(file, runs);
    return runs;
  }

  private static void requireDistinct(Path file, List<CorpusRun> runs) {
    var ids = new HashSet<String>();
    for (CorpusRun run : runs) {
      if (!ids.add(run.getRun().getRun())) {
        throw new IllegalArgumentException(
            "corpus %s: run %s stands in it twice: want each once"
                .formatted(file, run.getRun().getRun()));
      }
    }
  }
}
