using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Scores;

/// <summary>A case of <c>reference/scores.json</c>; the script beside it made the numbers.</summary>
public sealed record ScoreReference
{
    public required string Name { get; init; }

    public required float[] Target { get; init; }

    public required float[] Probability { get; init; }

    public required double Threshold { get; init; }

    public required double RocAuc { get; init; }

    public required double PrAuc { get; init; }

    public required double LogLoss { get; init; }

    public required double Brier { get; init; }

    public required double Accuracy { get; init; }

    public required double F1 { get; init; }

    public required double Precision { get; init; }

    public required double Recall { get; init; }

    public required double ExpectedCalibrationError { get; init; }

    public required double StandardError { get; init; }

    public required int[] Confusion { get; init; }

    public required double BestF1 { get; init; }

    public required double BestAccuracy { get; init; }

    public required double BestYouden { get; init; }

    public static IReadOnlyList<ScoreReference> List([CallerFilePath] string thisFile = "")
    {
        var json = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "scores.json"));
        return JsonSerializer.Deserialize<ScoreReference[]>(json, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!;
    }

    public override string ToString() => Name;
}
