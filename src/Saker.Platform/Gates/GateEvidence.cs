using Saker.Data;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Platform.Gates;

/// <summary>What gates measure: a candidate on rows whose answers are known, and the model it must not fall behind. Serves one judgement at a time.</summary>
public sealed class GateEvidence
{
    private BinaryPredictions? _predictions;
    private readonly Dictionary<string, BinaryPredictions> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskAnswers> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<FairnessPlan, FairnessReport> _fairness = new(ReferenceEqualityComparer.Instance);

    public required GateCandidate Candidate { get; init; }

    /// <summary>Rows that the candidate has not learned from.</summary>
    public required LabelledRows Rows { get; init; }

    /// <summary>What the rows are, in words.</summary>
    public required string Data { get; init; }

    /// <summary>The stored dataset, as <c>name/version</c>, whose rows they are, all of them; null for rows of a file, or a part of a dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>What the report is to say of the rows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Loads the model that an alias points at, for whoever asks to dispose; null where there is none yet.</summary>
    public Func<string, CancellationToken, Task<GateCandidate?>> FindChampionAsync { get; init; } = (_, _) => Task.FromResult<GateCandidate?>(null);

    /// <summary>Decides what is drawn for intervals.</summary>
    public long Seed { get; init; } = 42;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The candidate's answers to every row beside the right ones, with the labels as it serves them.</summary>
    /// <exception cref="SakerException">It does not take the rows, gives no probability, or gives labels that the rows do not know.</exception>
    internal async Task<BinaryPredictions> GetPredictionsAsync(CancellationToken cancellationToken) => _predictions ??= await PredictAsync(Candidate, cancellationToken);

    /// <summary>Those of a champion.</summary>
    internal async Task<BinaryPredictions> GetPredictionsAsync(GateCandidate champion, CancellationToken cancellationToken)
    {
        if (!_others.TryGetValue(champion.Hash, out var predictions))
            _others[champion.Hash] = predictions = await PredictAsync(champion, cancellationToken);
        return predictions;
    }

    /// <summary>The candidate's answers beside the right ones, where the rows are of several classes or of numbers.</summary>
    /// <exception cref="SakerException">It does not take the rows, or gives no answers of that task.</exception>
    internal Task<TaskAnswers> GetAnswersAsync(CancellationToken cancellationToken) => GetAnswersAsync(Candidate, cancellationToken);

    /// <summary>Those of a champion, or of the candidate.</summary>
    internal async Task<TaskAnswers> GetAnswersAsync(GateCandidate asked, CancellationToken cancellationToken)
    {
        if (_answers.TryGetValue(asked.Hash, out var known))
            return known;
        var answers = await asked.Model.PredictAsync(Rows.Rows, cancellationToken);
        return _answers[asked.Hash] = Rows.Task == ScoreTask.Regression ? TaskAnswers.OfNumbers(Rows.Target, answers) : TaskAnswers.OfClasses(Rows.Classes, Rows.Target, answers);
    }

    /// <summary>How groups fare under the candidate's answers.</summary>
    /// <exception cref="SakerException">The plan does not fit the rows, or the candidate gives no probability.</exception>
    internal async Task<FairnessReport> GetFairnessAsync(FairnessPlan plan, CancellationToken cancellationToken)
    {
        if (_fairness.TryGetValue(plan, out var report))
            return report;
        var predictions = await GetPredictionsAsync(cancellationToken);
        var predicted = Array.ConvertAll(predictions.Said.ToArray(), said => said ? 1f : 0f);
        return _fairness[plan] = FairnessAudit.OfPredictions(plan, Rows, predicted);
    }

    private async Task<BinaryPredictions> PredictAsync(GateCandidate candidate, CancellationToken cancellationToken)
    {
        var answers = await candidate.Model.PredictAsync(Rows.Rows, cancellationToken);
        if (answers.Find(ModelGraph.ProbabilityName) is not Column<float>)
            throw new SakerException(ErrorKind.InvalidInput, $"{candidate.Reference} gives no '{ModelGraph.ProbabilityName}' for a row, so nothing that needs one can be measured.", ModelGraph.ProbabilityName);
        return BinaryPredictions.Of(Rows.Target, Rows.Labels, answers, candidate.Threshold);
    }
}
