namespace Saker.Platform.Tests.Search;

public sealed class PostgresSearchTests() : SearchConformance(new PostgresBackend());
