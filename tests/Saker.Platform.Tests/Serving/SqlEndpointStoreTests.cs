namespace Saker.Platform.Tests.Serving;

public sealed class SqlEndpointStoreTests() : EndpointStoreConformance(new EmbeddedBackend());
