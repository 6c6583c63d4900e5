namespace Saker.Onnx.Reading;

/// <summary>The domains that operators come from.</summary>
internal static class OperatorDomains
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental",
    };

    /// <summary>ONNX's own domain has two spellings; the empty one is used here.</summary>
    public static string Normalise(string domain) => domain == "ai.onnx" ? "" : domain;

    /// <summary>Whether ONNX Runtime has operators of this domain.</summary>
    public static bool IsKnown(string domain) => Known.Contains(domain);

    public static string Describe(string domain) => domain.Length == 0 ? "ai.onnx" : domain;
}
