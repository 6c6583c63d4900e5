namespace Saker.Platform.Tests.Rollouts;

public sealed class SqlRolloutTests() : RolloutConformance(new EmbeddedBackend());
