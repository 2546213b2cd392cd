package io.omendb.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HttpErrorsTest {
  private static String body(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INTERNAL")
  void answer_everyReason_carriesItsFields(ErrorCode reason) {
    Answer answer = HttpErrors.answer(new OmenException(reason, "what", "field", "remedy", null));
    assertEquals(HttpErrors.status(reason), answer.status());
    assertTrue(
        body(answer)
            .endsWith(
                "\"reason\":\""
                    + reason
                    + "\",\"field\":\"field\",\"message\":\"what (remedy)\"}}"),
        body(answer));
  }

  @ParameterizedTest
  @EnumSource
  void status_blamesWhoeverIsAtFault(ErrorCode reason) {
    int status = HttpErrors.status(reason);
    boolean caller =
        switch (reason.category()) {
          case USER -> reason != ErrorCode.UNSUPPORTED && reason != ErrorCode.UNSUPPORTED_FORMAT;
          case CONFLICT -> true;
          case RESOURCE -> reason == ErrorCode.OVERLOADED || reason == ErrorCode.CANCELLED;
          case CORRUPTION, INTERNAL -> false;
        };
    assertEquals(caller ? 4 : 5, status / 100, reason + " is " + status);
  }

  @Test
  void answer_corruption_namesFileAndOffset() {
    Answer answer = HttpErrors.answer(new CorruptionException("s-1.arrow", 64, "bad checksum"));
    assertEquals(500, answer.status());
    assertTrue(body(answer).contains("s-1.arrow at byte 64: bad checksum"), body(answer));
    assertTrue(body(answer).contains("DATA_LOSS"), body(answer));
  }

  @Test
  void answer_overload_saysWhenToTryAgain() {
    Answer answer = HttpErrors.answer(new OmenException(ErrorCode.OVERLOADED, "full"));
    assertEquals(Map.of("Retry-After", "1"), answer.headers());
  }

  @Test
  void answer_ofAnythingElse_tellsOnlyAnId() {
    for (Throwable secret :
        new Throwable[] {
          new IllegalStateException("password=hunter2"),
          new StackOverflowError("hunter2"),
          new OmenException(ErrorCode.INTERNAL, "/home/hunter2")
        }) {
      Answer answer = HttpErrors.answer(secret);
      assertEquals(500, answer.status());
      assertFalse(body(answer).contains("hunter2"), body(answer));
      assertFalse(body(answer).contains("Exception"), body(answer));
      assertTrue(body(answer).contains("Internal error "), body(answer));
    }
  }

  @Test
  void answer_longMessage_isCutAndStaysText() {
    Answer answer =
        HttpErrors.answer(
            new OmenException(
                ErrorCode.INVALID_NAME, "\ud800".repeat(10_000), "é".repeat(1000), null, null));
    assertTrue(answer.body().length < 2000, () -> answer.body().length + " bytes");
    assertFalse(body(answer).contains("\uFFFD"), body(answer));
  }
}
