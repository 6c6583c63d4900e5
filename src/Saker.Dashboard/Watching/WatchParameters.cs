using Microsoft.AspNetCore.Mvc;

namespace Saker.Dashboard.Watching;

/// <summary>What the address of a watched endpoint may say.</summary>
internal sealed record WatchParameters
{
    [FromRoute]
    public required string Endpoint { get; init; }

    public string? Range { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    // As text: a form sends an empty one for all versions.
    public string? Version { get; init; }

    public string? Grain { get; init; }

    public string? At { get; init; }

    public string? Report { get; init; }

    public string? Column { get; init; }

    public string? Show { get; init; }

    public string? Rows { get; init; }

    public string? Page { get; init; }
}
