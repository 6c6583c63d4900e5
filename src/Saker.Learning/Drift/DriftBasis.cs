namespace Saker.Learning.Drift;

/// <summary>What a report was made of.</summary>
public enum DriftBasis
{
    /// <summary>The rows themselves: exact.</summary>
    Rows,

    /// <summary>Profiles: within their stated errors.</summary>
    Profiles,
}
