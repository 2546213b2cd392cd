package io.omendb.server.config;

import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings in force, each with its origin. Immutable. */
public final class Configuration {
  private static final System.Logger LOG = System.getLogger(Configuration.class.getName());

  /** A variable this near to one of ours is a typing error; others may be for other programs. */
  private static final int TYPING_ERROR_DISTANCE = 2;

  private final TreeMap<String, Setting> chosen = new TreeMap<>();
  private final DatabaseOptions database;
  private final ServerSettings server;

  private Configuration(
      @Nullable Path file, Map<String, String> environment, List<String> assignments) {
    if (file != null) {
      YamlFile.read(file)
          .forEach((key, entry) -> choose(key, entry.value(), file + ":" + entry.line()));
    }
    chooseFrom(environment);
    assignments.forEach(this::chooseFrom);
    DatabaseOptions options = DatabaseOptions.defaults();
    for (DatabaseOptions.Key key : DatabaseOptions.Key.values()) {
      Setting setting = chosen.get(key.text());
      if (setting != null) {
        options = withOrigin(setting, options, key);
      }
    }
    this.database = options;
    this.server = serverSettings();
  }

  /**
   * Reads the settings, the later source wins.
   *
   * @param file a YAML file that must exist; null for none
   * @param environment variables like {@code OMENDB_INDEX_ENGINE}; others are ignored
   * @param assignments {@code index.engine=rmi}, from {@code --set}; the last of a key wins
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} for an unknown key, with the nearest
   *     known one, or a value outside its bounds, with the place that set it; {@link
   *     ErrorCode#INVALID_DATA} for a malformed file; {@link ErrorCode#LOCATION_NOT_FOUND}
   */
  public static Configuration load(
      @Nullable Path file, Map<String, String> environment, List<String> assignments) {
    return new Configuration(file, environment, assignments);
  }

  /** The settings of the database. */
  public DatabaseOptions database() {
    return database;
  }

  /** The settings of the server. */
  public ServerSettings server() {
    return server;
  }

  /** Every setting there is with the value in force, sorted by key. */
  public List<Setting> settings() {
    Map<String, Setting> all = new TreeMap<>();
    for (DatabaseOptions.Key key : DatabaseOptions.Key.values()) {
      all.put(key.text(), new Setting(key.text(), key.defaultValue(), "default"));
    }
    for (ServerKey key : ServerKey.values()) {
      all.put(key.text(), new Setting(key.text(), key.defaultValue(), "default"));
    }
    all.putAll(chosen);
    return new ArrayList<>(all.values());
  }

  private void chooseFrom(Map<String, String> environment) {
    for (String key : SettingNames.ALL) {
      String name = SettingNames.environmentName(key);
      String value = environment.get(name);
      if (value != null) {
        choose(key, value, name);
      }
    }
    environment.keySet().stream().filter(SettingNames::isOurs).sorted().forEach(this::checkName);
  }

  /** Refuses a misspelt variable; container platforms and launchers set others with our prefix. */
  private void checkName(String name) {
    for (String key : SettingNames.ALL) {
      String known = SettingNames.environmentName(key);
      int distance = SettingNames.distance(known, name);
      if (distance > 0 && distance <= TYPING_ERROR_DISTANCE) {
        throw OmenException.invalid(
            name, "No setting has the environment variable " + name, "did you mean " + known + "?");
      }
      if (distance == 0) {
        return;
      }
    }
    LOG.log(System.Logger.Level.DEBUG, "{0} is not a setting and is ignored", name);
  }

  private void chooseFrom(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw OmenException.invalid(
          "--set", "'" + assignment + "' is not KEY=VALUE", "write --set index.engine=pgm");
    }
    String key = assignment.substring(0, equals).strip();
    choose(key, assignment.substring(equals + 1).strip(), "--set");
  }

  private void choose(String key, String value, String origin) {
    if (!SettingNames.ALL.contains(key)) {
      throw OmenException.invalid(
          key,
          "No setting named '" + key + "', from " + origin,
          "did you mean " + SettingNames.nearest(key) + "?");
    }
    chosen.put(key, new Setting(key, value, origin));
  }

  private static DatabaseOptions withOrigin(
      Setting setting, DatabaseOptions options, DatabaseOptions.Key key) {
    try {
      return options.with(key, setting.value());
    } catch (OmenException e) {
      throw fromOrigin(setting, e);
    }
  }

  private ServerSettings serverSettings() {
    EnumMap<ServerKey, String> values = new EnumMap<>(ServerKey.class);
    for (ServerKey key : ServerKey.values()) {
      Setting setting = chosen.get(key.text());
      if (setting != null) {
        checkAlone(key, setting);
        values.put(key, setting.value());
      }
    }
    return ServerSettings.of(values);
  }

  private static void checkAlone(ServerKey key, Setting setting) {
    try {
      ServerSettings.of(Map.of(key, setting.value()));
    } catch (OmenException e) {
      throw fromOrigin(setting, e);
    }
  }

  private static OmenException fromOrigin(Setting setting, OmenException error) {
    return new OmenException(
        error.code(),
        error.what() + ", from " + setting.origin(),
        setting.key(),
        error.remedy().orElse(null),
        error);
  }
}
