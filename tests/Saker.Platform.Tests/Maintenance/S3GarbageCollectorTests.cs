namespace Saker.Platform.Tests.Maintenance;

public sealed class S3GarbageCollectorTests() : GarbageCollectorConformance(new S3Backend());
