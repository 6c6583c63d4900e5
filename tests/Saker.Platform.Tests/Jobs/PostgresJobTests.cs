namespace Saker.Platform.Tests.Jobs;

public sealed class PostgresJobTests() : JobConformance(new PostgresBackend());
