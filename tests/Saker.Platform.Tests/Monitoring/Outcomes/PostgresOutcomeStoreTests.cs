namespace Saker.Platform.Tests.Monitoring.Outcomes;

public sealed class PostgresOutcomeStoreTests() : OutcomeStoreConformance(new PostgresBackend());
