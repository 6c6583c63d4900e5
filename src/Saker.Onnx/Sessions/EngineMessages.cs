using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>What the engine says, without the source lines of its own that it says it from.</summary>
internal static partial class EngineMessages
{
    public static string Of(OnnxRuntimeException exception) => SourceLine().Replace(exception.Message, "").Trim();

    /// <summary>Whether the engine says that it was the inputs of a run.</summary>
    /// <param name="exception">What the engine said.</param>
    /// <param name="areShapesOpen">
    /// Whether those who ask choose more than how many rows there are. Then shapes that do not go together are theirs as well, which operators say as failures of their own.
    /// </param>
    public static bool IsInputFault(OnnxRuntimeException exception, bool areShapesOpen) =>
        exception.Message.StartsWith("[ErrorCode:InvalidArgument]", StringComparison.Ordinal)
        || (areShapesOpen
            && (exception.Message.StartsWith("[ErrorCode:Fail]", StringComparison.Ordinal) || exception.Message.StartsWith("[ErrorCode:RuntimeException]", StringComparison.Ordinal))
            && !exception.Message.Contains("alloc", StringComparison.OrdinalIgnoreCase));

    // A path and line, the function's signature, and perhaps what its template's parameters are.
    [GeneratedRegex(@"/onnxruntime_src/\S+:\d+ [^)]*\)(?: const)?(?: \[with [^\]]*\])? ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceLine();
}
