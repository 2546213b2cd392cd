package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.Row;
import io.omendb.Schema;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and schemas that are not allowed, and what the refusal says. */
interface BadSchemaContract extends DatabaseFixture {
  static Stream<String> badNames() {
    return Stream.of(
        "",
        " ",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "a\0",
        "\0",
        "A",
        "aB",
        "1a",
        "_a",
        "a-b",
        "a.b",
        "a b",
        "a\n",
        "é",
        "n".repeat(Limits.MAX_NAME_LENGTH + 1),
        "n".repeat(10_000),
        "\0".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("badNames")
  default void badName_isRefusedEverywhere(String name) {
    create("places", "").put(Row.of(1));
    Schema empty = Schema.of();
    ErrorCode code = ErrorCode.INVALID_NAME;
    String rule = "[a-z][a-z0-9_]{0,62}";
    assertRefused(code, "collection", () -> database().createCollection(name, empty), rule);
    assertRefused(code, "collection", () -> database().collection(name), rule);
    assertRefused(code, "collection", () -> database().dropCollection(name), rule);
    assertEquals(List.of("places"), database().listCollections());
    assertEquals(1, database().collection("places").count());
  }

  static Stream<Arguments> badSchemas() {
    String manyColumns =
        IntStream.rangeClosed(0, Limits.MAX_COLUMNS)
            .mapToObj(i -> "c" + i + " bool")
            .collect(Collectors.joining(","));
    return Stream.of(
        schema("a int64, b utf8, a bool", ErrorCode.INVALID_SCHEMA, "schema", "'a'"),
        schema("a int64, key utf8", ErrorCode.INVALID_NAME, "column", "'key'"),
        schema("_seq int64", ErrorCode.INVALID_NAME, "column", "'_seq'"),
        schema("_x int64", ErrorCode.INVALID_NAME, "column", "'_x'"),
        schema("A int64", ErrorCode.INVALID_NAME, "column", "'A'"),
        schema("../x int64", ErrorCode.INVALID_NAME, "column", "'../x'"),
        schema("x\0 int64", ErrorCode.INVALID_NAME, "column", "\\u0000"),
        schema("n".repeat(64) + " int64", ErrorCode.INVALID_NAME, "column", "{0,62}"),
        schema("n".repeat(10_000) + " int64", ErrorCode.INVALID_NAME, "column", "10000"),
        schema("a", ErrorCode.INVALID_SCHEMA, "schema", "'a'", "no type"),
        schema("a int64, b", ErrorCode.INVALID_SCHEMA, "schema", "'b'", "no type"),
        schema("a int64,", ErrorCode.INVALID_SCHEMA, "schema", "no type"),
        schema(",", ErrorCode.INVALID_SCHEMA, "schema", "no type"),
        schema("a int65", ErrorCode.INVALID_SCHEMA, "schema", "'int65'", "int64"),
        schema("a INT64", ErrorCode.INVALID_SCHEMA, "schema", "'INT64'"),
        schema("a int64 null", ErrorCode.INVALID_SCHEMA, "schema", "'int64 null'"),
        schema("a " + "x".repeat(9_999), ErrorCode.INVALID_SCHEMA, "schema", "9999"),
        schema("v vector", ErrorCode.INVALID_SCHEMA, "schema", "'vector'"),
        schema("v vector<float32>", ErrorCode.INVALID_SCHEMA, "schema", "vector<float32>"),
        schema("v vector<float64>[3]", ErrorCode.INVALID_SCHEMA, "schema", "float64"),
        schema("v vector<float32>[3", ErrorCode.INVALID_SCHEMA, "schema", "[3"),
        schema("v vector<float32>[-1]", ErrorCode.INVALID_SCHEMA, "schema", "-1"),
        schema("v vector<float32>[0]", ErrorCode.INVALID_SCHEMA, "dimension", "0", "1..16384"),
        schema("v vector<float32>[16385]", ErrorCode.INVALID_SCHEMA, "dimension", "16385", "16384"),
        schema("v vector<float32>[3, ip]", ErrorCode.INVALID_SCHEMA, "schema", "'ip'", "l2"),
        schema(
            "v vector<float32>[3, " + "m".repeat(9_999) + "]",
            ErrorCode.INVALID_SCHEMA,
            "schema",
            "9999"),
        schema(manyColumns, ErrorCode.INVALID_SCHEMA, "schema", "513", "512"));
  }

  private static Arguments schema(String text, ErrorCode code, String field, String... parts) {
    return Arguments.of(text, code, field, parts);
  }

  @ParameterizedTest
  @MethodSource("badSchemas")
  default void badSchema_isRefused(String schema, ErrorCode code, String field, String[] parts) {
    assertRefused(code, field, () -> create("places", schema), parts);
    assertEquals(List.of(), database().listCollections());
  }
}
