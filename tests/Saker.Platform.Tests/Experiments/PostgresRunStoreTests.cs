namespace Saker.Platform.Tests.Experiments;

public sealed class PostgresRunStoreTests() : RunStoreConformance(new PostgresBackend());
