namespace Saker.Client;

/// <summary>What an ONNX file is made of, what of it can be trained, and what cannot be done with it.</summary>
public sealed record ModelInspectionInfo
{
    public required string Producer { get; init; }

    public required long IrVersion { get; init; }

    public required IReadOnlyList<OperatorSetInfo> OperatorSets { get; init; }

    public required IReadOnlyList<ModelTensorInfo> Inputs { get; init; }

    public required IReadOnlyList<ModelTensorInfo> Outputs { get; init; }

    /// <summary>The most used first.</summary>
    public required IReadOnlyList<OperatorCountInfo> Operators { get; init; }

    /// <summary>In the order of execution.</summary>
    public required IReadOnlyList<TrainableLayerInfo> Layers { get; init; }

    /// <summary>Numbers that can be trained.</summary>
    public required long TrainableCount { get; init; }

    /// <summary>All stored numbers.</summary>
    public required long StoredCount { get; init; }

    /// <summary>Empty when it can be run, upgraded and trained through.</summary>
    public required IReadOnlyList<MissingPartInfo> Missing { get; init; }
}
