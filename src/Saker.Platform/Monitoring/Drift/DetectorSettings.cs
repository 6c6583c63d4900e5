namespace Saker.Platform.Monitoring.Drift;

/// <summary>A detector that is given numbers one after another and says when their course changed.</summary>
public sealed record DetectorSettings
{
    /// <summary><c>adwin</c>, <c>page_hinkley</c>, <c>kswin</c> or <c>cusum</c>.</summary>
    public string Kind { get; init; } = "adwin";

    /// <summary>The input or output that it follows: numbers, or booleans as 0 and 1.</summary>
    public required string Column { get; init; }

    /// <summary>Whether it is given the mean of each closed window instead of the values of logged rows.</summary>
    public bool Means { get; init; }
}
