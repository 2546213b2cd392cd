package io.omendb.server.cli.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The places that come with OmenDB, as rows in the order of their geoname ids. */
final class CityFile implements AutoCloseable {
  /** How many there are. */
  static final int ROWS = 135_233;

  /** The columns of the rows. */
  static final Schema SCHEMA =
      Schema.parse(
          "name utf8 not null, country utf8, population int64, latitude float64, longitude float64,"
              + " position vector<float32>[3]");

  private static final String RESOURCE = "cities.csv.gz";

  private final CsvReader<CsvRecord> csv;
  private final Iterator<CsvRecord> records;
  private final CityKeys keys = new CityKeys();

  CityFile() {
    InputStream stream = Objects.requireNonNull(CityFile.class.getResourceAsStream(RESOURCE));
    try {
      Reader text =
          new InputStreamReader(new GZIPInputStream(stream, 1 << 16), StandardCharsets.UTF_8);
      csv = CsvReader.builder().ofCsvRecord(text);
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + RESOURCE, e);
    }
    records = csv.iterator();
    records.next(); // the header
  }

  boolean hasNext() {
    return records.hasNext();
  }

  /** The next place. */
  Row next() {
    CsvRecord record = records.next();
    double latitude = Double.parseDouble(record.getField(3));
    double longitude = Double.parseDouble(record.getField(4));
    Object[] values = {
      record.getField(1),
      record.getField(2),
      Long.valueOf(record.getField(5)),
      latitude,
      longitude,
      Globe.position32(latitude, longitude)
    };
    return SCHEMA.row(keys.next(latitude, longitude), values);
  }

  /** How many places so far share their cell with an earlier one. */
  int sharedCells() {
    return keys.shared();
  }

  @Override
  public void close() {
    try {
      csv.close();
    } catch (IOException e) {
      throw OmenException.io("Cannot close " + RESOURCE, e);
    }
  }
}
