package io.omendb.server.cli;

import io.omendb.CollectionStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.server.answers.StatsFields;
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
          answer.put("engines", StatsFields.of(database.engines()));
          answer.put("collections", all.stream().map(StatsFields::of).toList());
          console().answer(answer);
        }
        case JSONL -> all.forEach(stats -> console().answer(StatsFields.of(stats)));
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
              String.join(" ", StatsFields.of(stats.engines()).values())));
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
        values.addAll(StatsFields.of(segment).values());
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
}
