namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class PostgresEvidenceStoreTests() : EvidenceStoreConformance(new PostgresBackend());
