package io.omendb.server.grpc;

import io.omendb.Database;

/**
 * What a service has at its disposal. Its parts are safe for concurrent use.
 *
 * @param database what the server serves; closed by whoever opened it, after the server
 * @param scans which scans may be open, those of all services together
 */
public record GrpcServiceContext(Database database, ScanLimit scans) {}
