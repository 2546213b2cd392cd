package io.omendb.benchmarks.ycsb;

import io.omendb.benchmarks.peers.Peer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One thread's operations of a workload, one after the other. Arguments are drawn and values made
 * before the clock starts, answers are checked after it has stopped.
 */
final class YcsbClient {
  private static final int MAX_SCAN_ROWS = 100;

  private final Peer peer;
  private final Workload workload;
  private final YcsbRows rows;
  private final RowVersions versions;
  private final InsertedRows inserted;
  private final Distribution.Chooser chooser;
  private final SplittableRandom random;
  private final ScanCheck scan;
  private final Latencies latencies = new Latencies();

  YcsbClient(
      Peer peer,
      Workload workload,
      YcsbRows rows,
      RowVersions versions,
      InsertedRows inserted,
      Distribution.Chooser chooser,
      ScanCheck scan,
      long seed) {
    this.peer = peer;
    this.workload = workload;
    this.rows = rows;
    this.versions = versions;
    this.inserted = inserted;
    this.chooser = chooser;
    this.scan = scan;
    this.random = new SplittableRandom(seed);
  }

  /** What it has come to. */
  Latencies latencies() {
    return latencies;
  }

  /**
   * One operation.
   *
   * @throws WrongAnswerException where its answer is not what was written
   */
  void run() {
    switch (workload.next(random)) {
      case READ -> read();
      case UPDATE -> update();
      case INSERT -> insert();
      case SCAN -> scan();
      case READ_MODIFY_WRITE -> readModifyWrite();
    }
  }

  private void read() {
    long number = chooser.next(random);
    long key = YcsbRows.key(number);
    long oldest = versions.oldest(number);
    long start = System.nanoTime();
    byte[] value = peer.get(key);
    latencies.record(YcsbOperation.READ, System.nanoTime() - start, 1);
    check(number, key, value, oldest);
  }

  private void check(long number, long key, byte @Nullable [] value, long oldest) {
    versions.check(number, rows.version(key, value), oldest);
  }

  private void update() {
    long number = chooser.next(random);
    long key = YcsbRows.key(number);
    byte[] value = rows.value(number, versions.begin(number));
    long start = System.nanoTime();
    peer.put(key, value);
    latencies.record(YcsbOperation.UPDATE, System.nanoTime() - start, 1);
    versions.acknowledge(number);
  }

  private void insert() {
    long number = inserted.next();
    long key = YcsbRows.key(number);
    byte[] value = rows.value(number, 0);
    long start = System.nanoTime();
    peer.put(key, value);
    latencies.record(YcsbOperation.INSERT, System.nanoTime() - start, 1);
    inserted.acknowledge(number);
  }

  private void scan() {
    long from = YcsbRows.key(chooser.next(random));
    int limit = random.nextInt(1, MAX_SCAN_ROWS + 1);
    scan.begin();
    long start = System.nanoTime();
    peer.scan(from, limit, scan);
    latencies.record(YcsbOperation.SCAN, System.nanoTime() - start, scan.size());
    scan.check(from, limit);
  }

  /** Not atomic, as YCSB's is not: another client's update between the two is lost. */
  private void readModifyWrite() {
    long number = chooser.next(random);
    long key = YcsbRows.key(number);
    long oldest = versions.oldest(number);
    byte[] newer = rows.value(number, versions.begin(number));
    long start = System.nanoTime();
    byte[] value = peer.get(key);
    peer.put(key, newer);
    latencies.record(YcsbOperation.READ_MODIFY_WRITE, System.nanoTime() - start, 2);
    versions.acknowledge(number);
    check(number, key, value, oldest);
  }
}
