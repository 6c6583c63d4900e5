namespace Saker.Platform.Tests.Artifacts;

public sealed class S3ArtifactStoreTests() : ArtifactStoreConformance(new S3Backend());
