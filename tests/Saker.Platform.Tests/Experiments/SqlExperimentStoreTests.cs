namespace Saker.Platform.Tests.Experiments;

public sealed class SqlExperimentStoreTests() : ExperimentStoreConformance(new EmbeddedBackend());
