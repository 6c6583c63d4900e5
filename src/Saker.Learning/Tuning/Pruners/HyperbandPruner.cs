namespace Saker.Learning.Tuning.Pruners;

/// <summary>
/// Hyperband (Li et al. 2018) without waiting: trials are dealt to brackets that begin to decide ever later, so that those that
/// start slowly are not all lost; within a bracket it is successive halving.
/// </summary>
public sealed record HyperbandPruner : Pruner
{
    internal const string PublicName = "hyperband";

    /// <summary>The step of the first decision of the first bracket; at least 1.</summary>
    public int MinSteps { get; init; } = 1;

    /// <summary>The steps of a trial that comes to its end; at least <see cref="MinSteps"/>.</summary>
    public required int MaxSteps { get; init; }

    /// <summary>One of so many goes on; 2 to 100.</summary>
    public int Reduction { get; init; } = 3;

    public override string Name => PublicName;

    private protected override Dictionary<string, object?> Options => new() { ["min_steps"] = (long)MinSteps, ["max_steps"] = (long)MaxSteps, ["reduction"] = (long)Reduction };

    /// <summary>The bracket of a trial, from 0: an earlier one has more trials, as theirs cost less.</summary>
    internal int BracketOf(int number)
    {
        var brackets = BracketCount;
        var shares = Enumerable.Range(0, brackets).Select(bracket => Math.Pow(Reduction, brackets - 1 - bracket) * brackets / (brackets - bracket)).ToArray();

        // A low-discrepancy order, the multiples of the golden ratio, deals them out evenly from the first trial on.
        var place = (number + 0.5) * 0.6180339887498949 % 1 * shares.Sum();
        var chosen = 0;
        while (chosen < brackets - 1 && place >= shares[chosen])
            place -= shares[chosen++];
        return chosen;
    }

    private protected override bool IsHopeless(StudyHistory history, TrialEntry trial, TrialReport last)
    {
        var bracket = BracketOf(trial.Number);
        var first = MinSteps * (long)Math.Pow(Reduction, bracket);
        return Halving.IsLeftBehind(history.Trials.Where(rival => BracketOf(rival.Number) == bracket), trial, last, first, Reduction);
    }

    private int BracketCount
    {
        get
        {
            var count = 1;
            for (long steps = MinSteps; steps <= MaxSteps / Reduction; steps *= Reduction)
                count++;
            return count;
        }
    }
}
