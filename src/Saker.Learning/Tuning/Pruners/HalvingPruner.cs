namespace Saker.Learning.Tuning.Pruners;

/// <summary>
/// Asynchronous successive halving (Li et al. 2020): at steps that grow by a factor, only the best part of those that came so far
/// goes on; nobody waits for anybody.
/// </summary>
public sealed record HalvingPruner : Pruner
{
    internal const string PublicName = "halving";

    /// <summary>The step of the first decision; at least 1.</summary>
    public int MinSteps { get; init; } = 1;

    /// <summary>One of so many goes on, and the next decision comes after so many times the steps; 2 to 100.</summary>
    public int Reduction { get; init; } = 3;

    public override string Name => PublicName;

    private protected override Dictionary<string, object?> Options => new() { ["min_steps"] = (long)MinSteps, ["reduction"] = (long)Reduction };

    private protected override bool IsHopeless(StudyHistory history, TrialEntry trial, TrialReport last) => Halving.IsLeftBehind(history.Trials, trial, last, MinSteps, Reduction);
}
