namespace Saker.Platform.Tests.Retraining;

public sealed class SqlRetrainingLimitTests() : RetrainingLimitConformance(new EmbeddedBackend());
