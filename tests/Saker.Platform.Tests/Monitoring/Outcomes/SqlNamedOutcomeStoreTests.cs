namespace Saker.Platform.Tests.Monitoring.Outcomes;

public sealed class SqlNamedOutcomeStoreTests() : NamedOutcomeStoreConformance(new EmbeddedBackend());
