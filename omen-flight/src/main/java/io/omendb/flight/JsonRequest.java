package io.omendb.flight;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a client sent: a command, a ticket, the body of an action. Every field is read
 * as the type it must have, and every error names the field. Immutable.
 */
final class JsonRequest {
  /** The longest predicate and the longest list of columns fit several times. */
  static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(32)
                          .maxNameLength(256)
                          .maxStringLength(MAX_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;

  private JsonRequest(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads an object.
   *
   * @param field what the bytes are, for errors
   * @param known the fields that there may be
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT}, {@link ErrorCode#LIMIT_EXCEEDED}
   */
  static JsonRequest parse(String field, ByteString bytes, Set<String> known) {
    if (bytes.size() > MAX_BYTES) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          field + " has " + bytes.size() + " bytes, the limit is " + MAX_BYTES,
          field,
          "name fewer columns or shorten the predicate",
          null);
    }
    JsonNode object = read(field, bytes, known);
    if (!object.isObject()) {
      throw notJson(field, "it is no object", known);
    }
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw OmenException.invalid(
                Names.printable(name),
                field + " has no field '" + Names.printable(name) + "'",
                "the fields are " + String.join(", ", new TreeSet<>(known)));
          }
        });
    return new JsonRequest(object);
  }

  private static JsonNode read(String field, ByteString bytes, Set<String> known) {
    try {
      return MAPPER.readTree(bytes.newInput());
    } catch (JsonProcessingException e) {
      throw notJson(field, Names.printable(e.getOriginalMessage()), known);
    } catch (IOException e) { // not UTF-8; nothing is read from anywhere
      throw notJson(field, "it is not UTF-8", known);
    }
  }

  private static OmenException notJson(String field, String why, Set<String> known) {
    return OmenException.invalid(
        field,
        field + " is not a JSON object: " + why,
        "write an object of the fields " + String.join(", ", new TreeSet<>(known)));
  }

  /** An empty object, to be filled and sent. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The bytes of an object. */
  static ByteString bytes(ObjectNode object) {
    return ByteString.copyFromUtf8(object.toString());
  }

  /** The text of a field that must be there. */
  String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw OmenException.invalid(name, name + " is required", null);
    }
    return text;
  }

  /** The text of a field; null where it is not there. */
  @Nullable String text(String name) {
    JsonNode node = object.get(name);
    if (node != null && !node.isTextual()) {
      throw wrongType(name, "a text");
    }
    return node == null ? null : node.textValue();
  }

  /** The 64-bit integer of a field; null where it is not there. */
  @Nullable Long integer(String name) {
    JsonNode node = object.get(name);
    if (node != null && !(node.isIntegralNumber() && node.canConvertToLong())) {
      throw wrongType(name, "an integer of 64 bits");
    }
    return node == null ? null : Long.valueOf(node.longValue());
  }

  /** Whether a field is true; false where it is not there. */
  boolean flag(String name) {
    JsonNode node = object.get(name);
    if (node != null && !node.isBoolean()) {
      throw wrongType(name, "true or false");
    }
    return node != null && node.booleanValue();
  }

  /** The texts of a list; null where the field is not there. */
  @Nullable List<String> texts(String name) {
    JsonNode node = object.get(name);
    if (node == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      if (element.isTextual()) {
        texts.add(element.textValue());
      }
    }
    if (!node.isArray() || texts.size() != node.size()) {
      throw wrongType(name, "a list of texts");
    }
    return texts;
  }

  private static OmenException wrongType(String name, String expected) {
    return OmenException.invalid(name, name + " must be " + expected, null);
  }
}
