namespace Saker.Platform.Tests.Registry;

public sealed class PostgresApprovalStoreTests() : ApprovalStoreConformance(new PostgresBackend());
