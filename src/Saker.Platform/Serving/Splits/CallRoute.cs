namespace Saker.Platform.Serving.Splits;

/// <summary>How a call came to its version under a split.</summary>
internal readonly record struct CallRoute()
{
    /// <summary>Of a call without a split.</summary>
    public static readonly CallRoute None = new();

    /// <summary>The split at work; null where there is none.</summary>
    public ServedSplit? Served { get; init; }

    /// <summary>What the call fell to; -1 while that is not known, and where it stands in for another call.</summary>
    public int Arm { get; init; } = -1;

    /// <summary>Whether that arm's version was not there, and another was asked.</summary>
    public bool IsUnavailable { get; init; }

    /// <summary>The name of the arm that was asked in its place; null where that is none, or the endpoint's own.</summary>
    public string? AskedInstead { get; init; }

    /// <summary>Whether it is a candidate's, so that another may answer for it.</summary>
    public bool IsCandidate { get; init; }

    /// <summary>Whether another answered for it.</summary>
    public bool IsShielded { get; init; }

    /// <summary>The group of its caller, see <see cref="KeyGroup"/>; <see cref="KeyGroup.None"/> where requests and not callers fall to arms.</summary>
    public int Group { get; init; } = KeyGroup.None;

    /// <summary>The candidates that get a copy, a bit each.</summary>
    public uint Mirrors { get; init; }

    public EndpointSplit? Split => Served?.Split;

    /// <summary>The name of the arm that was asked.</summary>
    public string? ArmName => Served is null ? null : Arm >= 0 && !IsUnavailable ? Served.Split.Arms[Arm].Name : AskedInstead ?? Served.Own.Name;
}
