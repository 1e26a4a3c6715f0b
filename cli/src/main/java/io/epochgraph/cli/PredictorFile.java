package io.epochgraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochgraph.contract.Predictor;
import io.epochgraph.predictorstream.PredictorCodec;
import io.epochgraph.schemas.TrustedContracts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.internal.JacksonUtils;

/**
 * A predictor in a file: in Avro's JSON, or where the name ends in {@code .avro} in an Avro file,
 * which brings its schema.
 */
final class PredictorFile {

  private static final String AVRO = ".avro";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static {
    TrustedContracts.install();
  }

  private PredictorFile() {}

  static void write(Path file, Predictor predictor) throws IOException {
    if (!file.toString().endsWith(AVRO)) {
      Files.writeString(file, json(predictor) + "\n");
      return;
    }
    var data = SpecificData.getForClass(Predictor.class);
    try (var writer = new DataFileWriter<>(new SpecificDatumWriter<Predictor>(schema(), data))) {
      writer.create(schema(), file.toFile());
      writer.append(predictor);
    }
  }

  /** In Avro's JSON. */
  static String json(Predictor predictor) throws IOException {
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().jsonEncoder(schema(), out, true);
    var data = SpecificData.getForClass(Predictor.class);
    new SpecificDatumWriter<Predictor>(schema(), data).write(predictor, encoder);
    encoder.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * Reads either.
   *
   * @throws IllegalArgumentException where it is no predictor; the message names the file
   */
  static Predictor read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      Predictor predictor = bytes.length > 0 && bytes[0] == 'O' ? avro(bytes) : json(bytes);
      PredictorCodec.decode(predictor);
      return predictor;
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is no predictor, as 'predictor train --out' and 'predictor show --json' write them: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Predictor avro(byte[] bytes) throws IOException {
    var data = SpecificData.getForClass(Predictor.class);
    var datum = new SpecificDatumReader<Predictor>(schema(), schema(), data);
    try (var reader = new DataFileReader<>(new SeekableByteArrayInput(bytes), datum)) {
      return reader.next();
    }
  }

  /** Fields that the file's version did not have yet take their defaults. */
  private static Predictor json(byte[] bytes) throws IOException {
    JsonNode node = MAPPER.readTree(bytes);
    if (!(node instanceof ObjectNode fields)) {
      throw new IllegalArgumentException("want a JSON object");
    }
    for (Schema.Field field : schema().getFields()) {
      if (!fields.has(field.name()) && field.hasDefaultValue()) {
        fields.set(field.name(), JacksonUtils.toJsonNode(field.defaultVal()));
      }
    }
    var decoder = DecoderFactory.get().jsonDecoder(schema(), MAPPER.writeValueAsString(fields));
    var data = SpecificData.getForClass(Predictor.class);
    return new SpecificDatumReader<Predictor>(schema(), schema(), data).read(null, decoder);
  }

  private static Schema schema() {
    return Predictor.getClassSchema();
  }
}
