using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Selection.Comparing;

/// <summary><c>reference/comparisons.json</c>; the script beside it made the numbers.</summary>
internal static class ComparisonReference
{
    private static readonly Lazy<JsonElement> s_all = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "reference", "comparisons.json"))).RootElement);

    public static IReadOnlyList<JsonElement> List(string kind) => [.. s_all.Value.GetProperty(kind).EnumerateArray()];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    public static float[] Floats(this JsonElement element, string name) => [.. element.Numbers(name).Select(value => (float)value)];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
