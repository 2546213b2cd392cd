package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ratios that {@code omen bench gate} compares with. */
final class GateReport implements SuiteReport {
  @Override
  public String directory() {
    return "gate";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<ResultFile> files =
        ReportPlaces.files(data).stream()
            .map(file -> ResultFile.read(file, "omen bench gate --record", read -> read))
            .toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("ratio", "what", "times as fast", "recorded on", "commit"));
    for (ResultFile file : files) {
      for (Map<String, @Nullable Object> result : file.results()) {
        table.add(row(result));
      }
    }
    return Optional.of(
        new Section(
            "Regression gate",
            "Ratios between our own paths, which hardly depend on how fast a machine is. `bin/omen"
                + " bench gate` measures them again and fails where one has fallen by more than a"
                + " quarter. ± is half the distance of the quartiles of 21 rounds.",
            "bin/omen bench gate",
            Optional.empty(),
            List.of(),
            Map.of(),
            table,
            Machine.of(files, file -> "the last that were recorded", ResultFile::environment),
            files.size()));
  }

  private static List<String> row(Map<String, @Nullable Object> result) {
    String spread =
        result.get("spread") instanceof Number number
            ? " ± " + Math.round(number.doubleValue() * 100) + " %"
            : "";
    return List.of(
        "`" + result.get("name") + "`",
        String.valueOf(result.get("what")),
        FigureText.rounded(result.get("ratio")) + spread,
        String.valueOf(result.get("cpu")),
        String.valueOf(result.get("commit")));
  }
}
