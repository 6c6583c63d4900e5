namespace Saker.Data.Checks;

/// <summary>Where a run of checks stands.</summary>
public enum CheckPhase
{
    /// <summary>Types are found and other data are read.</summary>
    Planning,

    /// <summary>The first scan.</summary>
    Counting,

    /// <summary>The second scan, for the rows that break a check.</summary>
    Fetching,
}
