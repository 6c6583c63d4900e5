namespace Saker.Platform.Tests.Monitoring.Windows;

public sealed class PostgresWindowStoreTests() : WindowStoreConformance(new PostgresBackend());
