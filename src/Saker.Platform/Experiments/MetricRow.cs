namespace Saker.Platform.Experiments;

/// <summary>A value of a metric as the tables hold it.</summary>
internal sealed record MetricRow
{
    /// <summary>The columns of both tables, for a query that gives rows.</summary>
    public const string Columns = "run_id AS RunId, key, value, is_nan AS IsNaN, step, logged_at AS LoggedAt, model_id AS ModelId, dataset_name AS DatasetName, dataset_digest AS DatasetDigest";

    public required string RunId { get; init; }

    public required string Key { get; init; }

    /// <summary>0 for NaN, which SQLite does not keep.</summary>
    public double Value { get; init; }

    public long IsNaN { get; init; }

    public long Step { get; init; }

    public long LoggedAt { get; init; }

    public string? ModelId { get; init; }

    public string? DatasetName { get; init; }

    public string? DatasetDigest { get; init; }

    public double Number => IsNaN != 0 ? double.NaN : Value;

    public static MetricRow From(RunId run, Metric metric) => new()
    {
        RunId = run.Value,
        Key = metric.Key,
        Value = double.IsNaN(metric.Value) ? 0 : metric.Value,
        IsNaN = double.IsNaN(metric.Value) ? 1 : 0,
        Step = metric.Step,
        LoggedAt = metric.LoggedAt.ToUnixTimeMilliseconds(),
        ModelId = metric.ModelId,
        DatasetName = metric.DatasetName,
        DatasetDigest = metric.DatasetDigest,
    };

    public Metric ToMetric() => new(Key, Number, Step, DateTimeOffset.FromUnixTimeMilliseconds(LoggedAt)) { ModelId = ModelId, DatasetName = DatasetName, DatasetDigest = DatasetDigest };

    /// <summary>Whether it is later in its metric's history than another: by step, then time, then value. NaN comes before every number.</summary>
    public bool IsAfter(MetricRow other) => (Step, LoggedAt, -IsNaN, Value).CompareTo((other.Step, other.LoggedAt, -other.IsNaN, other.Value)) > 0;
}
