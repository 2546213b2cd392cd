package io.omendb.benchmarks.nearest;

import io.omendb.ErrorCode;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.RowWindow;
import io.omendb.benchmarks.vectors.TagColumn;
import io.omendb.benchmarks.vectors.TaggedRows;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.WantedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's HNSW graph with its default width, merged to one segment: over the float32 vectors, or
 * over one bit a dimension with candidates scored again from the float32 vectors. Rows are added in
 * order, so a document's number is its row. {@code cosine} is the inner product of vectors of
 * length one, which is how Lucene is fastest.
 */
final class LuceneIndex implements NearestIndex {
  private static final String VECTOR = "v";
  private static final String KEY = "key";
  private static final int MAX_DIMENSION = KnnVectorsFormat.DEFAULT_MAX_DIMENSIONS;
  private static final double BUFFER_MIB = 1_024;

  private final Path path;
  private final boolean oneBit;
  private final boolean unit;
  private final int count;
  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  LuceneIndex(Path path, VectorSet base, Metric metric, boolean oneBit, List<TagColumn> tags) {
    if (base.dimension() > MAX_DIMENSION) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED,
          "lucene takes at most " + MAX_DIMENSION + " dimensions, these are " + base.dimension(),
          "leave it out with --system");
    }
    this.path = path;
    this.oneBit = oneBit;
    unit = metric == Metric.COSINE;
    count = base.count();
    try {
      directory = new MMapDirectory(path);
      write(base, similarity(metric), tags);
      reader = DirectoryReader.open(directory);
      if (reader.leaves().size() != 1 || reader.maxDoc() != count) {
        throw new IllegalStateException(
            reader.leaves().size() + " segments of " + reader.maxDoc() + " documents");
      }
      searcher = new IndexSearcher(reader);
    } catch (IOException e) {
      throw OmenException.io("lucene failed", e);
    }
  }

  private static VectorSimilarityFunction similarity(Metric metric) {
    return switch (metric) {
      case L2 -> VectorSimilarityFunction.EUCLIDEAN;
      case COSINE -> VectorSimilarityFunction.DOT_PRODUCT;
      case DOT -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
    };
  }

  private KnnVectorsFormat format() {
    int links = Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;
    int width = Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;
    return oneBit
        ? new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, links, width)
        : new Lucene99HnswVectorsFormat(links, width);
  }

  private void write(VectorSet base, VectorSimilarityFunction similarity, List<TagColumn> tags)
      throws IOException {
    KnnVectorsFormat format = format();
    IndexWriterConfig config = new IndexWriterConfig();
    config.setCodec(
        new Lucene104Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return format;
          }
        });
    config.setRAMBufferSizeMB(BUFFER_MIB);
    config.setUseCompoundFile(false); // so that the sizes of the parts can be told
    TieredMergePolicy merges = new TieredMergePolicy();
    merges.setNoCFSRatio(0);
    config.setMergePolicy(merges);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int row = 0; row < count; row++) {
        float[] vector = base.row(row);
        if (unit) {
          VectorSet.normalize(vector);
        }
        Document document = new Document();
        document.add(new LongPoint(KEY, row));
        for (TagColumn tag : tags) {
          document.add(new KeywordField(tag.name(), tag.value(row), Field.Store.NO));
        }
        document.add(new KnnFloatVectorField(VECTOR, vector, similarity));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
      writer.commit();
    }
  }

  @Override
  public List<Setting> settings(int k) {
    return Setting.candidates("candidates", k);
  }

  @Override
  public void search(float[] query, int k, WantedRows wanted, Setting setting, Answer answer) {
    float[] sought = query;
    if (unit) {
      sought = query.clone();
      VectorSet.normalize(sought);
    }
    Query nearest = new KnnFloatVectorQuery(VECTOR, sought, setting.count(), filter(wanted));
    Query whole =
        oneBit
            ? RescoreTopNQuery.createFullPrecisionRescorerQuery(nearest, sought, VECTOR, k)
            : nearest;
    answer.clear();
    try {
      for (ScoreDoc hit : searcher.search(whole, k).scoreDocs) {
        answer.add(hit.doc);
      }
    } catch (IOException e) {
      throw OmenException.io("lucene failed", e);
    }
  }

  /** The filter; null for all rows. */
  private @Nullable Query filter(WantedRows wanted) {
    return switch (wanted) {
      case RowWindow window ->
          window.length() == count
              ? null
              : LongPoint.newRangeQuery(KEY, window.from(), window.to() - 1L);
      case TaggedRows tagged -> new TermQuery(new Term(tagged.column().name(), tagged.value()));
    };
  }

  /** The graph, and what its distances are computed from. */
  @Override
  public long searchedBytes() {
    return DirectorySize.of(
        path, name -> name.endsWith(".vex") || name.endsWith(oneBit ? ".veq" : ".vec"));
  }

  @Override
  public long totalBytes() {
    return DirectorySize.of(path);
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
    } catch (IOException e) {
      throw OmenException.io("lucene failed", e);
    }
  }
}
