namespace Saker.Platform.Tests.Registry;

public sealed class SqlRegistryStoreTests() : RegistryStoreConformance(new EmbeddedBackend());
