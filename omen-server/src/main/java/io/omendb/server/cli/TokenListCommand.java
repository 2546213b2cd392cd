package io.omendb.server.cli;

import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.security.Token;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Prints who may do what. */
@Command(name = "list", description = "List the tokens, without their secrets.")
final class TokenListCommand extends TokenFileCommand {
  @Override
  void run() {
    List<Token> tokens = file().read();
    RowPrinter printer = console().rows(List.of("id", "name", "role", "collections", "created"));
    tokens.forEach(token -> printer.print(new ArrayList<>(fields(token).values())));
    printer.end();
  }
}
