package io.epochgraph.stage;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stage does where one of its operators throws. Where the record is to blame, it becomes a
 * dead letter and the stage goes on: one bad record stops nothing. Where the cluster, the registry
 * or the disk is, the task fails, and {@link RunningStage} decides whether that passes.
 */
public final class BadRecords
    implements DeserializationExceptionHandler,
        ProcessingExceptionHandler,
        ProductionExceptionHandler {

  /** The setting that holds the {@link StageSettings}: handlers are made by reflection. */
  static final String SETTINGS = StageSettings.OWN + "stage";

  private static final Logger LOG = LoggerFactory.getLogger(BadRecords.class);

  private StageSettings settings;
  private RecordSerializer<DeadLetter> serializer;

  /** For Kafka Streams. */
  public BadRecords() {}

  @Override
  public void configure(Map<String, ?> configs) {
    settings = (StageSettings) configs.get(SETTINGS);
    serializer = new RecordSerializer<>(settings.cluster());
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception thrown) {
    return isTheRecords(thrown)
        ? DeserializationExceptionHandler.Response.resume(letters(context, thrown))
        : DeserializationExceptionHandler.Response.fail();
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception thrown) {
    return isTheRecords(thrown)
        ? ProcessingExceptionHandler.Response.resume(letters(context, thrown))
        : ProcessingExceptionHandler.Response.fail();
  }

  /** The broker refuses what was sent: the transaction is lost with it. */
  @Override
  public ProductionExceptionHandler.Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception thrown) {
    return thrown instanceof RetriableException
        ? ProductionExceptionHandler.Response.retry()
        : ProductionExceptionHandler.Response.fail();
  }

  @SuppressWarnings("rawtypes") // as Kafka Streams declares it
  @Override
  public ProductionExceptionHandler.Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception thrown,
      ProductionExceptionHandler.SerializationExceptionOrigin origin) {
    return isTheRecords(thrown)
        ? ProductionExceptionHandler.Response.resume(letters(context, thrown))
        : ProductionExceptionHandler.Response.fail();
  }

  /**
   * Whether the record is to blame. What Kafka, the registry and the disk throw is theirs, except
   * where a value cannot be written, and where Kafka Streams refuses what an operator made, which
   * has no cause.
   */
  static boolean isTheRecords(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      boolean refused = cause.getClass() == StreamsException.class && cause.getCause() == null;
      boolean kafkas =
          cause instanceof KafkaException && !(cause instanceof SerializationException);
      if (cause instanceof IOException
          || cause instanceof RestClientException
          || (kafkas && !refused)) {
        return false;
      }
    }
    return true;
  }

  private List<ProducerRecord<byte[], byte[]>> letters(
      ErrorHandlerContext context, Exception thrown) {
    Refusal refusal = refusal(thrown);
    settings.metrics().deadLetter(refusal.code());
    LOG.warn(
        "{}: {} partition {} offset {} becomes a dead letter: {}",
        settings.stage(),
        context.topic(),
        context.partition(),
        context.offset(),
        refusal.code(),
        thrown);
    String run = run(context);
    DeadLetter letter = refusal.letter(settings.stage(), context, run);
    String topic = settings.topics().deadLetters().name();
    return List.of(
        new ProducerRecord<>(
            topic,
            null,
            context.timestamp(),
            run == null ? null : run.getBytes(StandardCharsets.UTF_8),
            serializer.serialize(topic, letter)));
  }

  private static Refusal refusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLargeException) {
        return new Refusal("TOO_LARGE", cause.getMessage());
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return new Refusal(
        "UNEXPECTED", "the stage did not foresee this record: %s%s".formatted(root, where));
  }

  private static String run(ErrorHandlerContext context) {
    if (context.sourceRawKey() == null) {
      return null;
    }
    String run = new String(context.sourceRawKey(), StandardCharsets.UTF_8);
    return RunId.isValid(run) ? run : null;
  }
}
