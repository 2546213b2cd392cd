package io.omendb.server.cli;

import io.omendb.server.security.Token;
import io.omendb.server.security.TokenFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a token worthless. */
@Command(
    name = "revoke",
    description = "Remove a token; a running server refuses it within seconds.")
final class TokenRevokeCommand extends TokenFileCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
  @Parameters(paramLabel = "NAME|ID", description = "Its name or its id.")
  private String nameOrId;

  @Override
  void run() {
    TokenFile file = file();
    Token revoked = file.revoke(nameOrId);
    console().answer(fields(revoked));
    if (file.read().isEmpty()) {
      console()
          .note(
              "That was the last token: a server that runs refuses every call, one that is started"
                  + " now asks for none.");
    }
  }
}
