using Saker.Data.Privacy.Transforms;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What the prediction log keeps of one endpoint, and for how long.</summary>
public sealed record LogSettings
{
    public LogSampling Sample { get; init; } = LogSampling.Reservoir;

    /// <summary>For <see cref="LogSampling.Reservoir"/>: how many rows of a minute, of each version and replica.</summary>
    public int RowsPerMinute { get; init; } = 1_000;

    /// <summary>For <see cref="LogSampling.Rate"/>: the share of rows, above 0 up to 1.</summary>
    public double Rate { get; init; } = 0.01;

    /// <summary>
    /// What is done to sampled rows before they are written: a <see cref="ProtectionPolicy"/> as plain values, as it stands in the settings.
    /// Columns of inputs and of outputs are named alike. Null keeps rows as they are.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Redact { get; init; }

    /// <summary>Requests that ended longer ago are removed.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The endpoint's oldest requests are removed when its log is larger than this, in bytes as stored.</summary>
    public long MaxBytes { get; init; } = 10L * 1024 * 1024 * 1024;
}
