package io.omendb.server.http;

import io.omendb.Collection;
import io.omendb.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A database in front of a real one whose collections wait before they count. */
final class GatedDatabase {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Database real;

  GatedDatabase(Database real) {
    this.real = real;
  }

  /** Waits until a count has begun. */
  void awaitCount() throws InterruptedException {
    if (!begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody counts");
    }
  }

  /** Lets all counts go on. */
  void open() {
    gate.countDown();
  }

  Database database() {
    return proxy(
        Database.class,
        real,
        (name, result) ->
            result instanceof Collection collection
                ? proxy(Collection.class, collection, this::gated)
                : result);
  }

  private Object gated(String method, Object result) throws InterruptedException {
    if (method.equals("count")) {
      begun.countDown();
      gate.await();
    }
    return result;
  }

  private interface Change {
    Object apply(String method, Object result) throws InterruptedException;
  }

  private static <T> T proxy(Class<T> type, T real, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return change.apply(method.getName(), method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
