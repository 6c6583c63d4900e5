namespace Saker.Platform.Tests.Maintenance;

public sealed class SqliteGarbageCollectorTests() : GarbageCollectorConformance(new EmbeddedBackend());
