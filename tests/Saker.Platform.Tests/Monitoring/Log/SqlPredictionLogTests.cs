namespace Saker.Platform.Tests.Monitoring.Log;

public sealed class SqlPredictionLogTests() : PredictionLogConformance(new EmbeddedBackend());
