namespace Saker.Platform.Tests.Monitoring.Settings;

public sealed class SqlMonitorStoreTests() : MonitorStoreConformance(new EmbeddedBackend());
