namespace Saker.Platform.Rollouts;

/// <summary>The shares of arms, in basis points.</summary>
internal static class RolloutShares
{
    /// <summary>Everything for one arm.</summary>
    public static IReadOnlyList<int> Only(Rollout rollout, int number) => [.. rollout.Arms.Select(arm => arm.Number == number ? RolloutArm.WholeWeight : 0)];

    /// <summary>What the arms get when the rollout comes to a step, its first one too.</summary>
    public static IReadOnlyList<int> AtStep(Rollout rollout, int step) => rollout.Strategy switch
    {
        RolloutKind.Canary => WithControl(rollout, _ => OfPercent(rollout.Settings.Steps[step].Share)),
        RolloutKind.Shadow => [.. rollout.Arms.Select(arm => arm.IsCandidate ? OfPercent(rollout.Settings.Shadow.Share) : RolloutArm.WholeWeight)],
        RolloutKind.Ab or RolloutKind.Bandit => Compared(rollout),
        _ => Only(rollout, 1),
    };

    /// <summary>What is left when a candidate gets no more requests: its share is the control's.</summary>
    public static IReadOnlyList<int> Without(Rollout rollout, int number) => rollout.Strategy == RolloutKind.Shadow
        ? [.. rollout.Arms.Select(arm => arm.Number == number ? 0 : arm.Weight)]
        : WithControl(rollout, arm => arm.Number == number ? 0 : arm.Weight);

    /// <summary>As an evaluation of the evidence has them, made to fit: arms that are out get nothing, and all together everything.</summary>
    public static IReadOnlyList<int> Fit(Rollout rollout, IReadOnlyList<int> wanted)
    {
        var left = RolloutArm.WholeWeight;
        return WithControl(rollout, arm =>
        {
            var weight = arm.IsOut || arm.Number >= wanted.Count ? 0 : Math.Clamp(wanted[arm.Number], 0, left);
            left -= weight;
            return weight;
        });
    }

    public static int OfPercent(double share) => (int)Math.Round(share * 100, MidpointRounding.AwayFromZero);

    private static IReadOnlyList<int> Compared(Rollout rollout)
    {
        if (rollout.Strategy == RolloutKind.Ab && rollout.Settings.Weights.Count > 0)
            return WithControl(rollout, arm => arm.IsOut ? 0 : OfPercent(rollout.Settings.Weights[arm.Number - 1]));
        var each = RolloutArm.WholeWeight / rollout.Arms.Count(arm => !arm.IsOut);
        return WithControl(rollout, arm => arm.IsOut ? 0 : each);
    }

    /// <summary>The candidates' shares, and the rest for the control.</summary>
    private static int[] WithControl(Rollout rollout, Func<RolloutArm, int> weightOf)
    {
        var weights = rollout.Arms.Select(arm => arm.IsCandidate ? weightOf(arm) : 0).ToArray();
        for (var i = 0; i < weights.Length; i++)
            if (!rollout.Arms[i].IsCandidate)
                weights[i] = RolloutArm.WholeWeight - weights.Sum();
        return weights;
    }
}
