namespace Saker.Platform.Tests.Registry;

public sealed class PostgresRegistryMetadataTests() : RegistryMetadataConformance(new PostgresBackend());
