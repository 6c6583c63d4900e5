namespace Saker.Platform.Tests.Serving;

public sealed class PostgresEndpointStoreTests() : EndpointStoreConformance(new PostgresBackend());
