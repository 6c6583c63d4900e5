namespace Saker.Dashboard.Settings;

/// <summary>What pages tell of the server that shows them, and only it knows.</summary>
public sealed record ServerFacts
{
    /// <summary>The port that takes gRPC; null where there is none, or before it listens.</summary>
    public required Func<int?> FindGrpcPort { get; init; }

    /// <summary>When this process began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Limits and options that hold, in the order in which people look for them.</summary>
    public required IReadOnlyList<OptionInForce> Options { get; init; }

    /// <summary>Gives what this process is made of, by name, with its version.</summary>
    public required Func<IReadOnlyList<KeyValuePair<string, string>>> FindSoftware { get; init; }
}
