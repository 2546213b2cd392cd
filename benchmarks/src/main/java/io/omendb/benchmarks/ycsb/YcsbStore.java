package io.omendb.benchmarks.ycsb;

import io.omendb.Durability;
import io.omendb.benchmarks.peers.OmenPeer;
import io.omendb.benchmarks.peers.Peer;
import io.omendb.benchmarks.peers.PeerSetup;
import io.omendb.benchmarks.service.PostgresPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** An open system: a {@link Peer} for every thread, which may be the same one. */
final class YcsbStore implements AutoCloseable {
  private final List<Peer> peers;
  private final List<Peer> open;

  private YcsbStore(List<Peer> peers, List<Peer> open) {
    this.peers = List.copyOf(peers);
    this.open = List.copyOf(open);
  }

  /** Peers of which each is for one thread. */
  static YcsbStore of(List<Peer> peers) {
    return new YcsbStore(peers, peers);
  }

  /** One peer for any number of threads. */
  static YcsbStore shared(Peer peer, int threads) {
    return new YcsbStore(IntStream.range(0, threads).mapToObj(i -> peer).toList(), List.of(peer));
  }

  /** Opens the system of a task. */
  static YcsbStore open(YcsbTask task) {
    return switch (task.system()) {
      case OMENDB_SERVER -> shared(OmenPeer.connect(task.url()), task.threads());
      case POSTGRESQL -> {
        List<Peer> connections = new ArrayList<>();
        for (int thread = 0; thread < task.threads(); thread++) {
          connections.add(new PostgresPeer(task.url()));
        }
        yield of(connections);
      }
      case OMENDB, ROCKSDB, LMDB, SQLITE, MVSTORE, MAPDB ->
          shared(
              Objects.requireNonNull(task.system().embedded())
                  .open(new PeerSetup(task.data(), task.rows(), task.valueBytes())),
              task.threads());
    };
  }

  /** That of a thread. */
  Peer peer(int thread) {
    return peers.get(thread);
  }

  /** Prepares all of them for writes. */
  void prepareWrites(Durability durability) {
    open.forEach(peer -> peer.prepareWrites(durability));
  }

  @Override
  public void close() {
    open.forEach(Peer::close);
  }
}
