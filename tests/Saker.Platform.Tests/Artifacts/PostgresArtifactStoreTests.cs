namespace Saker.Platform.Tests.Artifacts;

public sealed class PostgresArtifactStoreTests() : ArtifactStoreConformance(new PostgresBackend());
