namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What a guard's effect is measured in.</summary>
public enum EffectUnit
{
    /// <summary>The candidate's odds over the control's; 1 where both are equal. For what is rare, also the ratio of the rates.</summary>
    OddsRatio,

    /// <summary>The candidate's quantile over the control's; 1 where both are equal. The arms' values are milliseconds.</summary>
    QuantileRatio,

    /// <summary>A share from 0 to 1.</summary>
    Share,

    /// <summary>The difference of means, candidate less control, in standard deviations of the control; 0 where both are equal.</summary>
    Deviations,

    /// <summary>The difference of means, candidate less control; 0 where both are equal.</summary>
    Difference,
}
