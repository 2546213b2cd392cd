package io.omendb.server.grpc;

import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.EngineNames;
import io.omendb.ErrorCode;
import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.WriteBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A database of sorted maps, enough to serve. */
final class MapDatabase implements Database {
  private static final EngineNames ENGINES = new EngineNames("tree", "map", "plain");

  private final ConcurrentSkipListMap<String, Rows> collections = new ConcurrentSkipListMap<>();

  @Override
  public String uri() {
    return "memory:map";
  }

  @Override
  public Collection createCollection(String name, Schema schema) {
    Rows created = new Rows(name, schema);
    if (collections.putIfAbsent(name, created) != null) {
      throw new OmenException(
          ErrorCode.COLLECTION_EXISTS, "Collection " + name, "collection", null, null);
    }
    return created;
  }

  @Override
  public Collection collection(String name) {
    Rows rows = collections.get(name);
    if (rows == null) {
      throw new OmenException(
          ErrorCode.COLLECTION_NOT_FOUND, "No collection " + name, "collection", null, null);
    }
    return rows;
  }

  @Override
  public List<String> listCollections() {
    return List.copyOf(collections.keySet());
  }

  @Override
  public void dropCollection(String name) {
    collection(name);
    collections.remove(name);
  }

  @Override
  public EngineNames engines() {
    return ENGINES;
  }

  @Override
  public void close() {}

  private static final class Rows implements Collection, View {
    private final String name;
    private final Schema schema;
    private final NavigableMap<Long, Row> rows;
    private long seq;

    Rows(String name, Schema schema) {
      this(name, schema, new TreeMap<>(), 0);
    }

    private Rows(String name, Schema schema, NavigableMap<Long, Row> rows, long seq) {
      this.name = name;
      this.schema = schema;
      this.rows = rows;
      this.seq = seq;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public synchronized long seq() {
      return seq;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public synchronized long write(WriteBatch batch, Durability durability) {
      NavigableMap<Long, Row> puts = new TreeMap<>();
      for (WriteBatch.Operation operation : batch.operations()) {
        if (operation instanceof WriteBatch.Put put) {
          puts.put(put.key(), schema.row(put.key(), schema.bind(put.row())));
        }
      }
      for (WriteBatch.Operation operation : batch.operations()) {
        switch (operation) {
          case WriteBatch.Put put -> rows.put(put.key(), puts.get(put.key()));
          case WriteBatch.Delete delete -> rows.remove(delete.key());
        }
      }
      return batch.size() == 0 ? seq : ++seq;
    }

    @Override
    public long write(WriteBatch batch) {
      return write(batch, Durability.SYNC);
    }

    @Override
    public synchronized View view() {
      return new Rows(name, schema, new TreeMap<>(rows), seq);
    }

    @Override
    public void flush() {}

    @Override
    public void merge() {}

    @Override
    public synchronized CollectionStats stats() {
      return new CollectionStats(
          name,
          seq,
          rows.size(),
          1,
          2,
          3,
          4,
          List.of(new CollectionStats.SegmentStats("s", 1, 2, -3, 4, "pgm", 5, 6, 0.5)),
          new CollectionStats.LearnedStats(7, 8, List.of(9L, 10L)),
          ENGINES);
    }

    @Override
    public synchronized Optional<Row> get(long key) {
      return Optional.ofNullable(rows.get(key));
    }

    @Override
    public synchronized List<Row> getAll(long... keys) {
      List<Row> found = new ArrayList<>();
      for (long key : keys) {
        get(key).ifPresent(found::add);
      }
      return found;
    }

    @Override
    public RowCursor scan(ScanSpec spec) {
      List<Row> found = in(spec.keys());
      Iterator<Row> rows =
          (spec.descending() ? found.reversed() : found).stream().limit(spec.limit()).iterator();
      return new RowCursor() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Row next() {
          Row row = rows.next();
          return spec.columns() == null ? row : projected(row, spec.columns());
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public NearestResult nearest(NearestSpec spec) {
      String column = spec.resolve(schema).name();
      var metric = schema.vectorType(column).metric();
      List<Hit> hits =
          in(spec.keys()).stream()
              .map(row -> {
                double distance = 0;
                for (int i = 0; i < spec.vector().length; i++) {
                  distance += Math.pow(row.getVector(column)[i] - (double) spec.vector()[i], 2);
                }
                return new Hit(
                    Math.sqrt(distance),
                    metric.score(Math.sqrt(distance)),
                    spec.columns() == null ? row : projected(row, spec.columns()));
              })
              .sorted(Comparator.comparingDouble(Hit::distance))
              .limit(spec.k())
              .toList();
      return new NearestResult(hits, true, rows.size());
    }

    @Override
    public long count(KeyRange keys) {
      return in(keys).size();
    }

    @Override
    public void close() {}

    private Row projected(Row row, List<String> columns) {
      return schema.project(columns).row(row.key(), columns.stream().map(row::get).toArray());
    }

    private synchronized List<Row> in(KeyRange keys) {
      return rows.tailMap(keys.from(), true).values().stream()
          .takeWhile(row -> keys.contains(row.key()))
          .toList();
    }
  }
}
