package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system loses its power: an ext4 in a file is shut down, its journal unwritten, while
 * a process commits to it. Needs root and loop devices.
 */
class PowerCutTest {
  private static final int CUTS = Boolean.getBoolean("omendb.test.long") ? 200 : 10;
  private static final String DISK_BYTES = "192M";

  /** Of linux/fs/ext4/ext4.h: EXT4_IOC_SHUTDOWN, and EXT4_GOING_FLAGS_NOLOGFLUSH. */
  private static final long SHUTDOWN = 0x8004587DL;

  private static final int NO_LOG_FLUSH = 2;

  @TempDir Path scratch;

  private Path image;
  private Path mount;
  private boolean mounted;

  @BeforeEach
  void makeDisk() throws IOException, InterruptedException {
    assumeTrue(System.getProperty("os.name", "").equals("Linux"), "ext4 is on Linux only");
    image = scratch.resolve("disk");
    mount = Files.createDirectory(scratch.resolve("mount"));
    List<String> output = new ArrayList<>();
    boolean made =
        run(output, "truncate", "-s", DISK_BYTES, image.toString())
            && run(output, "mkfs.ext4", "-q", "-F", image.toString());
    assumeTrue(made, () -> "no file system could be made: " + output);
    mounted = run(output, "mount", "-o", "loop", image.toString(), mount.toString());
    assumeTrue(mounted, () -> "mounting a loop device needs root: " + output);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      mustRun("umount", "-l", mount.toString());
    }
  }

  private static boolean run(List<String> output, String... command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      output.add(String.valueOf(e.getMessage()));
      return false;
    }
    output.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
  }

  private static void mustRun(String... command) throws IOException, InterruptedException {
    List<String> output = new ArrayList<>();
    assertTrue(run(output, command), () -> String.join(" ", command) + ": " + output);
  }

  @Test
  void powerCut_losesNothingAcknowledgedAsDurable() throws Throwable {
    Random random = new Random(8);
    long lost = 0;
    long seq = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      String where = "cut " + cut;
      Acknowledged acknowledged = writeUntilCut(seq + 20 + random.nextInt(400));
      mustRun("umount", mount.toString());
      mounted = false;
      mustRun("mount", "-o", "loop", image.toString(), mount.toString());
      mounted = true;
      seq = check(acknowledged, where);
      lost += Math.max(0, acknowledged.last - seq);
    }
    System.out.printf(
        "PowerCutTest: %d cuts, %d commits found, %d ASYNC commits lost%n", CUTS, seq, lost);
  }

  private record Acknowledged(long last, long durable) {}

  /** What the writer prints; a line that is cut short is one that nobody heard. */
  private record Acknowledgement(boolean durable, long seq, long nanos) {
    private static final Pattern LINE = Pattern.compile("([SA]) (\\d+) (\\d+)\\.");

    static Acknowledgement parse(String line) {
      Matcher matcher = LINE.matcher(line);
      return matcher.matches()
          ? new Acknowledgement(
              matcher.group(1).equals("S"),
              Long.parseLong(matcher.group(2)),
              Long.parseLong(matcher.group(3)))
          : new Acknowledgement(false, 0, Long.MAX_VALUE);
    }
  }

  /** Shuts the file system down once a commit was acknowledged, and hears what else was. */
  private Acknowledged writeUntilCut(long commit) throws Throwable {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                PowerCutWriter.class.getName(),
                mount.resolve("db").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Acknowledgement> heard = new ArrayList<>();
    long cut = Long.MAX_VALUE;
    try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Acknowledgement one = Acknowledgement.parse(line);
        heard.add(one);
        if (cut == Long.MAX_VALUE && one.seq >= commit) {
          cut = System.nanoTime();
          shutDown();
        }
      }
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertTrue(cut != Long.MAX_VALUE, "the writer ended by itself after " + heard.size());
    // While the file system goes down, an fsync may still say that it succeeded.
    long last = 0;
    long durable = 0;
    for (Acknowledgement one : heard) {
      if (one.nanos < cut) {
        last = one.seq;
        durable = one.durable ? last : durable;
      }
    }
    return new Acknowledged(last, durable);
  }

  @SuppressWarnings("restricted") // calls open, ioctl and close of the C library
  private void shutDown() throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle open =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    MethodHandle ioctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    MethodHandle close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int directory = (int) open.invokeExact(arena.allocateFrom(mount.toString()), 0);
      assertTrue(directory >= 0, "open");
      MemorySegment flags = arena.allocateFrom(ValueLayout.JAVA_INT, NO_LOG_FLUSH);
      assertEquals(0, (int) ioctl.invokeExact(directory, SHUTDOWN, flags), "ioctl");
      assertEquals(0, (int) close.invokeExact(directory), "close");
    }
  }

  private long check(Acknowledged acknowledged, String where) {
    try (Database database = Database.open("file:" + mount.resolve("db"), PowerCutWriter.OPTIONS)) {
      Collection rows = database.collection("rows");
      long seq = rows.stats().seq();
      assertTrue(
          seq >= acknowledged.durable,
          () -> where + ": " + acknowledged + ", and found only " + seq);
      TreeMap<Long, Row> expected = new TreeMap<>();
      for (long commit = 1; commit <= seq; commit++) {
        PowerCutWriter.rows(commit).forEach(row -> expected.put(row.key(), row));
      }
      assertEquals(List.copyOf(expected.values()), rows.scan().toList(), where);
      return seq;
    }
  }
}
