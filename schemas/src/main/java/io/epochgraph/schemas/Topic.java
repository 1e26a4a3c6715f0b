package io.epochgraph.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic. Keys are UTF-8 strings, values Avro with Confluent's five-byte header.
 *
 * @param name the topic's name
 * @param valueType the generated class of its values
 * @param key what its key is
 * @param retention how long it keeps records
 */
public record Topic<V extends SpecificRecord>(
    String name, Class<V> valueType, Key key, Retention retention) {

  /** What a topic is keyed by. */
  public enum Key {
    /** The run id; all such topics have the same number of partitions. */
    RUN,
    /** {@code id@version} of a predictor; one partition. */
    PREDICTOR
  }

  /** The schema of its values. */
  public Schema valueSchema() {
    TrustedContracts.install();
    return SpecificData.get().getSchema(valueType);
  }

  /** The subject that the registry keeps its value's schema under. */
  public String subject() {
    return name + "-value";
  }
}
