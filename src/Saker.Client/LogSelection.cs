namespace Saker.Client;

/// <summary>Which requests of the prediction log: to export or to erase. What is null does not narrow it.</summary>
public sealed record LogSelection
{
    public string? Endpoint { get; init; }

    public int? Version { get; init; }

    /// <summary>Requests that ended then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Requests that ended before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A condition, such as <c>input.tenure &gt; 3 AND step = 'primary'</c>.</summary>
    public string? Filter { get; init; }

    /// <summary>To erase: these requests and no others.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>To export: the dataset that gets the rows as its next version.</summary>
    public string? Dataset { get; init; }
}
