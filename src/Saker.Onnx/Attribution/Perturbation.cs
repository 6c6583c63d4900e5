namespace Saker.Onnx.Attribution;

/// <summary>Inputs moved a little to mislead a model.</summary>
/// <param name="Inputs">All inputs, the perturbed ones among them.</param>
/// <param name="LossBefore">The loss at the inputs as they were.</param>
/// <param name="LossAfter">The loss at those perturbed.</param>
/// <param name="Largest">The most that an element moved, in units of the input.</param>
public sealed record Perturbation(IReadOnlyDictionary<string, Tensor> Inputs, float LossBefore, float LossAfter, float Largest)
{
    /// <summary>What the loss was of at the inputs as they were, such as logits [rows, classes]; by it the loss of each row can be told.</summary>
    public required Tensor OutputBefore { get; init; }

    /// <summary>What the loss was of at those perturbed, of the same shape.</summary>
    public required Tensor OutputAfter { get; init; }
}
