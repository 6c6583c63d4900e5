namespace Saker.Platform.Alerts.Delivery;

/// <summary>What a receiver was told of a group.</summary>
internal sealed record GroupState
{
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>When its first alert came.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When it was last told of; null while it was not.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The ids of the alerts that it was told fire, each with whether it was told that somebody acknowledged it.</summary>
    public IReadOnlyDictionary<string, bool> Told { get; init; } = new Dictionary<string, bool>();
}
