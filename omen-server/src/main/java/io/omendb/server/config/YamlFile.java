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
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML file of settings into dotted keys: {@code index.engine: pgm} and {@code engine: pgm}
 * nested under {@code index:} say the same. Values are taken as they are written.
 */
final class YamlFile {
  private static final int MAX_CHARACTERS = 1 << 20;

  /** More dots than any setting has, so that a mapping within itself comes to an end. */
  private static final int MAX_KEY_LENGTH = 256;

  private final Path file;
  private final Map<String, Entry> settings = new LinkedHashMap<>();

  private YamlFile(Path file) {
    this.file = file;
  }

  /** A value and the line it stands in, from 1. */
  record Entry(String value, int line) {}

  /** The settings in the order they stand in the file. */
  static Map<String, Entry> read(Path file) {
    YamlFile yaml = new YamlFile(file);
    switch (parse(file, text(file))) {
      case null -> {} // an empty file, or comments only
      case MappingNode map -> yaml.flatten("", map);
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> {}
      default -> throw yaml.malformed("the file is a single value, not settings");
    }
    return yaml.settings;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new OmenException(
          ErrorCode.LOCATION_NOT_FOUND, "No configuration file " + file, null, null, e);
    } catch (MalformedInputException e) {
      throw new YamlFile(file).malformed("the file is not UTF-8 text");
    } catch (IOException e) {
      throw OmenException.io("Cannot read the configuration file " + file, e);
    }
  }

  private static @Nullable Node parse(Path file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setCodePointLimit(MAX_CHARACTERS).build();
    try {
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      String line =
          e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      throw new YamlFile(file).malformed(line + e.getProblem());
    } catch (YamlEngineException e) {
      throw new YamlFile(file).malformed(String.valueOf(e.getMessage()));
    }
  }

  private void flatten(String prefix, MappingNode map) {
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        throw malformed(place(entry.getKeyNode()) + "a key is not a name");
      }
      String key = prefix + name.getValue();
      if (key.length() > MAX_KEY_LENGTH) {
        throw malformed(place(name) + "a key has more than " + MAX_KEY_LENGTH + " characters");
      }
      switch (entry.getValueNode()) {
        case MappingNode nested -> flatten(key + ".", nested);
        case ScalarNode scalar -> add(key, scalar, line(name));
        default -> throw malformed(place(name) + key + " is a list; every setting has one value");
      }
    }
  }

  private void add(String key, ScalarNode scalar, int line) {
    if (scalar.getTag().equals(Tag.NULL)) {
      throw malformed(place(scalar) + key + " has no value");
    }
    Entry earlier = settings.putIfAbsent(key, new Entry(scalar.getValue(), line));
    if (earlier != null) {
      throw malformed(
          "line " + line + ": " + key + " is set twice, first in line " + earlier.line());
    }
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static String place(Node node) {
    return "line " + line(node) + ": ";
  }

  private OmenException malformed(String what) {
    return new OmenException(ErrorCode.INVALID_DATA, file + ": " + what);
  }
}
