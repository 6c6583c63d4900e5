namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/finetuning</c>.</summary>
public sealed record FineTuneRequest
{
    /// <summary>The stored rows, such as <c>digits/2</c>; of ten, two are held out to judge on and one chooses the best epoch.</summary>
    public string? Dataset { get; init; }

    /// <summary>The column with the answers: classes by their places from 0, those of a model with two named classes by name too, or numbers.</summary>
    public string? Target { get; init; }

    /// <summary>Classes of a new last layer, or 1 for a number; left out, the old one stays.</summary>
    public int? NewHead { get; init; }

    /// <summary>Patterns of the names of stored weights that stay as they are, or of the layers that take them, with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<string>? Frozen { get; init; }

    /// <summary>What learns when; all at once where left out.</summary>
    public IReadOnlyList<FineTunePhaseRequest>? Phases { get; init; }

    /// <summary>The rank of adapters, which alone learn; left out, weights themselves do.</summary>
    public int? AdapterRank { get; init; }

    /// <summary>Rows of a step; 32 by default.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Decides the order of rows and what a new head begins with.</summary>
    public int? Seed { get; init; }

    /// <summary>The most that the score may fall, 0 to 1; what falls more is not registered.</summary>
    public double? MaxLoss { get; init; }

    /// <summary>The least that the score must be; what is below is not registered.</summary>
    public double? MinScore { get; init; }

    /// <summary>The experiment of the run; <c>fine-tuning</c> by default.</summary>
    public string? Experiment { get; init; }

    /// <summary>Aliases to move to the new version.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }
}
