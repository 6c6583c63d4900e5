namespace Saker.Platform.Tests.Monitoring.Performance;

public sealed class SqlPerformanceStoreTests() : PerformanceStoreConformance(new EmbeddedBackend());
