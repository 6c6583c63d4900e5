namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class SqlEvidenceStoreTests() : EvidenceStoreConformance(new EmbeddedBackend());
