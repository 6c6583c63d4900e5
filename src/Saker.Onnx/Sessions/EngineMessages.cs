using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>What the engine says, without the source lines of its own that it says it from.</summary>
internal static partial class EngineMessages
{
    public static string Of(OnnxRuntimeException exception) => SourceLine().Replace(exception.Message, "").Trim();

    // A path and line, the function's signature, and perhaps what its template's parameters are.
    [GeneratedRegex(@"/onnxruntime_src/\S+:\d+ [^)]*\)(?: const)?(?: \[with [^\]]*\])? ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceLine();
}
