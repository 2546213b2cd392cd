package io.omendb.core.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where each record lies in the key-value space. Numbers are big-endian, so that keys sort by them.
 *
 * <pre>
 *   D                             the database
 *   C name                        a collection
 *   R collection:u32 name         a ref of a collection
 *   M collection:u32 number:u64   a manifest of a collection
 *   L collection:u32 seq:u64      a commit of a collection
 *   Q collection:u32 seq:u64      ids of requests that were committed from there on
 * </pre>
 */
public final class StorageKeys {
  /** First byte of the key of the database's record. */
  public static final byte DATABASE = 'D';

  /** First byte of the key of a collection's record. */
  public static final byte COLLECTION = 'C';

  /** First byte of the key of a ref. */
  public static final byte REF = 'R';

  /** First byte of the key of a manifest. */
  public static final byte MANIFEST = 'M';

  /** First byte of the key of a commit. */
  public static final byte LOG = 'L';

  /** First byte of the key of a record of request ids. */
  public static final byte REQUESTS = 'Q';

  private StorageKeys() {}

  /** The record of the database. */
  public static byte[] database() {
    return new byte[] {DATABASE};
  }

  /** The record of a collection. */
  public static byte[] collection(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(COLLECTION).put(text).array();
  }

  /** The name that the key of a collection's record ends in. */
  public static String collectionName(byte[] key) {
    return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
  }

  /** The kinds of records that belong to a collection by its number. */
  static byte[] kindsOfCollections() {
    return new byte[] {REF, MANIFEST, LOG, REQUESTS};
  }

  /** Before the records of one of those kinds of collections numbered like this or higher. */
  static byte[] firstOf(byte kind, int collection) {
    return prefixed(kind, collection, 0).array();
  }

  /** The number in a key of one of those kinds. */
  public static int collectionId(byte[] key) {
    return ByteBuffer.wrap(key).getInt(1);
  }

  /** Before the first collection. */
  public static byte[] firstCollection() {
    return new byte[] {COLLECTION};
  }

  /** After the last collection. */
  public static byte[] endOfCollections() {
    return new byte[] {COLLECTION + 1};
  }

  /** A ref. */
  public static byte[] ref(int collection, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return prefixed(REF, collection, text.length).put(text).array();
  }

  /** A manifest. */
  public static byte[] manifest(int collection, long number) {
    return prefixed(MANIFEST, collection, Long.BYTES).putLong(number).array();
  }

  /** A commit; seq is positive. */
  public static byte[] log(int collection, long seq) {
    return prefixed(LOG, collection, Long.BYTES).putLong(seq).array();
  }

  /** The ids of requests that were committed from a commit on. */
  public static byte[] requests(int collection, long seq) {
    return prefixed(REQUESTS, collection, Long.BYTES).putLong(seq).array();
  }

  /** After the last ids of requests of a collection. */
  public static byte[] endOfRequests(int collection) {
    return prefixed(REQUESTS, collection + 1, 0).array();
  }

  /** The name that the key of a ref ends in. */
  public static String refName(byte[] key) {
    int start = 1 + Integer.BYTES;
    return new String(key, start, key.length - start, StandardCharsets.UTF_8);
  }

  /** The number that the key of a manifest, or the seq that the key of a commit, ends in. */
  public static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong(1 + Integer.BYTES);
  }

  /** After the last commit of a collection. */
  public static byte[] endOfLog(int collection) {
    return prefixed(LOG, collection + 1, 0).array();
  }

  /** Before every ref, or manifest, of a collection, and after: for removing them. */
  static byte[][] rangeOfRefs(int collection) {
    return new byte[][] {
      prefixed(REF, collection, 0).array(), prefixed(REF, collection + 1, 0).array()
    };
  }

  /** Before every manifest of a collection, and after. */
  public static byte[][] rangeOfManifests(int collection) {
    return new byte[][] {
      prefixed(MANIFEST, collection, 0).array(), prefixed(MANIFEST, collection + 1, 0).array()
    };
  }

  private static ByteBuffer prefixed(byte kind, int collection, int more) {
    return ByteBuffer.allocate(1 + Integer.BYTES + more).put(kind).putInt(collection);
  }
}
