namespace Saker.Platform.Tests.Experiments.Search;

public sealed class SqlTrackingSearchTests() : TrackingSearchConformance(new EmbeddedBackend());
