package io.omendb.server.grpc;

import io.omendb.Database;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.security.Principal;
import java.util.function.Supplier;

/**
 * What a service has at its disposal. Its parts are safe for concurrent use.
 *
 * @param database what the server serves; closed by whoever opened it, after the server
 * @param scans which scans may be open, those of all services together
 * @param principal who makes the call that the asking thread works for
 * @param bounds what one request may ask for
 * @param streams which calls go on until their clients end them
 */
public record GrpcServiceContext(
    Database database,
    ScanLimit scans,
    Supplier<Principal> principal,
    RequestBounds bounds,
    OpenCalls streams) {}
