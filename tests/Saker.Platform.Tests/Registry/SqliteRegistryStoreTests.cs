namespace Saker.Platform.Tests.Registry;

public sealed class SqliteRegistryStoreTests() : RegistryStoreConformance(new EmbeddedBackend());
