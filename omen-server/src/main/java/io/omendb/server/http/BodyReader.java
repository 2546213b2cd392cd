package io.omendb.server.http;

import com.sun.net.httpserver.HttpExchange;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.HttpSettings;
import io.omendb.server.config.ServerKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies, each up to a size and all that are in memory up to a sum, so that many large ones
 * at once cannot fill the heap. Memory is taken as it is filled: a slow client holds what it has
 * sent. Safe for concurrent use.
 */
final class BodyReader {
  /** How many of the greatest bodies there may be at once. */
  private static final int GREATEST_AT_ONCE = 4;

  private static final int PIECE_BYTES = 16 << 10;

  private final int limit;
  private final ServerKey setting;
  private final Duration timeout;
  private final PatienceTimer timer;
  private final Semaphore pieces;

  private BodyReader(int limit, ServerKey setting, Duration timeout, PatienceTimer timer) {
    this.limit = limit;
    this.setting = setting;
    this.timeout = timeout;
    this.timer = timer;
    this.pieces = new Semaphore(GREATEST_AT_ONCE * (limit / PIECE_BYTES + 1));
  }

  /** Bodies of the size that both settings allow, that of HTTP and that of every transport. */
  static BodyReader of(HttpSettings settings, PatienceTimer timer) {
    int message = settings.limits().inboundBytes();
    return settings.bodyBytes() <= message
        ? new BodyReader(settings.bodyBytes(), ServerKey.HTTP_BODY_BYTES, settings.timeout(), timer)
        : new BodyReader(message, ServerKey.LIMITS_MESSAGE_BYTES, settings.timeout(), timer);
  }

  /** A body in memory; closed once nobody needs its bytes. */
  final class Body implements AutoCloseable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int taken;

    byte[] bytes() {
      return bytes.toByteArray();
    }

    private void take() {
      if (!pieces.tryAcquire()) {
        throw new OmenException(
            ErrorCode.OVERLOADED,
            "The bodies of other requests fill the memory there is for them",
            "try again later, or send less at once");
      }
      taken++;
    }

    @Override
    public void close() {
      pieces.release(taken);
      taken = 0;
    }
  }

  /**
   * The body of a request.
   *
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED}, {@link ErrorCode#OVERLOADED}, {@link
   *     ErrorCode#CANCELLED} where it does not arrive
   */
  Body read(HttpExchange exchange) {
    String declared = exchange.getRequestHeaders().getFirst("Content-Length");
    if (declared != null && Long.parseLong(declared) > limit) { // the server has checked the digits
      throw Refusal.tooLarge(limit, setting);
    }
    Body body = new Body();
    boolean complete = false;
    try (PatienceTimer.Guard _ = timer.begin(timeout)) {
      readInto(body, exchange.getRequestBody());
      complete = true;
    } catch (IOException e) {
      throw Refusal.incompleteBody();
    } finally {
      if (!complete) {
        body.close();
      }
    }
    return body;
  }

  private void readInto(Body body, InputStream input) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    int read = input.readNBytes(piece, 0, piece.length);
    while (read > 0) {
      body.take();
      body.bytes.write(piece, 0, read);
      if (body.bytes.size() > limit) {
        throw Refusal.tooLarge(limit, setting);
      }
      read = input.readNBytes(piece, 0, piece.length);
    }
  }
}
