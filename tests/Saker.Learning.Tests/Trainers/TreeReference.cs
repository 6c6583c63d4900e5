using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Trainers;

/// <summary><c>reference/trees.json</c>; the script beside it made the numbers.</summary>
public sealed record TreeReference(float?[][] Features, float[] Target, int TrainRows, float[] Boosting, float[] BoostingSampled, float[] Forest)
{
    public FeatureMatrix Matrix => new([.. Features.SelectMany(row => row).Select(value => value ?? float.NaN)], Features.Length, ["a", "b", "c", "d", "e"]);

    public FeatureMatrix TrainMatrix => Matrix.Take([.. Enumerable.Range(0, TrainRows)]);

    public float[] TrainTarget => Target[..TrainRows];

    public static TreeReference Load([CallerFilePath] string thisFile = "")
    {
        var json = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "trees.json"));
        return JsonSerializer.Deserialize<TreeReference>(json, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!;
    }
}
