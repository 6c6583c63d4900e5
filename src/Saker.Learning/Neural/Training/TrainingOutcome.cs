using Saker.Onnx;

namespace Saker.Learning.Neural.Training;

/// <summary>What came of a training.</summary>
public sealed record TrainingOutcome
{
    /// <summary>The model that training began with, with the weights of the best epoch; of the last one where nothing was held out.</summary>
    public required OnnxModel Model { get; init; }

    /// <summary>Every epoch, those before a resumption included.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>The epoch whose weights the model has.</summary>
    public required EpochReport Best { get; init; }

    /// <summary>Whether it ended because nothing got better any more.</summary>
    public required bool StoppedEarly { get; init; }

    /// <summary>Threads of a step.</summary>
    public required int ThreadCount { get; init; }

    /// <summary>What there is to say besides, such as that a damaged checkpoint was passed over.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
