namespace Saker.Platform.Tests.Alerts;

public sealed class SqlAlertTests() : AlertConformance(new EmbeddedBackend());
