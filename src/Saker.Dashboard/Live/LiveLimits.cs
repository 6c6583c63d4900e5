namespace Saker.Dashboard.Live;

/// <summary>How many open pages may watch live at the same time.</summary>
/// <param name="MaxCount">All together; 1 or more.</param>
/// <param name="MaxPerKey">With one key, or as one person who signed in by a token, so that nobody takes all; 1 or more. It does not hold where access is off and nobody is told from others.</param>
public sealed record LiveLimits(int MaxCount, int MaxPerKey)
{
    /// <summary>After how long what has not changed by its version is looked at all the same, where that version does not tell all.</summary>
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(15);
}
