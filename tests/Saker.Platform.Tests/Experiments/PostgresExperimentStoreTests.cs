namespace Saker.Platform.Tests.Experiments;

public sealed class PostgresExperimentStoreTests() : ExperimentStoreConformance(new PostgresBackend());
