namespace Saker.Platform.Tests.Jobs;

public sealed class SqlJobTests() : JobConformance(new EmbeddedBackend());
