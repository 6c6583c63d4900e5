namespace Saker.Platform.Tests.Monitoring.Log;

public sealed class PostgresPredictionLogTests() : PredictionLogConformance(new PostgresBackend());
