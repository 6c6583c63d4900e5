namespace Saker.Platform.Tests.Registry.Verdicts;

public sealed class SqlVerdictStoreTests() : VerdictStoreConformance(new EmbeddedBackend());
