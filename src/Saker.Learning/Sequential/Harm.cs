namespace Saker.Learning.Sequential;

/// <summary>Which way a candidate may not differ from its control.</summary>
public enum Harm
{
    /// <summary>More is worse: errors, latencies, losses.</summary>
    Higher,

    /// <summary>Less is worse: conversions, revenue, accuracy.</summary>
    Lower,

    /// <summary>Any difference is unwanted: the distribution of scores.</summary>
    Either,
}
