package io.omendb.flight;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.omendb.ArrowCursor;
import io.omendb.Collection;
import io.omendb.KeyRange;
import io.omendb.OmenException;
import io.omendb.ScanSpec;
import io.omendb.server.grpc.GrpcServiceContext;
import io.omendb.server.grpc.PacedStream;
import io.omendb.server.security.Role;
import org.apache.arrow.flight.impl.Flight.Action;
import org.apache.arrow.flight.impl.Flight.ActionType;
import org.apache.arrow.flight.impl.Flight.Criteria;
import org.apache.arrow.flight.impl.Flight.Empty;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightInfo;
import org.apache.arrow.flight.impl.Flight.HandshakeRequest;
import org.apache.arrow.flight.impl.Flight.HandshakeResponse;
import org.apache.arrow.flight.impl.Flight.PutResult;
import org.apache.arrow.flight.impl.Flight.Result;
import org.apache.arrow.flight.impl.Flight.SchemaResult;
import org.apache.arrow.flight.impl.Flight.Ticket;
import org.apache.arrow.flight.impl.FlightServiceGrpc;

/**
 * The methods of Arrow Flight: every one checks its request, asks the database and answers, or
 * throws. A collection is a flight; a ticket says which of its rows to read and pins nothing.
 */
final class FlightService extends FlightServiceGrpc.FlightServiceImplBase {
  private final GrpcServiceContext context;

  FlightService(GrpcServiceContext context) {
    this.context = context;
  }

  private FlightAccess access() {
    return new FlightAccess(context);
  }

  @Override
  public StreamObserver<HandshakeRequest> handshake(StreamObserver<HandshakeResponse> observer) {
    return new NoHandshake();
  }

  @Override
  public void listFlights(Criteria criteria, StreamObserver<FlightInfo> observer) {
    if (!criteria.getExpression().isEmpty()) {
      throw OmenException.invalid(
          "expression", "Flights are not selected by an expression", "leave it empty");
    }
    PacedStream.start(new FlightListing(access()), observer);
  }

  @Override
  public void getFlightInfo(FlightDescriptor descriptor, StreamObserver<FlightInfo> observer) {
    FlightQuery query = FlightQuery.of(descriptor, context.bounds());
    Collection collection = access().collection(query.collection(), Role.READ, "GetFlightInfo");
    check(query, collection);
    answer(observer, FlightMessages.info(descriptor, query, collection));
  }

  @Override
  public void getSchema(FlightDescriptor descriptor, StreamObserver<SchemaResult> observer) {
    FlightQuery query = FlightQuery.of(descriptor, context.bounds());
    Collection collection = access().collection(query.collection(), Role.READ, "GetSchema");
    check(query, collection);
    ByteString schema = FlightMessages.schemaMessage(query.project(collection.schema()));
    answer(observer, SchemaResult.newBuilder().setSchema(schema).build());
  }

  /** Finds out, by a scan that reads nothing, whether columns and predicate suit the collection. */
  private static void check(FlightQuery query, Collection collection) {
    ScanSpec spec = query.spec();
    collection
        .scan(new ScanSpec(KeyRange.of(0, 0), false, 0, spec.where(), spec.columns()))
        .close();
  }

  @Override
  public void doGet(Ticket ticket, StreamObserver<FlightData> observer) {
    FlightQuery query = FlightQuery.ofTicket(ticket.getTicket(), context.bounds());
    Collection collection = access().collection(query.collection(), Role.READ, "DoGet");
    ArrowCursor cursor = context.scans().open(() -> collection.scanArrow(query.spec()));
    PacedStream.start(new FlightScan(cursor), observer);
  }

  @Override
  public StreamObserver<FlightData> doPut(StreamObserver<PutResult> observer) {
    return PutCall.start(access(), context.streams(), observer);
  }

  @Override
  public void doAction(Action action, StreamObserver<Result> observer) {
    ByteString result = FlightAction.of(action.getType()).run(access(), action.getBody());
    answer(observer, Result.newBuilder().setBody(result).build());
  }

  @Override
  public void listActions(Empty request, StreamObserver<ActionType> observer) {
    for (FlightAction action : FlightAction.values()) {
      observer.onNext(
          ActionType.newBuilder()
              .setType(action.type())
              .setDescription(action.description())
              .build());
    }
    observer.onCompleted();
  }

  private static <R> void answer(StreamObserver<R> observer, R response) {
    observer.onNext(response);
    observer.onCompleted();
  }
}
