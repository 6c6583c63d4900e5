namespace Saker.Platform.Tests.Datasets;

public sealed class SqlDatasetStoreTests() : DatasetStoreConformance(new EmbeddedBackend());
