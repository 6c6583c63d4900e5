namespace Saker.Learning.Models;

/// <summary>
/// What lies in a model folder. Nothing in it depends on when or by whom it was written, so equal contents have equal hashes;
/// run and time are kept by the registry.
/// </summary>
public sealed record ModelFolderContents
{
    /// <summary>The bytes of <c>model.onnx</c>.</summary>
    public required byte[] Model { get; init; }

    public required Signature Signature { get; init; }

    /// <summary><c>profile.json</c>: the reference profile of the training rows.</summary>
    public string? Profile { get; init; }

    /// <summary><c>evaluation.json</c>: scores on held-out rows.</summary>
    public string? Evaluation { get; init; }

    /// <summary><c>reference.json</c>: what was said of held-out rows, see <see cref="Estimation.HeldOutPredictions"/>.</summary>
    public string? Reference { get; init; }

    /// <summary><c>importance.json</c>: which raw columns the model goes by on held-out rows.</summary>
    public string? Importance { get; init; }

    /// <summary><c>predictions.json</c>: the profile of what the model answers to held-out rows, which traffic is compared with.</summary>
    public string? Predictions { get; init; }

    /// <summary><c>card.md</c>: the model card, see <see cref="ModelCard"/>.</summary>
    public string? Card { get; init; }

    /// <summary><c>checks.yaml</c>: the checks that the training rows passed.</summary>
    public string? Checks { get; init; }

    /// <summary><c>behaviour.yaml</c>: how the model is to behave, see <see cref="Behaviour.BehaviourSuiteFile"/>.</summary>
    public string? Behaviour { get; init; }

    /// <summary><c>input_example.json</c>: rows to try the model with, in pandas' split form.</summary>
    public string? InputExample { get; init; }
}
