package io.omendb.benchmarks.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.omendb.ErrorCode;
import io.omendb.Metric;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5FileTest {
  /** Written by h5py: see ann_benchmarks.py beside it. */
  private static final Path FILE =
      Path.of("src/test/resources/vectors/ann-benchmarks.hdf5").toAbsolutePath();

  private static final int ALL = Integer.MAX_VALUE;

  @TempDir Path scratch;

  /** What makes the content of a file. */
  private interface Content {
    void put(WritableHdfFile file);
  }

  private Path write(String name, Content content) {
    Path file = scratch.resolve(name);
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      content.put(hdf);
    }
    return file;
  }

  private static void refused(Path file, String... parts) {
    OmenException e = assertThrows(OmenException.class, () -> VectorFile.read(file, ALL));
    assertEquals(ErrorCode.INVALID_DATA, e.code(), e.what());
    assertTrue(e.what().startsWith(file + ": "), e.what());
    for (String part : parts) {
      assertTrue(e.what().contains(part), e.what());
    }
  }

  @Test
  void fileOfAnnBenchmarks_hasRowsQueriesAndMetric() {
    VectorSource source = new VectorSource.Stored(FILE, FILE, ALL, ALL);
    assertEquals(200, source.base().count());
    assertEquals(16, source.base().dimension());
    assertEquals(12, source.queries().count());
    assertEquals("ann-benchmarks", source.name());
    assertEquals(Optional.of(Metric.COSINE), Hdf5File.metric(FILE));
    VectorSet few = new VectorSource.Stored(FILE, FILE, 3, 2).base();
    assertEquals(3, few.count());
    assertArrayEquals(source.base().row(2), few.row(2));
  }

  @Test
  void bruteForce_agreesWithTheAnswersInTheFile() {
    VectorSet base = VectorFile.read(FILE, ALL);
    VectorSet queries = VectorFile.readQueries(FILE, ALL);
    try (HdfFile hdf = new HdfFile(FILE)) {
      float[][] distances = (float[][]) data(hdf, Hdf5File.DISTANCES);
      int[][] neighbors = (int[][]) data(hdf, Hdf5File.NEIGHBORS);
      QueryRows all = SearchFilter.NONE.rows(base.count());
      for (int k : new int[] {1, 10, 20}) {
        double[] kthBest = new BruteForce(Metric.COSINE, base, queries, k, all).kthBest();
        Recall recall = new Recall(Metric.COSINE, base, queries, k, all, kthBest);
        for (int query = 0; query < queries.count(); query++) {
          assertEquals(distances[query][k - 1], 1 - kthBest[query], 1e-6);
          recall.add(query, neighbors[query], k);
        }
        assertEquals(1, recall.value());
      }
    }
  }

  private static Object data(HdfFile hdf, String name) {
    Dataset dataset = hdf.getDatasetByPath(name);
    return dataset.getData();
  }

  @Test
  void float64_becomesFloat32() {
    Path file =
        write("a.h5", hdf -> hdf.putDataset("train", new double[][] {{1, 2.5}, {-3, 1e-3}}));
    VectorSet vectors = VectorFile.read(file, ALL);
    assertArrayEquals(new float[] {-3, 1e-3f}, vectors.row(1));
  }

  @Test
  void metrics_areThoseOfTheFile() {
    for (String[] name :
        new String[][] {{"euclidean", "L2"}, {"angular", "COSINE"}, {"ip", "DOT"}}) {
      Path file = write(name[0] + ".hdf5", hdf -> hdf.putAttribute("distance", name[0]));
      assertEquals(Optional.of(Metric.valueOf(name[1])), Hdf5File.metric(file));
    }
    Path none = write("none.hdf5", hdf -> hdf.putDataset("train", new float[][] {{1}}));
    assertEquals(Optional.empty(), Hdf5File.metric(none));
    Path sets = write("sets.hdf5", hdf -> hdf.putAttribute("distance", "jaccard"));
    OmenException e = assertThrows(OmenException.class, () -> Hdf5File.metric(sets));
    assertTrue(e.what().contains("'distance' is 'jaccard'"), e.what());
    assertEquals(Optional.of("say with --metric what to measure by"), e.remedy());
  }

  @Test
  void wrongDataSets_areRefusedByName() {
    refused(
        write("a.hdf5", hdf -> hdf.putDataset("base", new float[][] {{1}})),
        "data set 'train' is not there",
        "there are base");
    refused(
        write("b.hdf5", hdf -> hdf.putDataset("train", new float[] {1, 2})),
        "data set 'train' has 1 dimensions");
    refused(
        write("c.hdf5", hdf -> hdf.putDataset("train", new int[][] {{1, 2}})),
        "data set 'train' is of int");
    refused(
        write("d.hdf5", hdf -> hdf.putDataset("train", new float[][] {{1, Float.NaN}})),
        "row 0",
        "NaN at element 1");
    Path rows = write("e.hdf5", hdf -> hdf.putDataset("train", new float[][] {{1, 2}}));
    OmenException e = assertThrows(OmenException.class, () -> VectorFile.readQueries(rows, ALL));
    assertTrue(e.what().contains("data set 'test' is not there"), e.what());
  }

  @Test
  void damagedFiles_areRefused() throws IOException {
    byte[] whole = Files.readAllBytes(FILE);
    for (int length : new int[] {0, 7, 100, 900, 4_000, whole.length / 2, whole.length - 9_000}) {
      refused(
          Files.write(scratch.resolve("cut-" + length + ".hdf5"), Arrays.copyOf(whole, length)),
          "data set 'train' cannot be read");
    }
    refused(
        Files.write(
            scratch.resolve("text.hdf5"),
            "no HDF5 at all".repeat(100).getBytes(StandardCharsets.UTF_8)));
  }
}
