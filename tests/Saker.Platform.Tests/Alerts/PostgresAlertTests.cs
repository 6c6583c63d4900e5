namespace Saker.Platform.Tests.Alerts;

public sealed class PostgresAlertTests() : AlertConformance(new PostgresBackend());
