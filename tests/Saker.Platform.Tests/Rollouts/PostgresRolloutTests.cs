namespace Saker.Platform.Tests.Rollouts;

public sealed class PostgresRolloutTests() : RolloutConformance(new PostgresBackend());
