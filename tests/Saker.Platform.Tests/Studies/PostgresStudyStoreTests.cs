namespace Saker.Platform.Tests.Studies;

public sealed class PostgresStudyStoreTests() : StudyStoreConformance(new PostgresBackend());
