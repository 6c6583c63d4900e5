namespace Saker.Platform.Tests.Artifacts.Blobs;

public sealed class FolderBlobStoreTests() : BlobStoreConformance(new EmbeddedBackend());
