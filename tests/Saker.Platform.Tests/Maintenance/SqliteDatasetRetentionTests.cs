namespace Saker.Platform.Tests.Maintenance;

public sealed class SqliteDatasetRetentionTests() : DatasetRetentionConformance(new EmbeddedBackend());
