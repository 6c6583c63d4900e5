namespace Saker.Platform.Search;

/// <summary>How a filter that somebody is writing may go on at a place in it.</summary>
public sealed record FilterCompletion
{
    /// <summary>Proposals at most.</summary>
    public const int MaxCount = 20;

    /// <summary>Where the word begins that a proposal takes the place of, counted from 0.</summary>
    public required int Start { get; init; }

    /// <summary>How many characters it takes the place of.</summary>
    public required int Length { get; init; }

    /// <summary>The likeliest first; empty where there is nothing to say.</summary>
    public required IReadOnlyList<FilterProposal> Proposals { get; init; }
}
