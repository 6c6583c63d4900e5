namespace Saker.Platform.Tests.Serving;

public sealed class SqliteEndpointStoreTests() : EndpointStoreConformance(new EmbeddedBackend());
