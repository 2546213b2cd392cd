package io.omendb.server.http;

/** What a caller must be allowed to do. */
public enum Permission {
  /** Nothing: anybody may ask. */
  NONE,
  /** Read rows and figures. */
  READ,
  /** Put and delete rows. */
  WRITE,
  /** Create and drop collections, flush and merge. */
  ADMIN
}
