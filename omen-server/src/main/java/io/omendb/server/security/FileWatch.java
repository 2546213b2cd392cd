package io.omendb.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at some files every second and says when one of them is another than before. Looking costs
 * a system call a file and, unlike notifications, sees a mounted secret that is swapped by its
 * link. The callback runs on one thread of its own; what it throws is logged.
 */
final class FileWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileWatch.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final List<Path> files;
  private final Runnable changed;
  private final ScheduledExecutorService timer;
  private List<String> seen;

  /** Watches from now on, so make it before the files are read for the first time. */
  FileWatch(List<Path> files, Runnable changed) {
    this.files = List.copyOf(files);
    this.changed = changed;
    this.seen = stamps();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("omen-reload").daemon().factory());
  }

  /** Begins to call; to be called once, when the callback may run. */
  @SuppressWarnings("FutureReturnValueIgnored") // It never completes, and look() throws nothing.
  void start() {
    timer.scheduleWithFixedDelay(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    List<String> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      changed.run();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "What was read before stays in force: {0}", e.getMessage());
    }
  }

  private List<String> stamps() {
    List<String> stamps = new ArrayList<>();
    for (Path file : files) {
      stamps.add(stamp(file));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
    } catch (IOException e) {
      return "absent";
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
