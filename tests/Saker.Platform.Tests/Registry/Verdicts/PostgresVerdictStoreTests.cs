namespace Saker.Platform.Tests.Registry.Verdicts;

public sealed class PostgresVerdictStoreTests() : VerdictStoreConformance(new PostgresBackend());
