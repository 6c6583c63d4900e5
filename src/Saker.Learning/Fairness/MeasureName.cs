namespace Saker.Learning.Fairness;

/// <summary>
/// The measures by their public names. Those of AIF360 compare a group u with the privileged group p, those of Fairlearn look at all groups at once; y is what
/// was, yhat what was said, 1 the favourable label.
/// </summary>
public static class MeasureName
{
    /// <summary>P(yhat=1|u) - P(yhat=1|p); 0 is even.</summary>
    public const string StatisticalParityDifference = "statistical_parity_difference";

    /// <summary>P(yhat=1|u) / P(yhat=1|p); 1 is even. The four-fifths rule asks for 0.8 to 1.25.</summary>
    public const string DisparateImpact = "disparate_impact";

    /// <summary>TPR of u less that of p.</summary>
    public const string EqualOpportunityDifference = "equal_opportunity_difference";

    /// <summary>The mean of the differences of FPR and of TPR.</summary>
    public const string AverageOddsDifference = "average_odds_difference";

    /// <summary>P(y=1|yhat=1,u) - P(y=1|yhat=1,p).</summary>
    public const string PredictiveParityDifference = "predictive_parity_difference";

    /// <summary>How unevenly benefits b = yhat - y + 1 fall on all rows: mean(b/mu ln(b/mu)), 0 when all get the same (Speicher et al. 2018).</summary>
    public const string TheilIndex = "theil_index";

    /// <summary>The largest selection rate of all groups less the smallest.</summary>
    public const string DemographicParityDifference = "demographic_parity_difference";

    /// <summary>The smallest selection rate of all groups over the largest.</summary>
    public const string DemographicParityRatio = "demographic_parity_ratio";

    /// <summary>The larger of the spans of TPR and of FPR over all groups.</summary>
    public const string EqualizedOddsDifference = "equalized_odds_difference";

    /// <summary>The smaller of the ratios, smallest to largest, of TPR and of FPR over all groups.</summary>
    public const string EqualizedOddsRatio = "equalized_odds_ratio";

    /// <summary>Of a group against the privileged one.</summary>
    public static IReadOnlyList<string> OfPairs { get; } =
        [StatisticalParityDifference, DisparateImpact, EqualOpportunityDifference, AverageOddsDifference, PredictiveParityDifference];

    /// <summary>Over all groups of an attribute.</summary>
    public static IReadOnlyList<string> OfAllGroups { get; } =
        [DemographicParityDifference, DemographicParityRatio, EqualizedOddsDifference, EqualizedOddsRatio];

    public static IReadOnlyList<string> All { get; } = [.. OfPairs, .. OfAllGroups, TheilIndex];

    /// <summary>Those that labels alone have, without predictions.</summary>
    internal static bool NeedsOutcomes(string name) => name is not (StatisticalParityDifference or DisparateImpact or DemographicParityDifference or DemographicParityRatio);

    internal static bool IsRatio(string name) => name is DisparateImpact or DemographicParityRatio or EqualizedOddsRatio;

    /// <summary>What one number as a limit means: as far from even in both directions, as far as there are two.</summary>
    internal static FairnessLimit LimitOf(string name, double number) => name switch
    {
        DisparateImpact => number <= 1 ? new(number, 1 / number) : new(1 / number, number),
        DemographicParityRatio or EqualizedOddsRatio => new(number, 1),
        TheilIndex or DemographicParityDifference or EqualizedOddsDifference => new(0, number),
        _ => new(-number, number),
    };

    internal static string Title(string name) => name.Replace('_', ' ');
}
