using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>What the engine says, without the source lines of its own that it says it from.</summary>
internal static partial class EngineMessages
{
    private const string NoNumber = "a text is no number of the type that it is cast to";

    // What operators say of values, as failures of their own.
    private static readonly string[] OfValues =
    [
        "division by zero", "divide by zero", "modulo by zero", NoNumber,
        // OneHotEncoder, Binarizer, TopK, ReverseSequence, MaxRoiPool, Dropout, axes in general, and windows.
        "Unknown Category", "is NaN", "value of k must not be negative", "not be greater than specified axis dim value", "Invalid sequence length", "roi_batch_id", "ratio must be in the range",
        "is not in valid range", "must be greater than zero", "crop_size values must be positive",
    ];

    public static string Of(OnnxRuntimeException exception) => Said(exception.Message);

    /// <summary>Whether the engine says that it was the inputs of a run.</summary>
    /// <param name="exception">What the engine said.</param>
    /// <param name="areShapesOpen">
    /// Whether those who ask choose more than how many rows there are, of a graph that ran before. Then shapes that do not go together are theirs as well, which operators say as failures of their own.
    /// </param>
    public static bool IsInputFault(OnnxRuntimeException exception, bool areShapesOpen) =>
        exception.Message.StartsWith("[ErrorCode:InvalidArgument]", StringComparison.Ordinal)
        || Guarded().IsMatch(exception.Message)
        || OfValues.Any(said => Reason(Said(exception.Message)).Contains(said, StringComparison.OrdinalIgnoreCase))
        || (areShapesOpen
            && (exception.Message.StartsWith("[ErrorCode:Fail]", StringComparison.Ordinal) || exception.Message.StartsWith("[ErrorCode:RuntimeException]", StringComparison.Ordinal))
            && !IsOutOfMemory(exception));

    /// <summary>Whether memory could not be had.</summary>
    public static bool IsOutOfMemory(OnnxRuntimeException exception) => Reason(exception.Message).Contains("alloc", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a failed run is.</summary>
    /// <param name="opening">What failed on what, as the beginning of a sentence.</param>
    /// <param name="exception">What the engine said.</param>
    /// <param name="areSizesOpen">Whether those who ask choose more than how many rows there are, by shapes or by values that say how large something becomes.</param>
    /// <param name="hasAnswered">Whether the graph ran before.</param>
    public static OnnxException Failure(string opening, OnnxRuntimeException exception, bool areSizesOpen, bool hasAnswered) => areSizesOpen && IsOutOfMemory(exception)
        ? new OnnxException($"{opening}: they make it take more memory than can be had. Ask for less at once. {Of(exception)}", exception) { IsTooLarge = true }
        : new OnnxException($"{opening}: {Of(exception)}", exception) { IsInputFault = IsInputFault(exception, areSizesOpen && hasAnswered) };

    // Without the names of nodes, which may be any words.
    private static ReadOnlySpan<char> Reason(string message) => message.AsSpan(Math.Max(0, message.LastIndexOf("Status Message:", StringComparison.Ordinal)));

    private static string Said(string message) => Guarded().Match(message) is { Success: true } guarded ? $"{guarded.Groups[1].Value}." : Parsing().Replace(SourceLine().Replace(message, ""), NoNumber).Trim();

    // What was put before a fragile operator failed as it should, and is called what there is to say.
    [GeneratedRegex($"Name:'{SafeInput.Mark}[0-9]+/([^']*)'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Guarded();

    // All that is said of a text that is no number is the name of the function that reads numbers.
    [GeneratedRegex(@"(?<=Status Message: )sto(?:f|d|ld|i|l|ll|ul|ull)\b(?:: \w[\w ]*)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parsing();

    // A path and line, the function's signature, and perhaps what its template's parameters are.
    [GeneratedRegex(@"/onnxruntime_src/\S+:\d+ [^)]*\)(?: const)?(?: \[with [^\]]*\])? ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceLine();
}
