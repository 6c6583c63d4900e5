using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Trainers;

namespace Saker.Learning.Selection;

/// <summary>One run of cross-validation: fold by fold, so that few prepared folds are in memory at a time, the fits of a fold side by side.</summary>
internal sealed class CandidateRace
{
    private readonly Lock _lock = new();
    private readonly CrossValidation _settings;
    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly IProgress<CrossValidationProgress>? _progress;
    private readonly FoldPreparation[] _preparations;
    private readonly double[][] _scores;
    private readonly float[]?[] _outOfFold;
    private readonly int _rowCount;
    private readonly IReadOnlyList<string>[][] _warnings;
    private readonly int[] _foldsDone;
    private readonly TimeSpan[] _fitTimes;
    private int _fitsDone;

    public CandidateRace(
        CrossValidation settings,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Fold> folds,
        Func<Fold, CancellationToken, PreparedFold> prepare,
        IProgress<CrossValidationProgress>? progress)
    {
        _settings = settings;
        _candidates = candidates;
        _folds = folds;
        _progress = progress;
        _rowCount = 1 + folds.Max(fold => Math.Max(fold.Train[^1], fold.Validation[^1]));
        _preparations = [.. folds.Select(fold => new FoldPreparation(fold, candidates.Count, prepare))];
        _scores = [.. candidates.Select(_ => new double[folds.Count])];
        _outOfFold = new float[]?[candidates.Count];
        _warnings = [.. candidates.Select(_ => new IReadOnlyList<string>[folds.Count])];
        _foldsDone = new int[candidates.Count];
        _fitTimes = new TimeSpan[candidates.Count];
    }

    public void Run(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var failures = new ConcurrentDictionary<int, Exception>();
        var fits = Enumerable.Range(0, _folds.Count * _candidates.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _settings.MaxDegree };
        Parallel.ForEach(Partitioner.Create(fits, EnumerablePartitionerOptions.NoBuffering), options, fit =>
        {
            if (stop.IsCancellationRequested)
                return;
            try
            {
                Fit(fit % _candidates.Count, fit / _candidates.Count, stop.Token);
            }
            catch (Exception exception)
            {
                // Fits that were merely stopped by another one's failure come later as cancelled; the cause is kept apart from them.
                failures[fit] = exception;
                stop.Cancel();
            }
        });
        cancellationToken.ThrowIfCancellationRequested();
        var cause = failures.OrderBy(failure => failure.Value is OperationCanceledException).ThenBy(failure => failure.Key).Select(failure => failure.Value).FirstOrDefault();
        if (cause is not null)
            ExceptionDispatchInfo.Throw(cause);
    }

    public CrossValidationResult Gather()
    {
        CandidateResult[] results = [.. _candidates.Select(ResultOf)];
        var testTrainRatio = (double)_folds.Sum(fold => (long)fold.Validation.Count) / _folds.Sum(fold => (long)fold.Train.Count);
        return new CrossValidationResult
        {
            Score = _settings.Score,
            Candidates = results,
            Selection = CandidateSelection.Make(_settings.Score, results, testTrainRatio, _settings.Rule),
        };
    }

    private CandidateResult ResultOf(Candidate candidate, int index) => new()
    {
        Candidate = candidate,
        FoldScores = _scores[index],
        OutOfFold = _outOfFold[index] ?? [],
        FitTime = _fitTimes[index],
        Warnings = [.. _warnings[index].SelectMany((warnings, fold) => warnings.Select(warning => $"fold {fold + 1}: {warning}"))],
    };

    private void Fit(int candidate, int fold, CancellationToken cancellationToken)
    {
        var prepared = _preparations[fold].Get(cancellationToken);
        var started = _settings.Time.GetTimestamp();
        var rounds = _settings.Rounds is { } told ? new RoundTeller(told, _candidates[candidate].Name, fold) : null;
        var fitted = prepared.Fit(_candidates[candidate].Trainer, _settings.Seed, new FitWatch { Rounds = rounds, Checkpoints = _settings.Checkpoints }, cancellationToken);
        var predicted = fitted.Predict(prepared.Validation);
        var elapsed = _settings.Time.GetElapsedTime(started);
        var score = _settings.Score.Compute(prepared.ValidationTarget, predicted);
        var rows = _folds[fold].Validation;
        // Of repetitions the first: a mean over several fits would be better than what one model says.
        if (_folds[fold].Repeat == 0)
            Keep(candidate, rows, predicted);
        _scores[candidate][fold] = score;
        _warnings[candidate][fold] = fitted.Warnings;
        _preparations[fold].Release();
        lock (_lock)
        {
            _fitsDone++;
            _foldsDone[candidate]++;
            _fitTimes[candidate] += elapsed;
            _progress?.Report(new CrossValidationProgress(
                _candidates[candidate].Name, fold, _foldsDone[candidate], _folds.Count, _fitsDone, _folds.Count * _candidates.Count, score));
        }
    }

    private void Keep(int candidate, IReadOnlyList<int> rows, float[] predicted)
    {
        var width = predicted.Length / rows.Count;
        lock (_lock)
        {
            var kept = _outOfFold[candidate] ??= [.. Enumerable.Repeat(float.NaN, checked(_rowCount * width))];
            for (var i = 0; i < rows.Count; i++)
                predicted.AsSpan(i * width, width).CopyTo(kept.AsSpan(rows[i] * width, width));
        }
    }

    private sealed class RoundTeller(IProgress<FoldRound> told, string candidate, int fold) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told.Report(new FoldRound(candidate, fold, value));
    }
}
