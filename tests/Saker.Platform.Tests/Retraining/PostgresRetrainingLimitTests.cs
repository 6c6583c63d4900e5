namespace Saker.Platform.Tests.Retraining;

public sealed class PostgresRetrainingLimitTests() : RetrainingLimitConformance(new PostgresBackend());
