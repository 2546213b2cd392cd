package io.omendb.server.grpc;

import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.Collection;
import io.omendb.CorruptionException;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A database in front of a real one whose collections fail, wait and count on request. Calls it
 * does not care about pass through.
 */
final class ProbeDatabase {
  /** Cursors that were opened and not closed. */
  final AtomicInteger openCursors = new AtomicInteger();

  /** Rows that cursors have read. */
  final AtomicLong rowsRead = new AtomicLong();

  /** Reads of a collection that were given up. */
  final AtomicInteger givenUp = new AtomicInteger();

  /** Calls of a collection that have begun. */
  final AtomicInteger calls = new AtomicInteger();

  private final Database database;
  private volatile long failAtRow = -1;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable CountDownLatch gate;
  private volatile String gated = "";
  private final AtomicInteger backups = new AtomicInteger();
  private volatile @Nullable CountDownLatch backupGate;

  ProbeDatabase(Database real) {
    this.database =
        proxy(
            Database.class,
            (self, method, args) -> {
              if (method.getName().equals("backup")) {
                awaitBackupGate();
              }
              Object result = pass(real, method, args);
              return result instanceof Collection collection ? probed(collection) : result;
            });
  }

  Database database() {
    return database;
  }

  /** From now on every call of a collection throws this; null for none. */
  void fail(@Nullable Throwable failure) {
    this.failure = failure;
  }

  /** The row of that number that a cursor reads, counted over all cursors, is damaged. */
  void failAtRow(long number) {
    this.failAtRow = number;
  }

  /** Waits until every cursor has been closed. */
  void awaitNoCursor() throws InterruptedException {
    while (openCursors.get() > 0) {
      Thread.sleep(1);
    }
  }

  /** From now on calls of a collection are counted anew and wait for the latch. */
  void gate(@Nullable CountDownLatch gate) {
    gate("", gate);
  }

  /** The same for calls of one method only; those of the others are neither counted nor held. */
  void gate(String method, @Nullable CountDownLatch gate) {
    calls.set(0);
    this.gated = method;
    this.gate = gate;
  }

  /** Waits until that many calls of a collection have begun. */
  void awaitCalls(int count) throws InterruptedException {
    while (calls.get() < count) {
      Thread.sleep(1);
    }
  }

  /** From now on backups are counted and wait for the latch. */
  void gateBackup(CountDownLatch latch) {
    this.backupGate = latch;
  }

  /** Waits until that many backups have begun. */
  void awaitBackups(int count) throws InterruptedException {
    while (backups.get() < count) {
      Thread.sleep(1);
    }
  }

  private void awaitBackupGate() throws InterruptedException {
    backups.incrementAndGet();
    CountDownLatch latch = backupGate;
    if (latch != null) {
      latch.await();
    }
  }

  private Collection probed(Collection real) {
    return proxy(
        Collection.class,
        (self, method, args) -> {
          String name = method.getName();
          if (gated.isEmpty() ? !name.equals("schema") : name.equals(gated)) {
            calls.incrementAndGet();
            CountDownLatch latch = gate;
            if (latch != null) {
              latch.await();
            }
            Throwable thrown = failure;
            if (thrown != null) {
              throw thrown;
            }
          }
          Object result = noting(real, method, args);
          return result instanceof ArrowCursor cursor ? counted(cursor) : result;
        });
  }

  private @Nullable Object noting(Object real, Method method, @Nullable Object[] args)
      throws Throwable {
    try {
      return pass(real, method, args);
    } catch (OmenException e) {
      if (e.code() == ErrorCode.CANCELLED) {
        givenUp.incrementAndGet();
      }
      throw e;
    }
  }

  /** Waits until that many reads have been given up. */
  void awaitGivenUp(int count) throws InterruptedException {
    while (givenUp.get() < count) {
      Thread.sleep(1);
    }
  }

  private ArrowCursor counted(ArrowCursor real) {
    openCursors.incrementAndGet();
    return new ArrowCursor() {
      @Override
      public ByteBuffer schema() {
        return real.schema();
      }

      @Override
      public @Nullable ArrowBatch next() {
        ArrowBatch batch = real.next();
        int rows = batch == null ? 0 : batch.rows();
        long before = rowsRead.getAndAdd(rows);
        if (before < failAtRow && failAtRow <= before + rows) {
          throw new CorruptionException("s-1.arrow", 4096, "bad checksum");
        }
        return batch;
      }

      @Override
      public void close() {
        real.close();
        openCursors.decrementAndGet();
      }
    };
  }

  private static @Nullable Object pass(Object real, Method method, @Nullable Object[] args)
      throws Throwable {
    try {
      return method.invoke(real, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
