namespace Saker.Client;

/// <summary>One logged value of a metric; the step is a fold or an epoch.</summary>
public sealed record MetricInfo(double Value, long Step, DateTimeOffset LoggedAt);
