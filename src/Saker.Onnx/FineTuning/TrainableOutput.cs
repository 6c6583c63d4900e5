using Saker.Onnx.Attribution;

namespace Saker.Onnx.FineTuning;

/// <summary>Finds the value that a loss is to be of.</summary>
public static class TrainableOutput
{
    /// <summary>The output itself, or the logits that went into the softmax that gives it: cross-entropy is of these, and a probability of 1 has no gradient any more.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">The output; the model's first where left out.</param>
    /// <exception cref="OnnxException">The graph has no outputs.</exception>
    public static string LogitsOf(OnnxModel model, string? output = null) => GradientInputs.Logits(model, output);
}
