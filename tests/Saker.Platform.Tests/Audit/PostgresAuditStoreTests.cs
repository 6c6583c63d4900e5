namespace Saker.Platform.Tests.Audit;

public sealed class PostgresAuditStoreTests() : AuditStoreConformance(new PostgresBackend());
