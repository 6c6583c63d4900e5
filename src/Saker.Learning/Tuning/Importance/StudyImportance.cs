using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Importance;

/// <summary>
/// The importance of hyper-parameters by functional analysis of variance over a forest of regression trees (Hutter, Hoos and
/// Leyton-Brown 2014): trees are fitted to the complete trials, and the variance of each parameter's marginal prediction, over the
/// whole space and not only where trials were, is set against the variance of the prediction. A parameter that depends on another
/// one is measured where it applies, and weighted by how often that is. Values that are worse than the third quartile by more than
/// three times the distance of the quartiles count as that bound: a few disasters would hide everything else.
/// </summary>
public static class StudyImportance
{
    /// <summary>With fewer trials nothing is said.</summary>
    public const int MinTrials = 10;

    /// <summary>Of more trials so many are taken, evenly from first to last: more would take long and tell little more.</summary>
    public const int MaxTrials = 2000;

    private const int TreeCount = 64;
    private const int ReliableTrials = 30;
    private const double ReliableFit = 0.3;

    /// <param name="settings">The study's.</param>
    /// <param name="trials">Its trials; only complete ones are used.</param>
    /// <param name="cancellationToken">Stops between trees.</param>
    public static ImportanceReport Of(StudySettings settings, IReadOnlyList<Trial> trials, CancellationToken cancellationToken)
    {
        var space = settings.Space;
        var complete = Spread([.. trials.Where(trial => trial is { State: TrialState.Complete, Value: not null })]);
        double[][] points = [.. complete.Select(trial => space.PointOf(trial.Parameters))];
        double[] values = [.. complete.Select(trial => settings.Direction == Direction.Maximize ? -trial.Value!.Value : trial.Value!.Value)];
        if (values.Length < MinTrials || values.Distinct().Count() < 2)
            return Unknown(space, points, values.Length < MinTrials ? $"There are {values.Length} complete trials; at least {MinTrials} are needed." : "All complete trials have the same value; there is nothing to explain.");
        Bound(values);
        var domains = SpaceMeasure.Of(space, settings.Seed);
        var forest = new RegressionForest(space, points, values, TreeCount, settings.Seed, cancellationToken);
        var shares = forest.Trees.Select(tree => new MarginalVariance(tree, domains).Shares()).Where(share => share is not null).ToList();
        if (shares.Count == 0)
            return Unknown(space, points, "No tree finds a difference between the trials.");
        return Report(space, points, shares!, forest.Fit);
    }

    private static IReadOnlyList<Trial> Spread(IReadOnlyList<Trial> trials) =>
        trials.Count <= MaxTrials ? trials : [.. Enumerable.Range(0, MaxTrials).Select(i => trials[(int)((long)i * trials.Count / MaxTrials)])];

    private static ImportanceReport Report(SearchSpace space, double[][] points, List<double[]> shares, double fit)
    {
        var items = space.Parameters.Select((parameter, i) =>
        {
            var mean = shares.Average(share => share[i]);
            var variance = shares.Sum(share => (share[i] - mean) * (share[i] - mean)) / Math.Max(1, shares.Count - 1);
            return new ParameterImportance(parameter.Name, mean, Math.Sqrt(variance / shares.Count), points.Count(point => !double.IsNaN(point[i])));
        }).OrderByDescending(item => item.Share).ToList();
        var isReliable = points.Length >= ReliableTrials && fit >= ReliableFit;
        return new ImportanceReport
        {
            Parameters = items,
            Together = Math.Clamp(1 - items.Sum(item => item.Share), 0, 1),
            Fit = fit,
            TrialCount = points.Length,
            IsReliable = isReliable,
            Statement = FormattableString.Invariant($"A forest of {TreeCount} trees over {points.Length} complete trials explains {100 * Math.Max(0, fit):0}% of what varies between trials that it had not seen. ")
                + (isReliable ? "The shares can be believed as far as that." : $"That is too little to believe the shares: {(points.Length < ReliableTrials ? $"at least {ReliableTrials} trials are needed" : "the parameters searched, or so few trials, do not predict the objective")}."),
        };
    }

    private static ImportanceReport Unknown(SearchSpace space, double[][] points, string reason) => new()
    {
        Parameters = [.. space.Parameters.Select((parameter, i) => new ParameterImportance(parameter.Name, double.NaN, double.NaN, points.Count(point => !double.IsNaN(point[i]))))],
        Together = double.NaN,
        Fit = double.NaN,
        TrialCount = points.Length,
        IsReliable = false,
        Statement = reason,
    };

    private static void Bound(double[] losses)
    {
        double[] sorted = [.. losses.Order()];
        var (low, high) = (sorted[sorted.Length / 4], sorted[sorted.Length * 3 / 4]);
        var bound = high + 3 * (high - low);
        if (high > low)
        {
            for (var i = 0; i < losses.Length; i++)
                losses[i] = Math.Min(losses[i], bound);
        }
    }
}
