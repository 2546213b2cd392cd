package io.omendb.benchmarks.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.OmenException;
import io.omendb.benchmarks.keys.KeySource.Generated;
import io.omendb.benchmarks.keys.KeySource.Stored;
import io.omendb.testkit.keys.DataSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySourceTest {
  @TempDir Path scratch;

  @Test
  void names_areThoseOfTheContract() {
    assertEquals(
        List.of("seq", "holes", "uniform", "lognormal", "timestamps", "clustered", "outlier"),
        NamedDataSet.all());
    assertEquals(DataSet.SEQUENTIAL, NamedDataSet.parse("seq"));
    assertEquals(DataSet.EPOCH_MICROS, NamedDataSet.parse("Timestamps"));
    for (DataSet dataSet : DataSet.values()) {
      assertEquals(dataSet, NamedDataSet.parse(dataSet.name()), "the longer names are taken too");
      assertEquals(dataSet, NamedDataSet.parse(NamedDataSet.nameOf(dataSet)));
    }
    String message = assertThrows(OmenException.class, () -> NamedDataSet.parse("zipf")).toString();
    assertTrue(message.contains("'zipf'") && message.contains("clustered"), message);
  }

  @Test
  void text_givesTheSameKeys() {
    KeySource generated = new Generated(DataSet.ONE_OUTLIER, 100);
    assertEquals("outlier:100", generated.text());
    assertArrayEquals(generated.load().keys(), KeySource.parse("outlier:100").load().keys());

    Path file = scratch.resolve("with:colon_int64");
    SosdFile.write(file, new long[] {1, 2});
    KeySource stored = KeySource.parse(new Stored(file, "key").text());
    assertArrayEquals(new long[] {1, 2}, stored.load().keys());
  }
}
