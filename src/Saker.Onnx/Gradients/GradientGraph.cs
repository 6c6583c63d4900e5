namespace Saker.Onnx.Gradients;

/// <summary>A graph that gives a loss and its gradients.</summary>
/// <param name="Model">The graph: values whose gradients were wanted are inputs of it, and every extent is fixed.</param>
/// <param name="Loss">The output that is the loss.</param>
/// <param name="Gradients">The output that is a value's gradient, by the value's name.</param>
/// <param name="Masks">What Dropout takes from outside.</param>
/// <param name="Statistics">Batch normalisations whose mean and variance are given.</param>
public sealed record GradientGraph(OnnxModel Model, string Loss, IReadOnlyDictionary<string, string> Gradients, IReadOnlyList<DropoutMask> Masks, IReadOnlyList<BatchStatistic> Statistics);
