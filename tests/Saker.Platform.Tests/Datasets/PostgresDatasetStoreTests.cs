namespace Saker.Platform.Tests.Datasets;

public sealed class PostgresDatasetStoreTests() : DatasetStoreConformance(new PostgresBackend());
