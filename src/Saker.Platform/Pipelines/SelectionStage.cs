using System.Threading.Channels;
using Saker.Learning.Neural.Training;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Comparing;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>Compares the candidates on the same folds; each is a run below the pipeline's, its fold scores logged as they come.</summary>
/// <param name="pipeline">With what searches found in place of what they searched.</param>
/// <param name="declared">As it was declared, with its searches.</param>
/// <param name="recorder">Records the runs.</param>
/// <param name="artifacts">Takes the comparison.</param>
/// <param name="checkpoints">Where fits that last keep their state; null for nowhere.</param>
/// <param name="time">Limits searches.</param>
internal sealed class SelectionStage(Pipeline pipeline, Pipeline declared, RunRecorder recorder, IArtifactStore artifacts, TrainingCheckpoints? checkpoints, TimeProvider time)
{
    public Task<SelectionResult> RunAsync(TrainingPart train, IReadOnlyList<string> inputColumns, CancellationToken cancellationToken) => recorder.StepAsync(PipelineStep.Compare, async () =>
    {
        var candidates = CandidateNames.Of(pipeline.Candidates);
        recorder.Warn(CandidateNames.DescribeRepeated(pipeline.Candidates));
        var runs = await StartRunsAsync(candidates, cancellationToken);
        CrossValidationResult result;
        try
        {
            result = await CompareAsync(train, inputColumns, candidates, runs, cancellationToken);
        }
        catch (Exception failure)
        {
            foreach (var run in runs.Values)
                await recorder.FailAsync(run, failure, $"The comparison of the candidates stopped: {failure.Message}");
            throw;
        }
        await FinishRunsAsync(result, runs, cancellationToken);
        var nested = await NestAsync(train, inputColumns, cancellationToken);
        await LogAsync(result.Selection, nested, cancellationToken);
        return (new SelectionResult(result, nested), Describe(result, nested));
    });

