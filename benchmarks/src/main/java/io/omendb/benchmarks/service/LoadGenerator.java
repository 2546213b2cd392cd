package io.omendb.benchmarks.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Callers that call as fast as they are answered, each a virtual thread: for a while to warm up,
 * then for as long as is measured. Every call is timed.
 */
final class LoadGenerator {
  private enum Phase {
    WARM_UP,
    MEASURED,
    OVER
  }

  private volatile Phase phase = Phase.WARM_UP;

  private LoadGenerator() {}

  /**
   * Runs a load.
   *
   * @param nanos how long it is measured, after as long again to warm up
   * @param calls gives a caller, by its number, what it calls again and again
   * @throws RuntimeException what a call threw
   */
  static Load run(int callers, long nanos, IntFunction<Runnable> calls) {
    return new LoadGenerator().load(callers, nanos, calls);
  }

  private Load load(int callers, long nanos, IntFunction<Runnable> calls) {
    Histogram all = Load.emptyHistogram();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Histogram>> futures = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        Runnable call = calls.apply(caller);
        futures.add(executor.submit(() -> callAgainAndAgain(call)));
      }
      sleep(nanos, futures);
      long start = System.nanoTime();
      phase = Phase.MEASURED;
      sleep(nanos, futures);
      phase = Phase.OVER;
      for (Future<Histogram> future : futures) {
        all.add(future.get());
      }
      return new Load(all.getTotalCount(), System.nanoTime() - start, all);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A caller failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } finally {
      phase = Phase.OVER;
    }
  }

  /** Ends early where a caller has failed. */
  private static void sleep(long nanos, List<Future<Histogram>> futures)
      throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end && futures.stream().noneMatch(Future::isDone)) {
      Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 50));
    }
  }

  private Histogram callAgainAndAgain(Runnable call) {
    Histogram latencies = Load.emptyHistogram();
    while (phase == Phase.WARM_UP) {
      call.run();
    }
    do { // At least one, however long it takes.
      long start = System.nanoTime();
      call.run();
      latencies.recordValue(System.nanoTime() - start);
    } while (phase == Phase.MEASURED);
    return latencies;
  }
}
