using System.Collections.Concurrent;
using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform.Registry;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>Finds out how predictions of versions are scored: from the settings, else from what lies in their folders. Versions do not change, and are read once.</summary>
internal sealed class ScoredVersions(IRegistryStore registry)
{
    private const int MaxKept = 64;
    private const double DefaultThreshold = 0.5;

    private readonly ConcurrentDictionary<(string, int, string), Facts> _kept = new();

    public async Task<ScoredVersion> GetAsync(string model, int version, PerformanceSettings settings, CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(model, version, cancellationToken);
        var task = settings.Task ?? facts.Evaluation?.Task ?? TaskOf(facts.Signature);
        var columns = task is { } known ? ColumnsOf(known, facts, settings) : null;
        return new ScoredVersion
        {
            Model = model,
            Version = version,
            Hash = facts.Hash,
            Columns = columns,
            Reason = columns is not null ? null
                : $"It is not known what {model}/{version} predicts: it has no evaluation. Set performance.task, and where needed prediction, probability and positive.",
            Classes = columns is null ? [] : ClassesOf(facts, columns),
            Evaluation = facts.Evaluation?.Task == task ? facts.Evaluation : null,
            Reference = facts.Reference is { } reference && TaskOf(reference) == task ? reference : null,
        };
    }

    private static IReadOnlyList<string> ClassesOf(Facts facts, PredictionColumns columns) => columns.Task switch
    {
        ScoreTask.Binary when facts.Evaluation is { Task: ScoreTask.Binary, Classes: [var negative, var positive] } => [negative.Name, positive.Name],
        ScoreTask.Multiclass when columns is { Prediction: ModelGraph.LabelName, Probability: ModelOutputs.ProbabilityPrefix } && facts.Signature is { } signature => ModelOutputs.ClassesOf(signature) ?? [],
        _ => [],
    };

    private static ScoreTask TaskOf(HeldOutAnswers reference) => reference switch
    {
        HeldOutPredictions => ScoreTask.Binary,
        HeldOutClasses => ScoreTask.Multiclass,
        _ => ScoreTask.Regression,
    };

    private static PredictionColumns? ColumnsOf(ScoreTask task, Facts facts, PerformanceSettings settings)
    {
        var outputs = facts.Signature?.Outputs ?? [];
        bool Has(string name) => outputs.Count == 0 || outputs.Any(output => output.Name == name);
        var standard = new PredictionColumns { Task = task, Target = ScoredVersion.OutcomeColumn };
        if (task == ScoreTask.Binary)
        {
            var positive = settings.Positive ?? facts.Evaluation?.Classes.ElementAtOrDefault(1)?.Name ?? Two(facts)?.Positive;
            return positive is null ? null : standard with
            {
                Prediction = settings.Prediction ?? (Has(ModelGraph.LabelName) ? ModelGraph.LabelName : null),
                Probability = settings.Probability ?? ModelGraph.ProbabilityName,
                Positive = positive,
                Threshold = facts.Evaluation?.Threshold ?? Two(facts)?.Threshold ?? DefaultThreshold,
            };
        }
        if (task == ScoreTask.Multiclass)
            return standard with { Prediction = settings.Prediction ?? ModelGraph.LabelName, Probability = settings.Probability ?? (facts.Signature is { } signature && ModelOutputs.ClassesOf(signature) is not null ? ModelOutputs.ProbabilityPrefix : null) };
        var numbers = outputs.Where(output => output.Type.IsNumeric()).ToList();
        var prediction = settings.Prediction ?? (numbers.Count == 1 ? numbers[0].Name : null);
        return prediction is null ? null : standard with { Prediction = prediction };
    }

    private static HeldOutPredictions? Two(Facts facts) => facts.Reference as HeldOutPredictions;

    // Only a single number is what it is without anybody saying so.
    private static ScoreTask? TaskOf(Signature? signature) =>
        signature?.Outputs is [{ } only] && only.Type.IsNumeric() && only.Type != ColumnType.Boolean ? ScoreTask.Regression : null;

    private async Task<Facts> FactsAsync(string model, int version, CancellationToken cancellationToken)
    {
        // A name may be another model's later on.
        if (await registry.FindVersionAsync(model, version, cancellationToken) is not { } registered)
            return new Facts(null, null, null, null);
        var key = (model, version, registered.Hash ?? "");
        if (_kept.TryGetValue(key, out var kept))
            return kept;
        var read = await ReadAsync(registered, cancellationToken);
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        return _kept[key] = read;
    }

    private static async Task<Facts> ReadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (version is not { HasFiles: true, Folder: { } folder })
            return new Facts(version.Hash, null, null, null);
        try
        {
            var contents = (await ModelFolder.ReadAsync(folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken)).Contents;
            return new Facts(version.Hash, contents.Signature, Read(contents.Evaluation, EvaluationReport.FromJson), Read(contents.Reference, HeldOutAnswers.FromJson));
        }
        catch (SakerException)
        {
            // A model that was made elsewhere has no folder of ours.
            return new Facts(version.Hash, null, null, null);
        }
    }

    private static T? Read<T>(string? json, Func<string, T> parse)
        where T : class
    {
        try
        {
            return json is null ? null : parse(json);
        }
        catch (SakerException)
        {
            // Of somebody else's making.
            return null;
        }
    }

    private sealed record Facts(string? Hash, Signature? Signature, EvaluationReport? Evaluation, HeldOutAnswers? Reference);
}