    /// <summary>Measures the choice itself, where that is wished, and with it the searches before it.</summary>
    private Task<NestedResult?> NestAsync(TrainingPart train, IReadOnlyList<string> inputColumns, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        if (RowSplits.Nested(declared, train.Rows, train.Answers) is not { } folds)
            return null;
        var search = new NestedSearch(declared, Prepare, time);
        return await NestedCrossValidation.RunAsync(Settings(), (fold, token) => search.SearchAsync(fold.Inner, token), folds, Prepare, cancellationToken);

        PreparedFold Prepare(Fold fold, CancellationToken token) => train.Prepare(fold, declared, inputColumns, token);
    }, cancellationToken);

    private async Task LogAsync(CandidateSelection selection, NestedResult? nested, CancellationToken cancellationToken)
    {
        var metrics = selection.Comparisons.SelectMany(comparison => new KeyValuePair<string, double>[]
        {
            new($"selection.{comparison.Candidate}.difference", comparison.TTest.Effect),
            new($"selection.{comparison.Candidate}.p", comparison.AdjustedPValue),
        }).ToDictionary();
        await RunArtifacts.PutTextAsync(artifacts, recorder.Run, "selection/comparison.json", selection.ToJson(), cancellationToken);
        if (nested is not null)
        {
            metrics[$"nested.{nested.Score}"] = nested.Mean;
            metrics[$"nested.{nested.Score}.sd"] = nested.StandardDeviation;
            await RunArtifacts.PutTextAsync(artifacts, recorder.Run, "selection/nested.json", nested.ToJson(), cancellationToken);
        }
        await recorder.LogAsync(recorder.Run, cancellationToken, metrics: metrics, tags: new Dictionary<string, string> { ["saker.leader"] = selection.Leader, ["saker.selection"] = selection.Reason });
    }

    private CrossValidation Settings() => new()
    {
        Score = ScoreCatalogue.Get(pipeline.Target.Task, pipeline.Select.Score),
        Seed = pipeline.Split.Seed,
        Rule = new SelectionRule { Preference = pipeline.Select.Prefer, Level = pipeline.Select.Level },
        MaxDegree = Environment.ProcessorCount,
    };

    private async Task<Dictionary<string, Run>> StartRunsAsync(IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var runs = new Dictionary<string, Run>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            var run = await recorder.StartCandidateAsync(candidate.Name, cancellationToken);
            runs[candidate.Name] = run;
            await recorder.LogAsync(run, cancellationToken, parameters: candidate.Trainer.Parameters, tags: new Dictionary<string, string> { ["saker.kind"] = "candidate", ["saker.title"] = candidate.Title });
        }
        return runs;
    }

    private async Task<CrossValidationResult> CompareAsync(TrainingPart train, IReadOnlyList<string> inputColumns, IReadOnlyList<Candidate> candidates, Dictionary<string, Run> runs, CancellationToken cancellationToken)
    {
        var rounds = recorder.OpenRounds(cancellationToken);
        try
        {
            return await CompareAsync(train, inputColumns, candidates, runs, rounds, cancellationToken);
        }
        finally
        {
            await rounds.CompleteAsync();
        }
    }

    private async Task<CrossValidationResult> CompareAsync(
        TrainingPart train, IReadOnlyList<string> inputColumns, IReadOnlyList<Candidate> candidates, Dictionary<string, Run> runs, RoundLog rounds, CancellationToken cancellationToken)
    {
        var folds = RowSplits.Folds(pipeline, train.Rows, train.Answers);
        var told = new ComparedRounds(recorder, rounds, candidates, runs, folds.Count);
        var comparison = Settings() with { Rounds = told, Checkpoints = checkpoints };

        // Fits report on their own threads; one reader logs and tells in order.
        var reports = Channel.CreateUnbounded<CrossValidationProgress>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var comparing = Task.Run(() =>
        {
            try
            {
                return comparison.Run(candidates, folds, (fold, token) => train.Prepare(fold, pipeline, inputColumns, token), new ChannelProgress(reports.Writer), stop.Token);
            }
            finally
            {
                reports.Writer.Complete();
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var report in reports.Reader.ReadAllAsync(CancellationToken.None))
            {
                await recorder.LogFoldAsync(runs[report.Candidate], report.FoldIndex, pipeline.Select.Score, report.LastScore, cancellationToken);
                told.EndFold(report.Candidate, report.FoldIndex);
                var position = Enumerable.Range(0, candidates.Count).First(i => candidates[i].Name == report.Candidate);
                recorder.Tell(new FoldScored(candidates[position].Title, position, report.FoldsDone, report.FoldCount, report.LastScore));
            }
        }
        catch
        {
            // The comparison must not go on without anybody who listens.
            await stop.CancelAsync();
            await comparing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        return await comparing;
    }

    private async Task FinishRunsAsync(CrossValidationResult result, Dictionary<string, Run> runs, CancellationToken cancellationToken)
    {
        foreach (var candidate in result.Candidates)
        {
            recorder.Warn(candidate.Warnings.Select(warning => $"{candidate.Candidate.Title}, {warning}"));
            var run = runs[candidate.Candidate.Name];
            await recorder.LogAsync(run, cancellationToken, metrics: new Dictionary<string, double>
            {
                [$"cv.{result.Score.Name}"] = candidate.Mean,
                [$"cv.{result.Score.Name}.sd"] = candidate.StandardDeviation,
                ["fit_seconds"] = candidate.FitTime.TotalSeconds,
            });
            await recorder.EndAsync(run, RunStatus.Finished, cancellationToken);
        }
    }

    private static string Describe(CrossValidationResult result, NestedResult? nested)
    {
        var chosen = result.Selection.IsSimplerTaken ? $"{result.Best.Candidate.Title} taken as the simpler one" : $"best by {result.Score.Title}: {result.Best.Candidate.Title}";
        var outer = nested is null ? "" : FormattableString.Invariant($"; nested {nested.Mean:0.0000} ± {nested.StandardDeviation:0.0000}");
        return FormattableString.Invariant($"{chosen}, {result.Best.Mean:0.0000} ± {result.Best.StandardDeviation:0.0000} over {result.Best.FoldScores.Count} folds{outer}");
    }

    private sealed class ChannelProgress(ChannelWriter<CrossValidationProgress> writer) : IProgress<CrossValidationProgress>
    {
        public void Report(CrossValidationProgress value) => writer.TryWrite(value);
    }
}
