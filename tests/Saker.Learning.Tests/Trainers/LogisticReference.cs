using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Trainers;

/// <summary>A case of <c>reference/logistic.json</c>; the script beside it made the numbers.</summary>
public sealed record LogisticReference(string Name, double L2, float[][] Features, float[] Target, double[] Coefficients, double Intercept)
{
    public FeatureMatrix Matrix => new([.. Features.SelectMany(row => row)], Features.Length, [.. Enumerable.Range(0, Features[0].Length).Select(index => $"f{index}")]);

    public static LogisticReference Get(string name) => List().Single(reference => reference.Name == name);

    public static IReadOnlyList<LogisticReference> List([CallerFilePath] string thisFile = "")
    {
        var json = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "logistic.json"));
        return JsonSerializer.Deserialize<LogisticReference[]>(json, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!;
    }
}
