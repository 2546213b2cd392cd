package io.omendb.storage.rocksdb;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The only way to a native object that one thread may close while others use it: a call either runs
 * to its end before the object is released or throws {@link ErrorCode#CLOSED}. Calls run
 * concurrently. Translates RocksDB's exceptions.
 */
final class NativeGate {
  /** A use of native code. */
  interface Call<T extends @Nullable Object> {
    T run() throws RocksDBException;
  }

  /** A use of native code without a result. */
  interface Action {
    void run() throws RocksDBException;
  }

  private final String what;
  private final RocksDbErrors errors;

  /** Shared by calls, exclusive for the close. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed; // guarded by lock

  /**
   * @param what named by the error after the close
   */
  NativeGate(String what, RocksDbErrors errors) {
    this.what = what;
    this.errors = errors;
  }

  /**
   * Runs a call.
   *
   * @param operation named by the error where the call fails
   */
  <T extends @Nullable Object> T call(String operation, Call<T> call) {
    enter();
    try {
      return call.run();
    } catch (RocksDBException e) {
      throw errors.translate(operation, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs a call without a result. */
  void run(String operation, Action action) {
    enter();
    try {
      action.run();
    } catch (RocksDBException e) {
      throw errors.translate(operation, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void enter() {
    lock.readLock().lock();
    if (closed) {
      lock.readLock().unlock();
      throw new OmenException(ErrorCode.CLOSED, "the " + what + " is closed");
    }
  }

  /** Waits for the calls under way, refuses all later ones and releases the object, once. */
  void close(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Runs a release unless the gate is closed, when all has been released already. */
  void ifOpen(Runnable release) {
    lock.readLock().lock();
    try {
      if (!closed) {
        release.run();
      }
    } finally {
      lock.readLock().unlock();
    }
  }
}
