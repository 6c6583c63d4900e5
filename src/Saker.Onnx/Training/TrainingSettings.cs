using Saker.Onnx.Sessions;

namespace Saker.Onnx.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainingSettings
{
    /// <summary>What is made small.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The output that the loss is of; the model's first where left out.</summary>
    public string? Output { get; init; }

    /// <summary>Other outputs of Float32 whose means are added to the loss, each times its weight: the divergence of a variational autoencoder, a measure of how large activations are.</summary>
    public IReadOnlyDictionary<string, float>? Penalties { get; init; }

    /// <summary>Rows of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Whole shapes of inputs that leave extents other than the first free.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>>? InputShapes { get; init; }

    /// <summary>Names of the stored values to train; all that look like weights where left out. The others are frozen.</summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>How parameters follow their gradients; a new one for each session.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>What the learning rate is multiplied with for some of the parameters.</summary>
    public IReadOnlyDictionary<string, float>? RateFactors { get; init; }

    /// <summary>Parameters that weight decay leaves alone, such as shifts.</summary>
    public IReadOnlyCollection<string>? Undecayed { get; init; }

    /// <summary>The longest that the gradient of all parameters together may be; longer ones are shortened.</summary>
    public float? MaxGradientNorm { get; init; }

    /// <summary>Whether batch normalisation goes by the batch, and its stored mean and variance follow. Otherwise it is frozen.</summary>
    public bool UsesBatchStatistics { get; init; } = true;

    /// <summary>Whether Dropout drops.</summary>
    public bool DropsOut { get; init; } = true;

    /// <summary>
    /// Whether each row of a batch counts by a weight of its own, written to <see cref="TrainingSession.Weights"/>: the loss is then the mean by weight. Rows of weight 0 fill up a
    /// short batch.
    /// </summary>
    public bool WeighsRows { get; init; }

    /// <summary>What chance begins with.</summary>
    public long Seed { get; init; }

    /// <summary>Threads of a step; whichever number is faster, tried out, where left out.</summary>
    public int? ThreadCount { get; init; } = 1;

    /// <summary>What steps are computed on; weights are moved by the processor.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu;
}
