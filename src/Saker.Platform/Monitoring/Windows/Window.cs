using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>A window with its profiles.</summary>
public sealed record Window
{
    public required WindowSummary Summary { get; init; }

    /// <summary>The raw columns that callers gave; null where none were captured.</summary>
    public required Profile? Inputs { get; init; }

    /// <summary>What models answered, without rules and constants; null where none were captured.</summary>
    public required Profile? Outputs { get; init; }

    /// <summary>How many rows fell into each bin of the model's own reference profile, by input column, counted one by one; empty without a reference.</summary>
    public required IReadOnlyDictionary<string, BinnedColumn> Bins { get; init; }
}
