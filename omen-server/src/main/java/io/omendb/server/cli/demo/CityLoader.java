package io.omendb.server.cli.demo;

import io.omendb.Collection;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.WriteBatch;
import io.omendb.server.cli.console.ProgressBar;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/** Loads the places in durable commits, and parses the next batches while one is committed. */
final class CityLoader {
  private static final int BATCH_ROWS = 5_000;
  private static final int BATCHES_AHEAD = 4;

  /** Stands for the end; a batch from the file is never empty. */
  private static final WriteBatch END = new WriteBatch();

  private final BlockingQueue<WriteBatch> parsed = new LinkedBlockingQueue<>(BATCHES_AHEAD);

  private CityLoader() {}

  /** Loads all places; returns how many share their cell with an earlier one. */
  static int load(Collection cities, ProgressBar progress) {
    return new CityLoader().run(cities, progress);
  }

  private int run(Collection cities, ProgressBar progress) {
    FutureTask<Integer> parsing = new FutureTask<>(this::parse);
    Thread parser = new Thread(parsing, "omen-demo-parser");
    parser.setDaemon(true);
    parser.start();
    try {
      long rows = 0;
      for (WriteBatch batch = parsed.take(); batch != END; batch = parsed.take()) {
        cities.write(batch, Durability.SYNC);
        rows += batch.size();
        progress.update((double) rows / CityFile.ROWS, rows);
      }
      return parsing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Loading was interrupted", e);
    } catch (ExecutionException e) {
      throw new OmenException(ErrorCode.INVALID_DATA, "The places cannot be read", e);
    } finally {
      parsing.cancel(true);
    }
  }

  /** Ends with {@link #END} but where it is interrupted: then nobody takes any more. */
  private int parse() throws InterruptedException {
    int sharedCells;
    try (CityFile file = new CityFile()) {
      parse(file);
      sharedCells = file.sharedCells();
    } catch (RuntimeException e) {
      parsed.put(END);
      throw e;
    }
    parsed.put(END);
    return sharedCells;
  }

  private void parse(CityFile file) throws InterruptedException {
    WriteBatch batch = new WriteBatch();
    while (file.hasNext()) {
      batch.put(file.next());
      if (batch.size() == BATCH_ROWS) {
        parsed.put(batch);
        batch = new WriteBatch();
      }
    }
    if (batch.size() > 0) {
      parsed.put(batch);
    }
  }
}
