using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Scores.Calibrating;

/// <summary>A case of <c>reference/calibration.json</c>; the script beside it made the numbers.</summary>
public sealed record CalibrationReference
{
    public required string Name { get; init; }

    public required float[] Target { get; init; }

    public required float[] Probability { get; init; }

    public required double Slope { get; init; }

    public required double Shift { get; init; }

    public required double InverseTemperature { get; init; }

    public required double[] Values { get; init; }

    public required double[] Weights { get; init; }

    public required double[] Pooled { get; init; }

    public static IReadOnlyList<CalibrationReference> List([CallerFilePath] string thisFile = "")
    {
        var json = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "calibration.json"));
        return JsonSerializer.Deserialize<CalibrationReference[]>(json, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!;
    }
}
