namespace Saker.Client;

/// <summary>One place where data break a check.</summary>
public sealed record ViolationInfo
{
    /// <summary>The data row, counted from 1; null when the check is about the whole table.</summary>
    public long? Row { get; init; }

    public string? Column { get; init; }

    public string? Value { get; init; }

    /// <summary>The kind of the check.</summary>
    public required string Rule { get; init; }

    /// <summary>What the suite calls the check; null when it has no name of its own.</summary>
    public string? Check { get; init; }

    /// <summary>The values of the row in the key columns of the suite; null where there are none.</summary>
    public IReadOnlyList<string?>? Key { get; init; }

    /// <summary>The place and what is wrong.</summary>
    public required string Message { get; init; }
}
