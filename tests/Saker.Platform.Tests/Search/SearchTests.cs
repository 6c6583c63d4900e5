namespace Saker.Platform.Tests.Search;

public sealed class SearchTests() : SearchConformance(new EmbeddedBackend());
