namespace Saker.Learning.Tuning;

/// <summary>How a trial ended.</summary>
public sealed record TrialResult
{
    private TrialResult(TrialState state, double? value, string? reason) => (State, Value, Reason) = (state, value, reason);

    /// <summary>It was ended because <see cref="ActiveTrial.ReportAsync"/> said so.</summary>
    public static TrialResult Pruned { get; } = new(TrialState.Pruned, null, null);

    public TrialState State { get; }

    /// <summary>The objective of a complete trial; it is finite.</summary>
    public double? Value { get; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; }

    /// <summary>It has a value; one that is not a finite number makes it a failed trial.</summary>
    public static TrialResult Of(double value) => double.IsFinite(value)
        ? new TrialResult(TrialState.Complete, value, null)
        : Failed(FormattableString.Invariant($"The objective gave {value}, which is no finite number."));

    public static TrialResult Failed(string reason) => new(TrialState.Failed, null, reason);
}
