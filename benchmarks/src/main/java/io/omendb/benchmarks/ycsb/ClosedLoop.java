package io.omendb.benchmarks.ycsb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that each ask again as soon as they have been answered, a platform thread each: for a
 * while to warm up, then for as long as is measured. While a system stalls nobody asks it, so what
 * callers with a pace of their own would have waited is not in the latencies (coordinated
 * omission).
 */
final class ClosedLoop {
  private enum Phase {
    WARM_UP,
    MEASURED,
    OVER
  }

  /**
   * What it came to.
   *
   * @param nanos how long it was measured, wall clock
   */
  record Result(Latencies latencies, long nanos) {}

  private final List<YcsbClient> clients;
  private volatile Phase phase = Phase.WARM_UP;

  private ClosedLoop(List<YcsbClient> clients) {
    this.clients = clients;
  }

  /**
   * Runs clients.
   *
   * @param nanos how long they are measured, after half as long to warm up
   * @throws RuntimeException what a client threw
   */
  static Result run(List<YcsbClient> clients, long nanos) {
    return new ClosedLoop(clients).run(nanos);
  }

  private Result run(long nanos) {
    try (ExecutorService executor = Executors.newFixedThreadPool(clients.size())) {
      List<Future<?>> futures = new ArrayList<>();
      for (YcsbClient client : clients) {
        futures.add(executor.submit(() -> askAgainAndAgain(client)));
      }
      sleep(nanos / 2, futures);
      long start = System.nanoTime();
      phase = Phase.MEASURED;
      sleep(nanos, futures);
      phase = Phase.OVER;
      Latencies all = new Latencies();
      for (int i = 0; i < clients.size(); i++) {
        futures.get(i).get();
        all.add(clients.get(i).latencies());
      }
      return new Result(all, System.nanoTime() - start);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("A client failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } finally {
      phase = Phase.OVER;
    }
  }

  /** Ends early where a client has failed. */
  private static void sleep(long nanos, List<Future<?>> futures) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end && futures.stream().noneMatch(Future::isDone)) {
      Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 20));
    }
  }

  private void askAgainAndAgain(YcsbClient client) {
    while (phase == Phase.WARM_UP) {
      client.run();
    }
    client.latencies().clear();
    do { // At least one, however long it takes.
      client.run();
    } while (phase == Phase.MEASURED);
  }
}
