namespace Saker.Platform.Tests.Monitoring.Outcomes;

public sealed class PostgresNamedOutcomeStoreTests() : NamedOutcomeStoreConformance(new PostgresBackend());
