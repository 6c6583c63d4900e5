using Saker.Platform.Registry;

namespace Saker.Platform.FineTuning;

/// <summary>A version that is to go on learning.</summary>
public sealed record FineTuneRequest
{
    /// <summary>The version: <c>shapes/3</c>, <c>shapes@champion</c>, or <c>shapes</c> for the newest.</summary>
    public required string Version { get; init; }

    /// <summary>The column with the answers: classes by their places from 0, those of a model with two named classes by name too, or numbers.</summary>
    public required string Target { get; init; }

    /// <summary>Classes of a new last layer in place of the old one, or 1 for a number; null keeps the old one.</summary>
    public int? NewHead { get; init; }

    /// <summary>Patterns of the names of stored weights that stay as they are, or of the layers that take them, with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>What learns when; all at once where empty.</summary>
    public IReadOnlyList<FineTunePhase> Phases { get; init; } = [];

    /// <summary>The rank of adapters, of which alone learns what is added to the weights of matrix products, 1 to 1,024; null trains weights themselves.</summary>
    public int? AdapterRank { get; init; }

    /// <summary>Rows of a step, 1 to 4,096; never more than there are to learn from.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Decides the order of rows and what a new head begins with.</summary>
    public int Seed { get; init; }

    /// <summary>The most that the score may fall against the version; what falls more is not registered.</summary>
    public double? MaxLoss { get; init; }

    /// <summary>The least that the score must be; what is below is not registered.</summary>
    public double? MinScore { get; init; }

    /// <summary>The experiment that the run is in; <c>fine-tuning</c> where null.</summary>
    public string? Experiment { get; init; }

    /// <summary>The stored rows as <c>name/version</c>, for the run and the version; null where they are not stored.</summary>
    public string? Dataset { get; init; }

    /// <summary>Aliases to move to the new version.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Who registers it; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
