package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * LMDB with integer keys. Whether it syncs is decided when it is opened, so that {@link
 * #prepareWrites} opens it again; the read transaction stays, and is renewed for each read.
 */
final class LmdbPeer implements Peer {
  private static final String NAME = "rows";
  private static final int LOAD_ROWS = 10_000;

  /** Address space, not memory: the file is as long as what is in it. */
  private static final long MIN_MAP_BYTES = 16L << 30;

  private final Path directory;
  private final long mapBytes;

  /* One pair for the thread that reads and one for the thread that writes. */
  private final ByteBuffer readKey = buffer(Long.BYTES);
  private final ByteBuffer writeKey = buffer(Long.BYTES);
  private ByteBuffer writeValue;

  private Durability durability = Durability.SYNC;
  private Env<ByteBuffer> environment;
  private Dbi<ByteBuffer> rows;
  private Txn<ByteBuffer> reader;

  LmdbPeer(PeerSetup setup) {
    directory = setup.directory();
    mapBytes = MIN_MAP_BYTES + 8 * setup.dataBytes();
    writeValue = buffer(setup.valueBytes());
    environment = environment();
    rows = environment.openDbi(NAME, DbiFlags.MDB_CREATE, DbiFlags.MDB_INTEGERKEY);
    reader = reader();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private Env<ByteBuffer> environment() {
    List<EnvFlags> flags = new ArrayList<>(List.of(EnvFlags.MDB_NOTLS));
    if (durability == Durability.ASYNC) {
      flags.add(EnvFlags.MDB_NOSYNC);
    }
    return Env.create()
        .setMapSize(mapBytes)
        .setMaxDbs(1)
        .open(directory.toFile(), flags.toArray(EnvFlags[]::new));
  }

  private Txn<ByteBuffer> reader() {
    Txn<ByteBuffer> transaction = environment.txnRead();
    transaction.reset();
    return transaction;
  }

  /** An unsigned integer in the machine's order, as MDB_INTEGERKEY compares. */
  private static ByteBuffer key(ByteBuffer target, long key) {
    return target.putLong(0, key ^ Long.MIN_VALUE);
  }

  private static long key(ByteBuffer found) {
    return found.order(ByteOrder.nativeOrder()).getLong(found.position()) ^ Long.MIN_VALUE;
  }

  private static byte[] copy(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.get(value.position(), copy);
    return copy;
  }

  private ByteBuffer value(byte[] value) {
    if (writeValue.capacity() < value.length) {
      writeValue = buffer(value.length);
    }
    return writeValue.clear().put(0, value).limit(value.length);
  }

  @Override
  public byte @Nullable [] get(long key) {
    reader.renew();
    try {
      ByteBuffer value = rows.get(reader, key(readKey, key));
      return value == null ? null : copy(value);
    } finally {
      reader.reset();
    }
  }

  @Override
  public void getAll(long[] keys, RowConsumer consumer) {
    reader.renew();
    try {
      for (long key : keys) {
        ByteBuffer value = rows.get(reader, key(readKey, key));
        if (value != null) {
          consumer.accept(key, copy(value));
        }
      }
    } finally {
      reader.reset();
    }
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    reader.renew();
    try (Cursor<ByteBuffer> cursor = rows.openCursor(reader)) {
      boolean found = cursor.get(key(readKey, from), GetOp.MDB_SET_RANGE);
      for (long i = 0; i < limit && found; i++) {
        consumer.accept(key(cursor.key()), copy(cursor.val()));
        found = cursor.next();
      }
    } finally {
      reader.reset();
    }
  }

  @Override
  public void prepareWrites(Durability newDurability) {
    if (newDurability == durability) {
      return;
    }
    close();
    durability = newDurability;
    environment = environment();
    rows = environment.openDbi(NAME, DbiFlags.MDB_INTEGERKEY);
    reader = reader();
  }

  @Override
  public void put(long key, byte[] value) {
    try (Txn<ByteBuffer> transaction = environment.txnWrite()) {
      rows.put(transaction, key(writeKey, key), value(value));
      transaction.commit();
    }
  }

  @Override
  public void write(long[] keys, byte[][] values) {
    try (Txn<ByteBuffer> transaction = environment.txnWrite()) {
      for (int i = 0; i < keys.length; i++) {
        rows.put(transaction, key(writeKey, keys[i]), value(values[i]));
      }
      transaction.commit();
    }
  }

  @Override
  public void bulkLoad(SortedRows sorted) {
    prepareWrites(Durability.ASYNC);
    for (int from = 0; from < sorted.size(); from += LOAD_ROWS) {
      try (Txn<ByteBuffer> transaction = environment.txnWrite()) {
        for (int i = from; i < Math.min(sorted.size(), from + LOAD_ROWS); i++) {
          rows.put(
              transaction,
              key(writeKey, sorted.key(i)),
              value(sorted.value(i)),
              PutFlags.MDB_APPEND);
        }
        transaction.commit();
      }
    }
    flush();
  }

  @Override
  public void flush() {
    environment.sync(true);
  }

  @Override
  public void close() {
    flush();
    reader.close();
    environment.close();
  }
}
