namespace Saker.Client;

/// <summary>A part of fine-tuning, in which some of a model's layers learn.</summary>
public sealed record FineTunePhaseRequest
{
    /// <summary>Layers from the output back that learn; all where left out.</summary>
    public int? Layers { get; init; }

    /// <summary>How often the rows are gone through; 10 by default.</summary>
    public int? Epochs { get; init; }

    /// <summary>The rate that the phase begins with; 0.001 by default.</summary>
    public double? Rate { get; init; }

    /// <summary>What a layer's rate is of the next one's; 1 by default.</summary>
    public double? Decay { get; init; }
}
