using System.Runtime.CompilerServices;
using System.Text.Json;
using Saker.Data;

namespace Saker.Learning.Tests.Fairness;

/// <summary>A case of <c>reference/fairness.json</c>; the script beside it made the numbers.</summary>
public sealed record FairnessReference
{
    public required string Name { get; init; }

    public required float[] Target { get; init; }

    public required float[] Predicted { get; init; }

    public required string[] Group { get; init; }

    public required string Privileged { get; init; }

    public required Dictionary<string, double> Measures { get; init; }

    public Table ToRows() => new([Column.OfText("group", Group)]);

    public static IReadOnlyList<FairnessReference> List([CallerFilePath] string thisFile = "")
    {
        var json = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "fairness.json"));
        return JsonSerializer.Deserialize<FairnessReference[]>(json, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!;
    }

    public override string ToString() => Name;
}
