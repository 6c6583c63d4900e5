namespace Saker.Platform.Tests.Registry;

public sealed class SqlApprovalStoreTests() : ApprovalStoreConformance(new EmbeddedBackend());
