package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of any type with values that a careless or a hostile client may send. */
final class RandomMessages {
  private static final int MAX_DEPTH = 4;

  private static final List<String> TEXTS =
      List.of(
          "",
          RunningServer.CITIES,
          RunningServer.CITIES,
          RunningServer.CITIES,
          "nowhere",
          "name",
          "population",
          "position",
          "..",
          "a\0b",
          "a".repeat(10_000),
          "\ud83d\ude00",
          "population > 1",
          "key in (1, 2) and name like 'c%'",
          "not (population = null",
          "(".repeat(200),
          "name utf8, v vector<float32>[3]",
          "v vector<float32>[99999999]");

  private static final long[] NUMBERS = {
    0,
    1,
    2,
    -1,
    3,
    10,
    127,
    100_000,
    100_001,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final double[] FRACTIONS = {
    0, -0.0, 1, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE, Double.MIN_VALUE
  };

  private final SplittableRandom random;

  /** Paths that the server may write to; everything else that is called a directory is none. */
  private final List<String> directories;

  RandomMessages(SplittableRandom random, List<String> directories) {
    this.random = random;
    this.directories = directories;
  }

  DynamicMessage next(Descriptor type) {
    return message(type, 0);
  }

  private DynamicMessage message(Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean collection = field.getName().equals("collection");
      if (depth > MAX_DEPTH || random.nextInt(100) >= (collection ? 95 : 60)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(5); i > 0; i--) {
          message.addRepeatedField(field, value(field, depth));
        }
      } else {
        message.setField(field, value(field, depth));
      }
    }
    return message.build();
  }

  private Object value(FieldDescriptor field, int depth) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    double fraction = FRACTIONS[random.nextInt(FRACTIONS.length)];
    return switch (field.getJavaType()) {
      case INT -> (int) number;
      case LONG -> number;
      case FLOAT -> random.nextInt(3) == 0 ? (float) fraction : random.nextInt(100);
      case DOUBLE -> fraction;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> field.getName().equals("directory") ? one(directories) : one(TEXTS);
      case BYTE_STRING -> bytes();
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(12) - 2);
      case MESSAGE -> message(field.getMessageType(), depth + 1);
    };
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private String one(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  /** The same bytes with some of them changed, left out, repeated or cut off. */
  byte[] mutated(byte[] original) {
    byte[] bytes = original.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> {
          int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
          byte[] shorter = new byte[bytes.length - (end - at)];
          System.arraycopy(bytes, 0, shorter, 0, at);
          System.arraycopy(bytes, end, shorter, at, bytes.length - end);
          bytes = shorter;
        }
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
          System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
