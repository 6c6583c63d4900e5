namespace Saker.Platform.Rollouts.Evidence;

/// <summary>In which direction a candidate does harm.</summary>
public enum HarmDirection
{
    /// <summary>More is worse, as of errors.</summary>
    Up,

    /// <summary>Less is worse, as of revenue.</summary>
    Down,

    /// <summary>Any move is unwanted, as of scores.</summary>
    Both,
}
