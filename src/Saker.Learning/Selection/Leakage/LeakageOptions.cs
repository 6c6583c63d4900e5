namespace Saker.Learning.Selection.Leakage;

/// <summary>What is known of the rows, and from where on something is suspicious.</summary>
public sealed record LeakageOptions
{
    /// <summary>The raw columns that the model sees; null when that is not known, and every column may be one.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Columns that were looked at and are right.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The column with the time for which each row predicts; null when there is none.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>The column with what several rows may be about, such as a customer; null when there is none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>From this area under the ROC curve on a column gives the target almost alone, 0.5 to 1. Honest single measurements reach 0.98.</summary>
    public double MinArea { get; init; } = 0.985;

    /// <summary>The same for a target of numbers: the share of its variance that a column explains.</summary>
    public double MinExplained { get; init; } = 0.98;

    /// <summary>From this area on an identifier or an order of the rows tells too much.</summary>
    public double MinOrderArea { get; init; } = 0.75;

    /// <summary>A mark is suspicious when at least this share of its rows has one answer, one that is seldom otherwise.</summary>
    public double MinPurity { get; init; } = 0.98;

    /// <summary>And when at least this share of the rows with that answer carries it.</summary>
    public double MinCoverage { get; init; } = 0.05;

    /// <summary>More rows to test than this share that are among those to learn from are suspicious.</summary>
    public double MaxDuplicateShare { get; init; } = 0.01;

    /// <summary>And when at least so many of them have the same answer as their likes; rows that are alike by chance often have another.</summary>
    public double MinAgreement { get; init; } = 0.9;

    /// <summary>Columns are scored on at most this many rows, drawn by chance.</summary>
    public int MaxRowCount { get; init; } = 200_000;

    /// <summary>Decides folds and drawn rows.</summary>
    public int Seed { get; init; } = 42;
}
