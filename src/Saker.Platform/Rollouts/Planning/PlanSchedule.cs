namespace Saker.Platform.Rollouts.Planning;

/// <summary>How a candidate's requests come, step by step, and when evidence that grows with them is enough.</summary>
/// <param name="settings">Of the rollout.</param>
/// <param name="strategy">Its strategy.</param>
/// <param name="candidateCount">How many candidates there are.</param>
/// <param name="perSecond">Requests of the endpoint.</param>
internal sealed class PlanSchedule(RolloutSettings settings, RolloutKind strategy, int candidateCount, double perSecond)
{
    private const double Whole = 100;

    private readonly List<(double Share, double Requests)> _steps = [.. StepsOf(settings, strategy, candidateCount, perSecond)];

    public IReadOnlyList<PlannedStep> Steps => [.. _steps.Select(step => new PlannedStep(step.Share, step.Requests, TimeOf(step.Requests / step.Share)))];

    /// <summary>Whether it comes to an end when nothing is found.</summary>
    public bool HasEnd => strategy is RolloutKind.Canary or RolloutKind.Shadow;

    /// <summary>Whether the last step leaves a control to compare with.</summary>
    public bool EndsWithControl => strategy == RolloutKind.Shadow || HasControl(_steps[^1].Share);

    /// <summary>Whether any step does.</summary>
    public bool IsCompared => strategy == RolloutKind.Shadow || _steps.Exists(step => HasControl(step.Share));

    /// <summary>When evidence is enough that needs so many requests at a share. Each request brings its part of what is needed at the share under which it comes.</summary>
    /// <param name="need">Requests of the candidate that are needed at its share of the traffic of both arms; infinite where nothing can be seen.</param>
    /// <returns>Requests of the candidate, those of the endpoint meanwhile, and whether it is before the end; infinite when it is never.</returns>
    public (double Requests, double All, bool IsWithin) Find(Func<double, double> need)
    {
        var (progress, requests, all) = (0.0, 0.0, 0.0);
        foreach (var step in _steps)
        {
            var needed = NeedAt(step.Share, need);
            var missing = (1 - progress) * needed;
            if (missing <= step.Requests)
                return (requests + missing, all + (missing / step.Share), HasEnd || !(TimeOf(all + (missing / step.Share)) > settings.MaxDuration));
            (progress, requests, all) = (progress + (step.Requests / needed), requests + step.Requests, all + (step.Requests / step.Share));
        }
        if (!HasEnd && _steps is [var only])
        {
            var needed = (1 - progress) * NeedAt(only.Share, need);
            all += needed / only.Share;
            return (requests + needed, all, double.IsFinite(needed) && !(TimeOf(all) > settings.MaxDuration));
        }
        // Longer at the step where most is seen.
        var (least, share) = _steps.Select(step => (NeedAt(step.Share, need), step.Share)).MinBy(one => one.Item1 / one.Share);
        return (requests + ((1 - progress) * least), all + ((1 - progress) * least / share), false);
    }

    public TimeSpan? TimeOf(double all) => perSecond > 0 && double.IsFinite(all) && all / perSecond < TimeSpan.FromDays(36_500).TotalSeconds ? TimeSpan.FromSeconds(all / perSecond) : null;

    // Of the traffic of the two arms that are compared. In the shadow both have all; where a candidate has everything, there is nothing to compare it with.
    private double NeedAt(double share, Func<double, double> need)
    {
        if (strategy == RolloutKind.Shadow)
            return need(0.5);
        var control = 1 - (share * candidateCount);
        return HasControl(share) ? need(share / (share + control)) : double.PositiveInfinity;
    }

    private bool HasControl(double share) => 1 - (share * candidateCount) > 1e-9;

    private static IEnumerable<(double Share, double Requests)> StepsOf(RolloutSettings settings, RolloutKind strategy, int candidateCount, double perSecond)
    {
        for (var step = 0; step < (strategy == RolloutKind.Canary ? settings.Steps.Count : 1); step++)
        {
            var share = strategy switch
            {
                RolloutKind.Canary => settings.Steps[step].Share / Whole,
                RolloutKind.Shadow => settings.Shadow.Share / Whole,
                RolloutKind.Ab when settings.Weights.Count > 0 => settings.Weights[0] / Whole,
                RolloutKind.Ab or RolloutKind.Bandit => 1.0 / (candidateCount + 1),
                _ => 1,
            };
            yield return (share, Math.Max(settings.MinRequestsOf(step), settings.MinTimeOf(step).TotalSeconds * perSecond * share));
        }
    }
}
