namespace Saker.Platform.Tests.Registry;

public sealed class PostgresRegistryStoreTests() : RegistryStoreConformance(new PostgresBackend());
