using Saker.Onnx.Training;

namespace Saker.Onnx.Attribution;

/// <summary>How inputs are perturbed to mislead a model.</summary>
public sealed record PerturbationSettings
{
    /// <summary>The most that any element moves, in units of the input, above 0.</summary>
    public required float Epsilon { get; init; }

    /// <summary>The least that an element may be, such as 0 for pictures; no bound where left out.</summary>
    public float? Low { get; init; }

    /// <summary>The most that an element may be, such as 1 or 255 for pictures; no bound where left out.</summary>
    public float? High { get; init; }

    /// <summary>Whether targets are what the model shall be misled to, and not what is true.</summary>
    public bool IsTargeted { get; init; }

    /// <summary>Steps of projected gradients, 1 or more.</summary>
    public int StepCount { get; init; } = 10;

    /// <summary>How far a step of projected gradients goes, in units of the input; a quarter of <see cref="Epsilon"/> where left out.</summary>
    public float? StepSize { get; init; }

    /// <summary>The seed of where projected gradients begin within the bounds; at the rows themselves where left out.</summary>
    public int? Seed { get; init; }

    /// <summary>What is raised (or lowered, towards targets); cross-entropy of classes where left out, before a softmax that the model may end in.</summary>
    public Loss? Loss { get; init; }

    /// <summary>The output that the loss is of; the model's first where left out.</summary>
    public string? Output { get; init; }

    /// <summary>Names of the inputs of Float32 to perturb; all that the output depends on where left out.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Threads of a run, 1 or more.</summary>
    public int ThreadCount { get; init; } = 1;
}
