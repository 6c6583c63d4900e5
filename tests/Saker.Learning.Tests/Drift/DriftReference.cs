using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Drift;

/// <summary>What scipy says: <c>reference/drift.json</c>, which the script beside it made.</summary>
internal static class DriftReference
{
    private static readonly Lazy<JsonElement> s_root = new(() => Read());

    public static IEnumerable<JsonElement> List(string name) => s_root.Value.GetProperty(name).EnumerateArray();

    public static JsonElement Get(string name) => s_root.Value.GetProperty(name);

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(item => item.GetDouble())];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>Within 1e-9 of the size.</summary>
    public static void Same(double expected, double actual, string what, double tolerance = 1e-9) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"{what}: {actual:r}, scipy says {expected:r}"));

    private static JsonElement Read([CallerFilePath] string thisFile = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "drift.json"))).RootElement;
}
