namespace Saker.Learning.Tuning.Pruners;

/// <summary>
/// Ends a trial that is worse than the median, at the same step, of the trials that came to their end (Golovin et al. 2017, the
/// median stopping rule). What it compares is the last report and not the best one: where reports are means over a growing number
/// of folds, an early one may be good for everybody.
/// </summary>
public sealed record MedianPruner : Pruner
{
    internal const string PublicName = "median";

    /// <summary>How many trials must have come to their end before any is ended early; 1 to 10,000.</summary>
    public int Startup { get; init; } = 5;

    /// <summary>Steps that are too early to judge by; 0 or more.</summary>
    public int Warmup { get; init; }

    /// <summary>The share, in percent, of ended trials that a trial must be among the best of; 50 is the median.</summary>
    public double Percentile { get; init; } = 50;

    public override string Name => PublicName;

    private protected override Dictionary<string, object?> Options => new() { ["startup"] = (long)Startup, ["warmup"] = (long)Warmup, ["percentile"] = Percentile };

    private protected override bool IsHopeless(StudyHistory history, TrialEntry trial, TrialReport last)
    {
        if (last.Step <= Warmup)
            return false;
        var losses = history.Trials.Where(other => other.State == TrialState.Complete).Select(other => other.LossAt(last.Step)).Where(double.IsFinite).ToArray();
        if (losses.Length < Startup)
            return false;

        // Said this way, a report that is no number is worse than any.
        return !(last.Value <= Quantile(losses, Percentile / 100));
    }

    private static double Quantile(double[] values, double share)
    {
        Array.Sort(values);
        var place = share * (values.Length - 1);
        var below = (int)place;
        return below + 1 < values.Length ? values[below] + (place - below) * (values[below + 1] - values[below]) : values[below];
    }
}
