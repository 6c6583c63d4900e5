namespace Saker.Platform.Tests.Identity;

public sealed class PostgresKeyStoreTests() : KeyStoreConformance(new PostgresBackend());
