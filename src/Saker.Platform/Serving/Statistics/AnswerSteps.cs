namespace Saker.Platform.Serving.Statistics;

/// <summary>Who can answer a request, by name: the steps of a fallback chain, and the control for a candidate.</summary>
public static class AnswerSteps
{
    /// <summary>The version that an endpoint serves, for a candidate that refused a request or failed.</summary>
    public const string Control = "control";

    private static readonly string[] s_words = ["primary", "previous", "rules", "constant", Control];

    /// <summary>All names, the version asked first.</summary>
    public static IReadOnlyList<string> Words => s_words;

    /// <param name="step">The name; null for the version asked.</param>
    internal static int IndexOf(string? step) => step is null ? 0 : Math.Max(0, Array.IndexOf(s_words, step));
}
