using Saker.Data;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Platform.Gates;

/// <summary>What gates measure: a candidate on rows whose answers are known, and the model it must not fall behind. Serves one judgement at a time.</summary>
public sealed class GateEvidence
{
    private float[]? _probability;
    private string[]? _labels;
    private BinaryPredictions? _predictions;
    private readonly Dictionary<string, float[]> _others = new(StringComparer.Ordinal);

    private readonly Dictionary<FairnessPlan, FairnessReport> _fairness = new(ReferenceEqualityComparer.Instance);

    public required GateCandidate Candidate { get; init; }

    /// <summary>Rows that the candidate has not learned from.</summary>
    public required LabelledRows Rows { get; init; }

    /// <summary>What the rows are, in words.</summary>
    public required string Data { get; init; }

    /// <summary>The stored dataset, as <c>name/version</c>, whose rows they are, all of them; null for rows of a file, or a part of a dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>Loads the model that an alias points at, for whoever asks to dispose; null where there is none yet.</summary>
    public Func<string, CancellationToken, Task<GateCandidate?>> FindChampionAsync { get; init; } = (_, _) => Task.FromResult<GateCandidate?>(null);

    /// <summary>Decides what is drawn for intervals.</summary>
    public long Seed { get; init; } = 42;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The candidate's probability of the positive class for every row.</summary>
    /// <exception cref="SakerException">It does not take the rows, or gives no probability.</exception>
    internal async Task<float[]> GetProbabilityAsync(CancellationToken cancellationToken) => _probability ??= await PredictAsync(Candidate, cancellationToken);

    /// <summary>The same beside the answers, at the candidate's threshold.</summary>
    internal async Task<BinaryPredictions> GetPredictionsAsync(CancellationToken cancellationToken)
    {
        var probability = await GetProbabilityAsync(cancellationToken);
        return _predictions ??= new BinaryPredictions(Rows.Target, probability, Candidate.Threshold);
    }

    /// <summary>That of a champion for every row.</summary>
    internal async Task<float[]> GetProbabilityAsync(GateCandidate champion, CancellationToken cancellationToken)
    {
        if (!_others.TryGetValue(champion.Hash, out var probability))
            _others[champion.Hash] = probability = await PredictAsync(champion, cancellationToken);
        return probability;
    }

    /// <summary>How groups fare under the candidate's answers.</summary>
    /// <exception cref="SakerException">The plan does not fit the rows, or the candidate gives no probability.</exception>
    internal async Task<FairnessReport> GetFairnessAsync(FairnessPlan plan, CancellationToken cancellationToken)
    {
        if (_fairness.TryGetValue(plan, out var report))
            return report;
        // As the model labels rows, which may depend on more than one threshold.
        var probability = await GetProbabilityAsync(cancellationToken);
        var predicted = _labels is { } labels
            ? Array.ConvertAll(labels, label => label == Rows.Labels.Positive ? 1f : 0f)
            : Array.ConvertAll(probability, value => value >= Candidate.Threshold ? 1f : 0f);
        return _fairness[plan] = FairnessAudit.OfPredictions(plan, Rows.Rows, Rows.Target, predicted, Rows.Labels);
    }

    private async Task<float[]> PredictAsync(GateCandidate candidate, CancellationToken cancellationToken)
    {
        var answers = await candidate.Model.PredictAsync(Rows.Rows, cancellationToken);
        if (answers.Find(ModelGraph.ProbabilityName) is not Column<float> probability)
            throw new SakerException(ErrorKind.InvalidInput, $"{candidate.Reference} gives no '{ModelGraph.ProbabilityName}' for a row, so nothing that needs one can be measured.", ModelGraph.ProbabilityName);
        if (candidate == Candidate)
            _labels = (answers.Find(ModelGraph.LabelName) as Column<string>)?.Values.ToArray();
        return probability.Values.ToArray();
    }
}
