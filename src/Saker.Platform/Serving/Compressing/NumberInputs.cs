using Saker.Data;
using Saker.Onnx;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Requires that gradients can go through a graph from its inputs: a graph that takes texts turns them into numbers by lookups, through which none go.</summary>
internal static class NumberInputs
{
    /// <param name="model">The graph.</param>
    /// <param name="what">What is asked of it, as a sentence begins: <c>The method 'distilled'</c>.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <exception cref="SakerException">The graph takes texts.</exception>
    public static void Require(OnnxModel model, string what, string remedy)
    {
        if (model.Inputs.FirstOrDefault(input => input.Type == ElementType.Text) is { } text)
            throw new SakerException(ErrorKind.InvalidInput, $"{what} works by gradients of numbers, and the model takes texts ('{text.Name}'), which it turns into numbers by itself. {remedy}", "model");
    }
}
