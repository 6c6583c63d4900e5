namespace Saker.Platform.Tests.Maintenance;

public sealed class PostgresGarbageCollectorTests() : GarbageCollectorConformance(new PostgresBackend());
