using System.Text.Json;
using Saker.Data;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>The names of errors and steps, and the bytes that stand for them until a block is made.</summary>
internal static class CaptureNames
{
    public const string Cancelled = "cancelled";
    public const string Primary = "primary";

    private static readonly string?[] Errors = [null, Cancelled, .. Enum.GetNames<ErrorKind>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly string[] Steps = [Primary, "previous", "rules", "constant", AnswerSteps.Control];

    public static byte ErrorOf(InferCall call) => call.IsCancelled ? (byte)1 : call.Failure is { } kind ? (byte)(2 + (int)kind) : (byte)0;

    public static string? Error(byte code) => Errors[code];

    public static byte StepOf(string? step) => step is null ? (byte)0 : (byte)Math.Max(0, Array.IndexOf(Steps, step));

    public static string Step(byte code) => Steps[code];

    /// <summary>Whether a step answers with a model.</summary>
    public static bool IsModel(byte step) => step is 0 or 1 or 4;

    public static bool IsModel(string step) => IsModel(StepOf(step));
}
