package io.omendb.server.cli;

import io.omendb.CollectionStats;
import io.omendb.CollectionStats.LearnedStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.EngineNames;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what collections hold and which engines answered. */
@Command(name = "stats", description = "Print what collections hold and which engines answered.")
final class StatsCommand extends OmenCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The collection; all where none is named.")
  private @Nullable String name;

  @Override
  void run() {
    VectorModule.load();
    try (Database database = open()) {
      List<CollectionStats> all = new ArrayList<>();
      for (String each : name == null ? database.listCollections() : List.of(name)) {
        all.add(database.collection(each).stats());
      }
      switch (console().format()) {
        case JSON -> {
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("uri", database.uri());
          answer.put("engines", fields(database.engines()));
          answer.put("collections", all.stream().map(StatsCommand::fields).toList());
          console().answer(answer);
        }
        case JSONL -> all.forEach(stats -> console().answer(fields(stats)));
        case TABLE, CSV -> {
          printCollections(all);
          if (console().format() == OutputFormat.TABLE) {
            printSegments(all);
          }
        }
      }
    }
  }

  private void printCollections(List<CollectionStats> all) {
    RowPrinter printer =
        console()
            .rows(
                List.of(
                    "collection",
                    "seq",
                    "memtableRows",
                    "segments",
                    "segmentRows",
                    "segmentBytes",
                    "indexBytes",
                    "learnedHits",
                    "fallbacks",
                    "engines"));
    for (CollectionStats stats : all) {
      printer.print(
          List.of(
              stats.name(),
              stats.seq(),
              stats.memtableRows(),
              stats.segments().size(),
              stats.segmentRows(),
              stats.segmentBytes(),
              stats.indexBytes(),
              stats.learned().hits(),
              stats.learned().fallbacks(),
              String.join(" ", fields(stats.engines()).values())));
    }
    printer.end();
  }

  private void printSegments(List<CollectionStats> all) {
    if (all.stream().allMatch(stats -> stats.segments().isEmpty())) {
      return;
    }
    console().line("");
    List<String> names = new ArrayList<>(List.of("collection"));
    names.addAll(SEGMENT_FIELDS);
    RowPrinter printer = console().rows(names);
    for (CollectionStats stats : all) {
      for (SegmentStats segment : stats.segments()) {
        List<Object> values = new ArrayList<>(List.of(stats.name()));
        values.addAll(fields(segment).values());
        printer.print(values);
      }
    }
    printer.end();
  }

  private static final List<String> SEGMENT_FIELDS =
      List.of(
          "segment",
          "rows",
          "bytes",
          "minKey",
          "maxKey",
          "indexEngine",
          "indexChosen",
          "indexBytes",
          "maxError",
          "meanError",
          "codesBytes",
          "indexReason");

  private static Map<String, Object> fields(CollectionStats stats) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", stats.name());
    fields.put("seq", stats.seq());
    fields.put("memtableRows", stats.memtableRows());
    fields.put("memtableBytes", stats.memtableBytes());
    fields.put("segmentRows", stats.segmentRows());
    fields.put("segmentBytes", stats.segmentBytes());
    fields.put("indexBytes", stats.indexBytes());
    fields.put("segments", stats.segments().stream().map(StatsCommand::fields).toList());
    fields.put("learned", fields(stats.learned()));
    fields.put("engines", fields(stats.engines()));
    return fields;
  }

  private static Map<String, Object> fields(SegmentStats segment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", segment.name());
    fields.put("rows", segment.rows());
    fields.put("bytes", segment.bytes());
    fields.put("minKey", segment.minKey());
    fields.put("maxKey", segment.maxKey());
    fields.put("indexEngine", segment.indexEngine());
    fields.put("indexChosen", segment.indexChosen());
    fields.put("indexBytes", segment.indexBytes());
    fields.put("maxError", segment.maxError());
    fields.put("meanError", segment.meanError());
    fields.put("codesBytes", segment.codesBytes());
    fields.put("indexReason", segment.indexReason());
    return fields;
  }

  private static Map<String, Object> fields(LearnedStats learned) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hits", learned.hits());
    fields.put("fallbacks", learned.fallbacks());
    fields.put("errorHistogram", learned.errorHistogram());
    return fields;
  }

  static Map<String, String> fields(EngineNames engines) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("index", engines.index());
    fields.put("storage", engines.storage());
    fields.put("compute", engines.compute());
    return fields;
  }
}
