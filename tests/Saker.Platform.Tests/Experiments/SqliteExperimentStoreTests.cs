namespace Saker.Platform.Tests.Experiments;

public sealed class SqliteExperimentStoreTests() : ExperimentStoreConformance(new EmbeddedBackend());
