package io.omendb.server.security;

import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;

/**
 * Who makes a call, and what it may do. Immutable; the same for every protocol.
 *
 * @param name of its token, for messages
 * @param role what it may do
 * @param collections with which collections
 */
public record Principal(String name, Role role, CollectionPatterns collections) {
  /** Whoever connects to a server without tokens. */
  public static final Principal ANYONE =
      new Principal("anyone", Role.ADMIN, CollectionPatterns.ALL);

  /** Whoever has not been asked; may do nothing. */
  public static final Principal NOBODY =
      new Principal("nobody", Role.READ, CollectionPatterns.NONE);

  /**
   * Refuses what the role does not include, whatever the collection.
   *
   * @param operation what is asked for, for the message
   * @throws OmenException {@link ErrorCode#PERMISSION_DENIED}
   */
  public void requireRole(Role needed, String operation) {
    if (!role.includes(needed)) {
      throw denied(
          "The token '"
              + name
              + "' has the role "
              + role.text()
              + ", "
              + operation
              + " needs "
              + needed.text(),
          "use a token of that role, made with 'omen token create --role " + needed.text() + "'");
    }
  }

  /**
   * Refuses a collection that the token is not for. An empty name is one that only a token for all
   * collections may leave out.
   *
   * @throws OmenException {@link ErrorCode#PERMISSION_DENIED}
   */
  public void requireCollection(String collection) {
    if (!maySee(collection)) {
      throw denied(
          "The token '"
              + name
              + "' is for the collections "
              + collections
              + " and not for '"
              + Names.printable(collection)
              + "'",
          "use a token that is, made with 'omen token create --collections'");
    }
  }

  /**
   * Refuses everybody who may not use all collections, for what touches the whole database.
   *
   * @throws OmenException {@link ErrorCode#PERMISSION_DENIED}
   */
  public void requireAllCollections(String operation) {
    if (!collections.isAll()) {
      throw denied(
          "The token '"
              + name
              + "' is for the collections "
              + collections
              + ", "
              + operation
              + " needs one for all",
          "use a token that was made without --collections");
    }
  }

  /** Whether it may know of a collection. */
  public boolean maySee(String collection) {
    return collections.isAll() || collections.match(collection);
  }

  /** The error as it may see it: one of a collection that is not there lists those there are. */
  public OmenException visible(OmenException error) {
    return error.code() == ErrorCode.COLLECTION_NOT_FOUND && !collections.isAll()
        ? new OmenException(
            error.code(),
            error.what(),
            error.field().orElse(null),
            "list those that the token '" + name + "' may see",
            null)
        : error;
  }

  private static OmenException denied(String what, String remedy) {
    return new OmenException(ErrorCode.PERMISSION_DENIED, what, remedy);
  }
}
