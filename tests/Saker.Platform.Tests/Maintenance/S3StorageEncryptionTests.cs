namespace Saker.Platform.Tests.Maintenance;

public sealed class S3StorageEncryptionTests() : StorageEncryptionConformance(new S3Backend());
