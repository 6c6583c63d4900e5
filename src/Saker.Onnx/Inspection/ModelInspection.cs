using Saker.Onnx.Reading;

namespace Saker.Onnx.Inspection;

/// <summary>What a model is made of, what of it can be trained, and what cannot be done with it.</summary>
public sealed record ModelInspection
{
    public required string Producer { get; init; }

    /// <summary>The version of the file format.</summary>
    public required long IrVersion { get; init; }

    public required IReadOnlyList<OperatorSet> OperatorSets { get; init; }

    public required IReadOnlyList<TensorSpec> Inputs { get; init; }

    public required IReadOnlyList<TensorSpec> Outputs { get; init; }

    /// <summary>The most used first.</summary>
    public required IReadOnlyList<OperatorCount> Operators { get; init; }

    /// <summary>In the order of execution.</summary>
    public required IReadOnlyList<TrainableLayer> Layers { get; init; }

    /// <summary>All stored numbers, trainable or not.</summary>
    public required long StoredCount { get; init; }

    /// <summary>Everything that is missing; empty when the model can be run, upgraded and trained through.</summary>
    public required IReadOnlyList<MissingPart> Missing { get; init; }

    /// <summary>Numbers that can be trained.</summary>
    public long TrainableCount => Layers.Sum(layer => layer.Count);

    /// <summary>Looks at a model without running it.</summary>
    public static ModelInspection Of(OnnxModel model) => ModelInspector.Inspect(model);
}
