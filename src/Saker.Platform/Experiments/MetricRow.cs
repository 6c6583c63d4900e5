namespace Saker.Platform.Experiments;

/// <summary>A value of a metric as the tables hold it.</summary>
internal sealed record MetricRow
{
    public required string RunId { get; init; }

    public required string Key { get; init; }

    public double Value { get; init; }

    public bool IsNaN { get; init; }

    public long Step { get; init; }

    public long LoggedAt { get; init; }

    public double Number => IsNaN ? double.NaN : Value;

    public static MetricRow From(RunId run, Metric metric) => new()
    {
        RunId = run.Value,
        Key = metric.Key,
        Value = double.IsNaN(metric.Value) ? 0 : metric.Value,
        IsNaN = double.IsNaN(metric.Value),
        Step = metric.Step,
        LoggedAt = metric.LoggedAt.ToUnixTimeMilliseconds(),
    };
}
