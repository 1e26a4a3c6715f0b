package io.epochgraph.predictorstream;

import io.epochgraph.contract.Predictor;
import io.epochgraph.schemas.TrustedContracts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * The predictors that come with the program, fitted on its corpora, so that the first run of a new
 * cluster is predicted from its first epoch.
 */
public final class ShippedPredictors {

  private static final List<String> NAMES =
      List.of("lenet5-cifar10", "lenet5-fashion-mnist", "lenet5-tiny-imagenet");

  static {
    TrustedContracts.install();
  }

  private ShippedPredictors() {}

  /** All of them, as version 1 and never promoted. */
  public static List<Predictor> all() {
    return NAMES.stream().map(ShippedPredictors::read).toList();
  }

  private static Predictor read(String name) {
    var datum =
        new SpecificDatumReader<Predictor>(
            Predictor.getClassSchema(),
            Predictor.getClassSchema(),
            SpecificData.getForClass(Predictor.class));
    try (InputStream in = ShippedPredictors.class.getResourceAsStream("shipped/" + name + ".avro");
        var reader = new DataFileStream<>(in, datum)) {
      return reader.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
