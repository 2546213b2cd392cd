package io.omendb.core;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.EngineNames;
import io.omendb.testkit.database.DatabaseContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One database suite over swapped engines. */
@ParameterizedClass
@MethodSource("combinations")
@Execution(ExecutionMode.CONCURRENT)
class EngineSwapTest extends DatabaseContract {
  @TempDir(factory = FastDirectory.class)
  Path directory;

  @Parameter EngineNames engines = new EngineNames("auto", "auto", "auto");

  static List<EngineNames> combinations() {
    return EngineCombinations.covering();
  }

  @Override
  protected Database open(DatabaseOptions options) {
    return Database.open("file:" + directory, EngineCombinations.select(options, engines));
  }
}
