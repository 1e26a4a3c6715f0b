package io.epochgraph.stage;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bounded block cache for all stores of the process: our state is small, and the default of
 * some 100 MB a store and partition is not.
 */
public final class SmallRocksDb implements RocksDBConfigSetter {

  private static final long CACHE_BYTES = 64L << 20;
  private static final long MEMTABLES_BYTES = 32L << 20;
  private static final long MEMTABLE_BYTES = 4L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private static final LRUCache CACHE = new LRUCache(CACHE_BYTES);
  private static final WriteBufferManager MEMTABLES =
      new WriteBufferManager(MEMTABLES_BYTES, CACHE);

  /** For Kafka Streams, which makes it by reflection. */
  public SmallRocksDb() {}

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(MEMTABLES);
    options.setWriteBufferSize(MEMTABLE_BYTES);
  }

  @Override
  public void close(String store, Options options) {
    // cache and memtables are the process's
  }
}
