package io.omendb.server.cli;

import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.security.CollectionPatterns;
import io.omendb.server.security.Role;
import io.omendb.server.security.Token;
import io.omendb.server.security.TokenFile;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a token and prints it, this once. */
@Command(name = "create", description = "Make a token; it is shown once and kept as a hash only.")
final class TokenCreateCommand extends TokenFileCommand {
  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "admin, write or read.")
  private String role = "";

  @Option(
      names = "--collections",
      paramLabel = "PATTERNS",
      defaultValue = "*",
      description = "The collections it is for, such as 'logs_*,cities' (default: all).")
  private String collections = "";

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "What it is called in messages and in 'token list' (default: its id).")
  private @Nullable String name;

  @Override
  void run() {
    TokenFile file = file();
    Token.Issued made = file.create(name, Role.parse(role), CollectionPatterns.parse(collections));
    if (console().format() == OutputFormat.TABLE) {
      // The token alone, so that a script may take the output as it is.
      console().line(made.text());
      console()
          .note(
              "Token '"
                  + made.token().name()
                  + "' is in "
                  + file.path()
                  + " as a hash; it is not shown again.");
    } else {
      Map<String, Object> fields = fields(made.token());
      fields.put("token", made.text());
      fields.put("file", file.path().toString());
      console().answer(fields);
    }
  }
}
