namespace Saker.Platform.FineTuning;

/// <summary>A part of fine-tuning, in which some of a model's layers learn.</summary>
public sealed record FineTunePhase
{
    /// <summary>Layers from the output back that learn, 1 or more; all where null.</summary>
    public int? LayerCount { get; init; }

    /// <summary>How often the rows are gone through, 1 to 1,000.</summary>
    public int EpochCount { get; init; } = 10;

    /// <summary>The rate that the phase begins with, above 0 to 1; it falls to nothing over the phase as a cosine does.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>What a layer's rate is of the next one's, above 0 to 1.</summary>
    public double RateDecay { get; init; } = 1;
}
