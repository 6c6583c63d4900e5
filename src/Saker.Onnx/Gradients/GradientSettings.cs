namespace Saker.Onnx.Gradients;

/// <summary>Which gradients are to be built.</summary>
public sealed record GradientSettings
{
    /// <summary>The value that is differentiated: an output of the graph with one element.</summary>
    public required string Loss { get; init; }

    /// <summary>Names of stored values or inputs of Float32 whose gradients are wanted; all else is frozen.</summary>
    public required IReadOnlyList<string> WithRespectTo { get; init; }

    /// <summary>What inputs with a free first extent have there: a gradient graph is for one number of rows.</summary>
    public long Rows { get; init; } = 1;

    /// <summary>Whole shapes of inputs that leave other extents free.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>>? InputShapes { get; init; }

    /// <summary>Other values to be given besides the loss.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Whether batch normalisation goes by the batch's mean and variance, as it does in training, and not by the stored ones.</summary>
    public bool UsesBatchStatistics { get; init; }

    /// <summary>Whether Dropout drops: each takes a mask from outside then. Otherwise it passes values through.</summary>
    public bool DropsOut { get; init; }
}
