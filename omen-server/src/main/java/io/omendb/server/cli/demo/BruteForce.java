package io.omendb.server.cli.demo;

import io.omendb.Collection;
import io.omendb.Hit;
import io.omendb.Row;
import io.omendb.server.cli.demo.DemoReport.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The nearest places by looking at every row in float64: the oracle of the search. */
final class BruteForce {
  /* The search may add up in float32, where distances closer than this, relatively, can change
   * places; it is some centimetres at the distance of a neighbouring town. */
  private static final double TOLERANCE = 1e-6;

  private record Candidate(long key, double chord) {}

  private final double[] query;

  /** Measures from the vector that the search was given. */
  BruteForce(float[] query) {
    this.query = new double[] {query[0], query[1], query[2]};
  }

  /** Whether the hits are the k nearest rows, in order. */
  boolean confirms(Collection cities, int k, List<Hit> hits) {
    List<Candidate> all = new ArrayList<>(CityFile.ROWS);
    cities.scan().columns("position").forEach(row -> all.add(new Candidate(row.key(), chord(row))));
    all.sort(Comparator.comparingDouble(Candidate::chord).thenComparingLong(Candidate::key));
    if (hits.size() != Math.min(k, all.size())) {
      return false;
    }
    for (int i = 0; i < hits.size(); i++) {
      double expected = all.get(i).chord();
      double found = chord(hits.get(i).row());
      if (hits.get(i).key() != all.get(i).key()
          && Math.abs(found - expected) > TOLERANCE * expected) {
        return false;
      }
    }
    return true;
  }

  /** A hit as the report shows it. */
  Place place(Hit hit) {
    Row row = hit.row();
    return new Place(
        row.key(),
        row.getString("name"),
        row.getString("country"),
        row.getDouble("latitude"),
        row.getDouble("longitude"),
        Math.round(Globe.kilometres(chord(row)) * 1000) / 1000.0);
  }

  private double chord(Row row) {
    return Globe.chord(query, row.getVector("position"));
  }
}
