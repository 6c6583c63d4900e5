using Saker.Data;

namespace Saker.Testing.Proposals;

/// <summary>A way to break a column, so that a suite can be asked whether it notices.</summary>
/// <param name="Name">In words.</param>
/// <param name="Apply">The broken column; null when the column cannot be broken so.</param>
public sealed record Corruption(string Name, Func<Column, Random, Column?> Apply)
{
    /// <summary>The share of the values that is broken.</summary>
    public const double Share = 0.2;

    private const double Deviations = 3;

    /// <summary>The five that a suite must notice.</summary>
    public static IReadOnlyList<Corruption> Demanded { get; } =
    [
        new("nulled", (column, random) => BrokenCells.Missing(column, random)),
        new("wrong type", (column, random) => BrokenCells.OfOtherType(column, random)),
        new("shifted", (column, random) => BrokenCells.Shifted(column, random, Deviations)),
        new("scrambled", (column, random) => BrokenCells.Scrambled(column, random)),
        new("truncated", (column, random) => BrokenCells.Cut(column, random)),
    ];

    /// <summary>Other readings of the same words, some of which no suite can notice in some columns.</summary>
    public static IReadOnlyList<Corruption> Further { get; } =
    [
        new("categories to the next", (column, random) => BrokenCells.Rotated(column, random)),
        new("clipped above the 80 % quantile", (column, _) => BrokenColumn.Clipped(column, 0.8)),
        new("all moved by a fifth of the range", (column, _) => BrokenColumn.Moved(column, (low, high, _) => (high - low) / 5)),
        new("all moved by a fifth of the deviation", (column, _) => BrokenColumn.Moved(column, (_, _, deviation) => deviation / 5)),
        new("shifted by one deviation", (column, random) => column.Type is ColumnType.Text or ColumnType.Boolean ? null : BrokenCells.Shifted(column, random, 1)),
        new("exchanged between rows", (column, random) => BrokenCells.Exchanged(column, random)),
    ];
}
