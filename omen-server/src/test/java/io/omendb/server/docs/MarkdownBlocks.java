package io.omendb.server.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The project's documents, so that what they show can be run. */
public final class MarkdownBlocks {
  /** The root of the checkout; tests run in the folder of their module. */
  public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private MarkdownBlocks() {}

  /** The text of a document. */
  public static String read(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }

  /** The fenced blocks of a language, in order. */
  public static List<String> of(String document, String language) throws IOException {
    return Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(read(document))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
