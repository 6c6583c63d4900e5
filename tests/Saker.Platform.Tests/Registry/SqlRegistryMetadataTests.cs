namespace Saker.Platform.Tests.Registry;

public sealed class SqlRegistryMetadataTests() : RegistryMetadataConformance(new EmbeddedBackend());
