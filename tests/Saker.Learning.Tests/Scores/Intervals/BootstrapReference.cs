using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Scores.Intervals;

/// <summary>A case of <c>reference/bootstrap.json</c>; the script beside it made the numbers.</summary>
public sealed record BootstrapReference
{
    public required string Name { get; init; }

    public required string Method { get; init; }

    public required string Statistic { get; init; }

    public required double[] Sample { get; init; }

    public required double Low { get; init; }

    public required double High { get; init; }

    public static IReadOnlyList<BootstrapReference> List([CallerFilePath] string thisFile = "")
    {
        var json = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "bootstrap.json"));
        return JsonSerializer.Deserialize<BootstrapReference[]>(json, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!;
    }
}
