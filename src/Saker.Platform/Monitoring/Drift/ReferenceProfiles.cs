using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>What a window is compared with.</summary>
internal sealed record ReferenceProfiles
{
    /// <summary>Null when there is none yet.</summary>
    public Profile? Inputs { get; init; }

    /// <summary>Null when there is none yet.</summary>
    public Profile? Outputs { get; init; }

    /// <summary>Whether the inputs are those of a stored dataset, whose rows can be had as well.</summary>
    public bool IsOfRows { get; init; }

    /// <summary>Where both come from, or why they are not there, in words.</summary>
    public required string Words { get; init; }

    /// <summary>When the reference is itself traffic that is gone by: windows before this are part of it, and are not compared with it.</summary>
    public DateTimeOffset? Until { get; init; }
}
