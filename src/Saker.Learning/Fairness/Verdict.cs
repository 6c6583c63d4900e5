namespace Saker.Learning.Fairness;

/// <summary>What a limit says of a measure.</summary>
public enum Verdict
{
    /// <summary>There is no limit for it.</summary>
    None,

    Within,

    Outside,

    /// <summary>There is a limit, but too few rows to judge by it, or the measure is not defined on these rows.</summary>
    NotJudged,
}
