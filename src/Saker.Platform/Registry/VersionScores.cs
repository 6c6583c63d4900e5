using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Platform.Registry;

/// <summary>The scores that a version is known by when it is registered.</summary>
internal static class VersionScores
{
    private const int MaxCount = 100;
    private const string EvaluationFile = "evaluation.json";

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>From the evaluation in the model folder; null when it has none that can be read.</summary>
    public static async Task<IReadOnlyDictionary<string, double>?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, EvaluationFile);
        if (!File.Exists(file))
            return null;
        try
        {
            return ReadEvaluation(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (SakerException)
        {
            // An evaluation of somebody else's making.
            return null;
        }
    }

    private static Dictionary<string, double> ReadEvaluation(string json) => EvaluationReport.FromJson(json) is { Task: not ScoreTask.Binary } report
        ? report.Scores.Where(score => double.IsFinite(score.Value)).ToDictionary(score => score.Name, score => score.Value, StringComparer.Ordinal)
        : Evaluation.FromJson(json).ListScores().ToDictionary(score => score.Key, score => score.Value, StringComparer.Ordinal);

    public static string? Write(IReadOnlyDictionary<string, double>? scores) =>
        scores is not { Count: > 0 } ? null : JsonSerializer.Serialize(new SortedDictionary<string, double>(scores.OrderBy(score => score.Key, StringComparer.Ordinal).Take(MaxCount).ToDictionary(), StringComparer.Ordinal), Json);

    public static IReadOnlyDictionary<string, double> Read(string? json) =>
        json is null ? new Dictionary<string, double>() : JsonSerializer.Deserialize<Dictionary<string, double>>(json, Json) ?? [];
}
