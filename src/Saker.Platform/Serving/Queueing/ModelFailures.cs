using Saker.Data;
using Saker.Onnx;

namespace Saker.Platform.Serving.Queueing;

/// <summary>What the failure of a run is to its caller.</summary>
internal static class ModelFailures
{
    /// <summary>Inputs that the graph cannot be run on, or that make it give or take too much, are their sender's to mend, and do not speak against the version.</summary>
    public static Exception Describe(Exception error) => error switch
    {
        OnnxException { IsInputFault: true } => new SakerException(ErrorKind.InvalidInput, $"The model cannot be run on these inputs: {error.Message}", "inputs", error),
        OnnxException { IsTooLarge: true } => new SakerException(ErrorKind.TooLarge, $"The model cannot be run on these inputs: {error.Message}", "inputs", error),
        OnnxException => new SakerException(ErrorKind.Internal, $"The model failed: {error.Message}", inner: error),
        _ => error,
    };
}
