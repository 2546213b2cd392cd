package io.omendb.benchmarks.command;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.benchmarks.advise.Advice;
import io.omendb.benchmarks.advise.Advice.Candidate;
import io.omendb.benchmarks.advise.Advisor;
import io.omendb.benchmarks.keys.KeySet;
import io.omendb.benchmarks.keys.KeySource;
import io.omendb.benchmarks.report.FigureText;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.values.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which index engine suits keys. */
@Command(
    name = "advise",
    description = "Say which index engine 'auto' picks for your keys, and why.",
    footer = "Takes seconds; 'omen bench index' measures the same in JVMs of their own.")
final class AdviseCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private KeyOptions keyOptions = new KeyOptions();

  AdviseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<KeySource> sources = keyOptions.sources(List.of());
    if (sources.size() > 1) {
      throw OmenException.invalid(
          "dataset", "Advice is on one key set, these are " + sources.size(), "name one");
    }
    Console console = context.console();
    Environment environment = new Environment(context.commit());
    KeySet keys = sources.getFirst().load();
    keys.notes().forEach(console::note);
    console.note("training and measuring each engine over " + keys.count() + " keys");
    Advice advice = Advisor.on(keys.keys());
    Map<String, @Nullable Object> keyFields = IndexSweep.keyFields(sources.getFirst(), keys);
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(fields(environment, keyFields, advice)));
    } else {
      print(console, advice);
    }
    requireFound(advice);
    return 0;
  }

  private static Map<String, @Nullable Object> fields(
      Environment environment, Map<String, @Nullable Object> keys, Advice advice) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("environment", environment.fields());
    fields.put("keys", keys);
    fields.put("engine", advice.engine());
    fields.put("reason", advice.reason());
    fields.put("setting", advice.setting());
    fields.put("fastest", advice.fastest());
    fields.put("candidates", advice.candidates().stream().map(AdviseCommand::fields).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Candidate candidate) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("engine", candidate.engine());
    fields.put("hitNanos", candidate.hitNanos());
    fields.put("bytesPerKey", candidate.bytesPerKey());
    fields.put("buildNanosPerKey", candidate.buildNanosPerKey());
    fields.put("maxError", candidate.maxError());
    fields.put("meanError", candidate.meanError());
    fields.put("found", candidate.found());
    return fields;
  }

  private static void print(Console console, Advice advice) {
    List<Map<String, @Nullable Object>> rows =
        advice.candidates().stream().map(AdviseCommand::fields).toList();
    RowPrinter printer = console.rows(List.copyOf(rows.getFirst().keySet()));
    for (Map<String, @Nullable Object> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>();
      row.values().forEach(value -> cells.add(FigureText.rounded(value)));
      printer.print(cells);
    }
    printer.end();
    if (console.format() == OutputFormat.TABLE) {
      console.line("");
      String reason = advice.reason().replaceFirst("\\.$", "");
      console.line("auto takes " + advice.engine() + ": " + reason + ".");
      console.line("To force it: --set " + advice.setting());
      if (!advice.fastest().equals(advice.engine())) {
        console.line("The fastest hits here and now were those of " + advice.fastest() + ".");
      }
    }
  }

  private static void requireFound(Advice advice) {
    for (Candidate candidate : advice.candidates()) {
      if (candidate.found() != 1) {
        throw new OmenException(
            ErrorCode.INTERNAL,
            "The engine " + candidate.engine() + " found " + candidate.found() + " of the keys",
            "use another, and please report it");
      }
    }
  }
}
