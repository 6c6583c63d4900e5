namespace Saker.Platform.Tests.Studies;

public sealed class SqlStudyStoreTests() : StudyStoreConformance(new EmbeddedBackend());
