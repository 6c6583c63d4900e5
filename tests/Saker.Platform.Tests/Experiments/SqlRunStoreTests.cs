namespace Saker.Platform.Tests.Experiments;

public sealed class SqlRunStoreTests() : RunStoreConformance(new EmbeddedBackend());
