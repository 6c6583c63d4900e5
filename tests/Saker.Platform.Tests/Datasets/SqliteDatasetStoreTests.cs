namespace Saker.Platform.Tests.Datasets;

public sealed class SqliteDatasetStoreTests() : DatasetStoreConformance(new EmbeddedBackend());
