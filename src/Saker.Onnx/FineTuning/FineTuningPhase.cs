using Saker.Onnx.Training;

namespace Saker.Onnx.FineTuning;

/// <summary>A part of fine-tuning in which some weights are trained.</summary>
public sealed record FineTuningPhase
{
    /// <summary>Layers from the output back that are trained, 1 or more; all where left out.</summary>
    public int? LayerCount { get; init; }

    /// <summary>Steps, 1 or more.</summary>
    public required long StepCount { get; init; }

    /// <summary>The rate by step; later phases usually have smaller ones.</summary>
    public required LearningRate Rate { get; init; }

    /// <summary>What a layer's rate is of the next one's, above 0 to 1.</summary>
    public float RateDecay { get; init; } = 1;
}
