using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Registry;

/// <summary>What the page of a model shows.</summary>
public sealed record ModelView
{
    public required ModelSummary Model { get; init; }

    /// <summary>A page of its versions, the newest first.</summary>
    public required IReadOnlyList<ModelVersion> Versions { get; init; }

    /// <summary>The number behind which the next page begins; null when this is the last one.</summary>
    public required int? Older { get; init; }

    public required bool IsFirst { get; init; }

    /// <summary>A page of the moves of its aliases, the newest first.</summary>
    public required IReadOnlyList<AliasMove> Moves { get; init; }

    /// <summary>How many moves are before the page.</summary>
    public required int MoveOffset { get; init; }

    public required bool HasMoreMoves { get; init; }

    /// <summary>What waits for approval.</summary>
    public required IReadOnlyList<MoveRequest> Requests { get; init; }

    /// <summary>The endpoints that serve it.</summary>
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }

    /// <summary>The rollouts under way at those that follow an alias.</summary>
    public required IReadOnlyList<Rollout> Rollouts { get; init; }

    /// <summary>The alias that was just acted upon; null for none.</summary>
    public string? Moved { get; init; }

    /// <summary>What else was done, in words; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Why what was asked for was not done; null when it was.</summary>
    public string? Fault { get; init; }

    /// <summary>Where this server is, such as <c>http://127.0.0.1:5080</c>.</summary>
    public required string Server { get; init; }
}
