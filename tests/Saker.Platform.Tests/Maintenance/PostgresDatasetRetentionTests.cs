namespace Saker.Platform.Tests.Maintenance;

public sealed class PostgresDatasetRetentionTests() : DatasetRetentionConformance(new PostgresBackend());
