namespace Saker.Platform.Tests.Maintenance;

public sealed class EmbeddedStorageEncryptionTests() : StorageEncryptionConformance(new EmbeddedBackend());
