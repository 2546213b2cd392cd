package io.omendb.benchmarks.service;

import io.omendb.OmenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL of our own on a free port of the loopback interface, whose data are thrown away. Its
 * commits are on disk when they return, as by default. As root it runs as {@code postgres}, for it
 * refuses to run as root.
 */
final class PostgresInstance implements AutoCloseable {
  private static final String USER = "bench";
  private static final String SYSTEM_USER = "postgres";

  private final PostgresTools tools;
  private final Path directory;
  private final int port;
  private final Thread hook = new Thread(this::stop, "stop-postgresql");

  private PostgresInstance(PostgresTools tools, Path directory, int port) {
    this.tools = tools;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param cacheBytes memory for its cache
   */
  static PostgresInstance start(PostgresTools tools, long cacheBytes) {
    try {
      // Not inside ours, which other users may not enter.
      Path directory = Files.createTempDirectory("omen-bench-pg-");
      PostgresInstance instance = new PostgresInstance(tools, directory, freePort());
      Runtime.getRuntime().addShutdownHook(instance.hook);
      try {
        instance.start(cacheBytes);
        return instance;
      } catch (RuntimeException e) {
        instance.close();
        throw e;
      }
    } catch (IOException e) {
      throw OmenException.io("Cannot start PostgreSQL", e);
    }
  }

  private void start(long cacheBytes) {
    if (isRoot()) {
      PostgresTools.run(List.of("chown", SYSTEM_USER, directory.toString()));
    }
    Path data = data();
    run("initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C");
    String options =
        String.join(
            " ",
            "-p " + port,
            "-c listen_addresses=127.0.0.1",
            "-c unix_socket_directories=",
            "-c max_connections=300",
            "-c max_wal_size=4GB",
            "-c shared_buffers=" + (cacheBytes >> 20) + "MB");
    run(
        "pg_ctl",
        "-D",
        data.toString(),
        "-w",
        "-l",
        directory.resolve("log").toString(),
        "-o",
        options,
        "start");
  }

  private Path data() {
    return directory.resolve("data");
  }

  private void run(String program, String... arguments) {
    PostgresTools.run(asItsUser(tools.command(program, arguments)));
  }

  private static List<String> asItsUser(List<String> command) {
    if (!isRoot()) {
      return command;
    }
    List<String> other = new ArrayList<>(List.of("runuser", "-u", SYSTEM_USER, "--"));
    other.addAll(command);
    return other;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The command line of a client program. */
  List<String> client(String program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            tools.command(program, "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER));
    command.addAll(List.of(arguments));
    command.add("postgres");
    return command;
  }

  /** Where a JDBC driver finds it. */
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
  }

  /** Runs a statement with an input; returns its rows, a line each. */
  String query(String sql, PostgresTools.Input input) {
    return PostgresTools.run(
        client("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql), input);
  }

  /** Runs a statement; returns its rows, a line each. */
  String query(String sql) {
    return query(sql, out -> {});
  }

  private void stop() {
    try {
      run("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
    } catch (OmenException e) {
      // It is not running.
    }
    try {
      PostgresTools.run(List.of("rm", "-rf", directory.toString()));
    } catch (OmenException e) {
      System.getLogger(PostgresInstance.class.getName())
          .log(System.Logger.Level.WARNING, "Cannot remove " + directory, e);
    }
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
