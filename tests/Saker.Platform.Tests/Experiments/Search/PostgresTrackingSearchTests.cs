namespace Saker.Platform.Tests.Experiments.Search;

public sealed class PostgresTrackingSearchTests() : TrackingSearchConformance(new PostgresBackend());
