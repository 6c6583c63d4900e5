using Saker.Data;
using Saker.Onnx;

namespace Saker.Platform.Serving.Queueing;

/// <summary>What the failure of a run is to its caller.</summary>
internal static class ModelFailures
{
    public static Exception Describe(Exception error) => error is OnnxException
        ? new SakerException(ErrorKind.Internal, $"The model failed: {error.Message}", inner: error)
        : error;
}
