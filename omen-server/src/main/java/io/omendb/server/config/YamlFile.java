package io.omendb.server.config;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML file of settings into dotted keys: {@code index.engine: pgm} and {@code engine: pgm}
 * nested under {@code index:} say the same.
 */
final class YamlFile {
  private static final int MAX_CHARACTERS = 1 << 20;

  private YamlFile() {}

  /** The settings in the order they stand in the file. */
  static Map<String, String> read(Path file) {
    Map<String, String> settings = new LinkedHashMap<>();
    Object document = parse(file, text(file));
    switch (document) {
      case null -> {} // an empty file, or comments only
      case Map<?, ?> map -> flatten(file, "", map, settings);
      default -> throw malformed(file, "the file is a single value, not settings");
    }
    return settings;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new OmenException(
          ErrorCode.LOCATION_NOT_FOUND, "No configuration file " + file, null, null, e);
    } catch (MalformedInputException e) {
      throw malformed(file, "the file is not UTF-8 text");
    } catch (IOException e) {
      throw OmenException.io("Cannot read the configuration file " + file, e);
    }
  }

  private static @Nullable Object parse(Path file, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String line =
          e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      throw malformed(file, line + e.getProblem());
    } catch (YamlEngineException e) {
      throw malformed(file, String.valueOf(e.getMessage()));
    }
  }

  private static void flatten(
      Path file, String prefix, Map<?, ?> map, Map<String, String> settings) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = prefix + entry.getKey();
      switch (entry.getValue()) {
        case Map<?, ?> nested -> flatten(file, key + ".", nested, settings);
        case String text -> add(file, key, text, settings);
        case Number number -> add(file, key, number.toString(), settings);
        case Boolean bool -> add(file, key, bool.toString(), settings);
        case null -> throw malformed(file, key + " has no value");
        default -> throw malformed(file, key + " is a list; every setting has one value");
      }
    }
  }

  private static void add(Path file, String key, String value, Map<String, String> settings) {
    if (settings.putIfAbsent(key, value) != null) {
      throw malformed(file, key + " is set twice");
    }
  }

  private static OmenException malformed(Path file, String what) {
    return new OmenException(ErrorCode.INVALID_DATA, file + ": " + what);
  }
}
