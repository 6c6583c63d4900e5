namespace Saker.Platform.Tests.Monitoring.Windows;

public sealed class SqlWindowStoreTests() : WindowStoreConformance(new EmbeddedBackend());
