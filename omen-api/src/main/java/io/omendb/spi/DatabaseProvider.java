package io.omendb.spi;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.spi.provider.EngineProvider;
import java.util.Set;

/** Opens the databases of some URI schemes; the fourth kind of provider. */
public interface DatabaseProvider extends EngineProvider {
  /** The schemes it serves, without the colon. */
  Set<String> schemes();

  /** Opens a location whose scheme is one of {@link #schemes()}. */
  Database open(String uri, DatabaseOptions options);
}
