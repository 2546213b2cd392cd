package io.omendb.benchmarks.peers;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** OmenDB through its API: a collection with one binary column. */
public final class OmenPeer implements Peer {
  private static final String COLLECTION = "rows";
  private static final String VALUE = "value";

  private final Database database;
  private final Collection rows;
  private Durability durability = Durability.SYNC;

  OmenPeer(PeerSetup setup) {
    this(Database.open("file:" + setup.directory()));
  }

  /**
   * The same collection of a server, which any number of threads may use. It takes no {@link
   * #bulkLoad}.
   *
   * @param url such as {@code grpc://127.0.0.1:7617}
   */
  public static OmenPeer connect(String url) {
    return new OmenPeer(Database.open(url));
  }

  private OmenPeer(Database database) {
    this.database = database;
    rows =
        database.listCollections().contains(COLLECTION)
            ? database.collection(COLLECTION)
            : database.createCollection(COLLECTION, Schema.parse(VALUE + " binary"));
  }

  @Override
  public byte @Nullable [] get(long key) {
    return rows.get(key).map(row -> row.getBytes(VALUE)).orElse(null);
  }

  @Override
  public void getAll(long[] keys, RowConsumer consumer) {
    for (Row row : rows.getAll(keys)) {
      consumer.accept(row.key(), row.getBytes(VALUE));
    }
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    try (RowCursor cursor = rows.scan().from(from).limit(limit).open()) {
      while (cursor.hasNext()) {
        Row row = cursor.next();
        consumer.accept(row.key(), row.getBytes(VALUE));
      }
    }
  }

  @Override
  public void prepareWrites(Durability newDurability) {
    durability = newDurability;
  }

  @Override
  public void put(long key, byte[] value) {
    rows.write(new WriteBatch().put(Row.of(key).with(VALUE, value)), durability);
  }

  @Override
  public void write(long[] keys, byte[][] values) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < keys.length; i++) {
      batch.put(Row.of(keys[i]).with(VALUE, values[i]));
    }
    rows.write(batch, durability);
  }

  @Override
  public void bulkLoad(SortedRows sorted) {
    rows.bulkLoad(
        IntStream.range(0, sorted.size())
            .mapToObj(i -> Row.of(sorted.key(i)).with(VALUE, sorted.value(i)))
            .iterator());
  }

  @Override
  public void flush() {
    rows.flush();
  }

  @Override
  public void close() {
    database.close();
  }
}
