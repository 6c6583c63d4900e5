namespace Saker.Platform.Tests.Monitoring.Outcomes;

public sealed class SqlOutcomeStoreTests() : OutcomeStoreConformance(new EmbeddedBackend());
