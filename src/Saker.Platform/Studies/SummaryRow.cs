namespace Saker.Platform.Studies;

/// <summary>What is counted of a study's trials.</summary>
internal sealed record SummaryRow
{
    public required string Study { get; init; }

    public long Total { get; init; }

    public long Complete { get; init; }

    public long Pruned { get; init; }

    public long Failed { get; init; }

    public double? Least { get; init; }

    public double? Greatest { get; init; }
}
