namespace Saker.Platform.Tests.Monitoring.Settings;

public sealed class PostgresMonitorStoreTests() : MonitorStoreConformance(new PostgresBackend());
