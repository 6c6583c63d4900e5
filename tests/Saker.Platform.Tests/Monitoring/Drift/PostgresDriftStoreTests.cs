namespace Saker.Platform.Tests.Monitoring.Drift;

public sealed class PostgresDriftStoreTests() : DriftStoreConformance(new PostgresBackend());
