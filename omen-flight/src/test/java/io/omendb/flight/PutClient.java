package io.omendb.flight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.flight.RunningFlight.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.PutResult;
import org.jspecify.annotations.Nullable;

/** One DoPut as a client makes it. */
final class PutClient implements ClientResponseObserver<FlightData, PutResult> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final boolean readsAtOnce;
  final List<JsonNode> acknowledged = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Optional<Failure>> end = new CompletableFuture<>();
  private final StreamObserver<FlightData> call;
  private @Nullable ClientCallStreamObserver<FlightData> held;

  /**
   * Starts a call.
   *
   * @param readsAtOnce whether acknowledgements are read while it goes on, or all at its end
   */
  PutClient(RunningFlight running, boolean readsAtOnce) {
    this.readsAtOnce = readsAtOnce;
    this.call = running.asyncFlight().doPut(this);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<FlightData> stream) {
    if (!readsAtOnce) {
      stream.disableAutoRequestWithInitial(0);
      held = stream;
    }
  }

  PutClient schema(FlightDescriptor descriptor, Schema schema) {
    call.onNext(PutMessages.schema(schema).toBuilder().setFlightDescriptor(descriptor).build());
    return this;
  }

  PutClient rows(Schema schema, Row... rows) {
    call.onNext(PutMessages.batch(schema, List.of(rows)));
    return this;
  }

  PutClient message(FlightData data) {
    call.onNext(data);
    return this;
  }

  /** Ends the call; what the server answered at last. */
  Optional<Failure> end() throws Exception {
    call.onCompleted();
    if (held != null) {
      held.request(Integer.MAX_VALUE);
    }
    return awaitEnd();
  }

  /** What the server answered at last, where it ends the call by itself. */
  Optional<Failure> awaitEnd() throws Exception {
    return end.get(RunningFlight.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void onNext(PutResult result) {
    try {
      acknowledged.add(JSON.readTree(result.getAppMetadata().toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onError(Throwable error) {
    end.complete(Optional.of(Failure.of((StatusRuntimeException) error)));
  }

  @Override
  public void onCompleted() {
    end.complete(Optional.empty());
  }
}
