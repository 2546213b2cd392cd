package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorStatusTest {
  private static final Set<Status.Code> NEVER = Set.of(Status.Code.OK, Status.Code.UNKNOWN);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INTERNAL")
  void of_everyReason_carriesItsDetails(ErrorCode reason) {
    ErrorDetails error =
        ErrorDetails.of(ErrorStatus.of(new OmenException(reason, "what", "field", "remedy", null)));
    error.assertIs(ErrorStatus.code(reason), reason, "field");
    assertEquals("what (remedy)", error.message());
    assertFalse(NEVER.contains(error.code()));
  }

  @ParameterizedTest
  @EnumSource
  void code_userErrorsAreNotBlamedOnTheServer(ErrorCode reason) {
    boolean internal = ErrorStatus.code(reason) == Status.Code.INTERNAL;
    assertEquals(reason.category() == ErrorCode.Category.INTERNAL, internal);
  }

  @Test
  void of_corruption_namesFileAndOffset() {
    ErrorDetails error =
        ErrorDetails.of(ErrorStatus.of(new CorruptionException("s-1.arrow", 64, "bad checksum")));
    error.assertIs(Status.Code.DATA_LOSS, ErrorCode.CORRUPTION, null);
    assertTrue(error.message().startsWith("s-1.arrow at byte 64: bad checksum"), error.message());
  }

  @Test
  void of_anythingElse_tellsOnlyAnId() {
    Throwable secret = new IllegalStateException("password=hunter2");
    ErrorDetails first = ErrorDetails.of(ErrorStatus.of(secret));
    ErrorDetails second = ErrorDetails.of(ErrorStatus.of(new StackOverflowError()));
    first.assertIs(Status.Code.INTERNAL, ErrorCode.INTERNAL, null);
    assertFalse(first.toString().contains("hunter2"), first.toString());
    assertFalse(first.toString().contains("IllegalState"), first.toString());
    assertTrue(first.message().contains(first.info().getMetadataOrThrow("id")));
    assertNotEquals(first.info().getMetadataOrThrow("id"), second.info().getMetadataOrThrow("id"));
  }

  @Test
  void of_internalReason_isNotLeakedEither() {
    OmenException error = new OmenException(ErrorCode.INTERNAL, "/home/secret");
    assertFalse(ErrorDetails.of(ErrorStatus.of(error)).message().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "語", "😀"})
  void of_longMessage_fitsIntoTrailers(String character) {
    OmenException error =
        new OmenException(
            ErrorCode.INVALID_NAME,
            character.repeat(10_000),
            character.repeat(1000),
            character.repeat(1000),
            null);
    StatusRuntimeException status = ErrorStatus.of(error);
    Metadata trailers = status.getTrailers();
    byte[] details =
        trailers == null
            ? new byte[0]
            : trailers.get(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
    String message = String.valueOf(status.getStatus().getDescription());
    int percentEncoded = 3 * message.getBytes(StandardCharsets.UTF_8).length;
    int base64 = 4 * (details == null ? 0 : details.length) / 3;
    assertTrue(percentEncoded + base64 < 8000, percentEncoded + " + " + base64);
    assertTrue(message.endsWith("..."), message);
    assertFalse(message.contains("\uFFFD"), message);
  }
}
