namespace Saker.Platform.Tests.Monitoring.Performance;

public sealed class PostgresPerformanceStoreTests() : PerformanceStoreConformance(new PostgresBackend());
