using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Onnx;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.FineTuning;

/// <summary>
/// Lets registered networks learn on from rows, in a run with their losses as curves, judges them beside what they were on rows that they did not see, and registers what passes. Thread-safe.
/// </summary>
public sealed class ModelFineTuning(IRegistryStore registry, IExperimentStore experiments, TimeProvider time)
{
    private const string Experiment = "fine-tuning";

    /// <summary>Trains, judges, and registers the next version.</summary>
    /// <param name="request">What is to learn, and how.</param>
    /// <param name="rows">Ten rows or more with what the model takes, a column for each input or all number columns for its only one, and the target. Of ten, two are held out and one chooses the best epoch.</param>
    /// <param name="cancellationToken">Gives up between two steps; the run is killed, and nothing is registered.</param>
    /// <exception cref="SakerException">The version has no graph that can learn so, rows or settings do not fit, or the score is worse than is allowed (conflict).</exception>
    public async Task<FineTunedVersion> TuneAsync(FineTuneRequest request, Table rows, CancellationToken cancellationToken)
    {
        FineTuneCheck.Require(request, rows);
        RowParts.Require(rows);
        var version = await registry.ResolveAsync(request.Version, cancellationToken);
        version.RequireFiles();
        var folder = await ModelFolder.ReadAsync(version.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        var experiment = await experiments.GetOrCreateAsync(request.Experiment ?? Experiment, cancellationToken);
        var run = await experiments.StartRunAsync(experiment.Id, version.Reference, null, cancellationToken);
        try
        {
            return await TuneAsync(request, rows, version, folder.Contents, run.Id, cancellationToken);
        }
        catch (OnnxException exception)
        {
            var told = new SakerException(ErrorKind.InvalidInput, $"{version.Reference} cannot be fine-tuned: {exception.Message}", "model", exception);
            await FailAsync(run.Id, told);
            throw told;
        }
        catch (Exception exception)
        {
            await FailAsync(run.Id, exception);
            throw;
        }
    }

    private async Task<FineTunedVersion> TuneAsync(FineTuneRequest request, Table rows, ModelVersion version, ModelFolderContents contents, RunId run, CancellationToken cancellationToken)
    {
        await experiments.LogAsync(run, new RunEntries { Parameters = Parameters(request), Tags = Tags(request, version) }, cancellationToken);
        var model = OnnxModel.Parse(contents.Model);
        var output = GraphTuning.OutputOf(model);
        var named = request.NewHead is null ? NamedClasses.Of(contents.Signature, output) : null;
        if (named is null)
            ModelTargets.Require(rows.Get(request.Target), Answered(request, model, output, rows, cancellationToken));
        MissingCells.Require(model, rows, request.Target, cancellationToken);
        var parts = named?.Split(rows, request.Target) ?? RowParts.Of(rows);
        // Classes with names are judged by these, all else by the output that learns.
        var answers = new ModelAnswers(parts.HeldOut, parts.HeldOut.Get(request.Target), named is null ? output.Name : null, RowParts.HeldOutEvery);
        var before = request.NewHead is null ? answers.Judge(model, cancellationToken) : null;
        string? unwritten = null;
        var curves = new EpochCurves(experiments, run, time, told => unwritten = told);
        TunedGraph tuned;
        try
        {
            tuned = new GraphTuning(request, time).Run(model, parts.Learned, parts.Watched, curves, cancellationToken);
        }
        catch (Exception exception) when (exception is OnnxException or SakerException && MissingCells.Explain(exception, model.Inputs, rows, request.Target) is { } told)
        {
            throw told;
        }
        finally
        {
            await curves.CompleteAsync();
            if (unwritten is not null)
                await TryLogAsync(run, new Dictionary<string, string> { ["saker.warning"] = unwritten });
        }
        var after = answers.Judge(tuned.Model, cancellationToken) with { Threshold = request.NewHead is null ? StoredThreshold.Of(contents.Evaluation) : null };
        var report = new FineTuneReport
        {
            ScoreName = ModelAnswers.ScoreOf(after).Name, Before = before is null ? null : ModelAnswers.ScoreOf(before).Value, After = ModelAnswers.ScoreOf(after).Value,
            LearnedCount = parts.Learned.RowCount, WatchedCount = parts.Watched.RowCount, HeldOutCount = parts.HeldOut.RowCount, TrainedCount = tuned.TrainedCount, Epochs = tuned.Epochs,
        };
        await LogScoresAsync(run, report, cancellationToken);
        Require(request, version, report);
        var made = await RegisterAsync(request, version, contents, tuned.Model, after, run, cancellationToken);
        // It is registered: a cancellation now does not undo it.
        await experiments.LogAsync(run, new RunEntries { Tags = new Dictionary<string, string> { ["saker.model"] = made.Reference } }, CancellationToken.None);
        await experiments.EndRunAsync(run, RunStatus.Finished, CancellationToken.None);
        return new FineTunedVersion(made, run, report);
    }

    // The output that learns, with as many numbers a row as it will have.
    private static TensorSpec Answered(FineTuneRequest request, OnnxModel model, TensorSpec output, Table rows, CancellationToken cancellationToken) =>
        request.NewHead is { } count ? output with { Shape = [-1, count] } : ModelTargets.Measured(model, output, rows, request.Target, cancellationToken);

    private static void Require(FineTuneRequest request, ModelVersion version, FineTuneReport report)
    {
        if (request.MinScore is { } least && !(report.After >= least))
            throw new SakerException(ErrorKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"{version.Reference} fine-tuned reaches {report.After:0.0000} in {report.ScoreName}, and {least} is asked for: nothing is registered. Train longer or with more rows, or ask for less."), "minScore");
        if (request.MaxLoss is { } most && report.Before is { } before && !(before - report.After <= most))
            throw new SakerException(ErrorKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"{version.Reference} fine-tuned falls from {before:0.0000} to {report.After:0.0000} in {report.ScoreName}, by more than {most}: nothing is registered. Train with smaller rates or fewer layers, or allow more loss."), "maxLoss");
    }

    private Task LogScoresAsync(RunId run, FineTuneReport report, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        Metric[] scores = [new($"test.{report.ScoreName}", report.After, 0, at), .. report.Before is { } before ? (Metric[])[new Metric($"before.{report.ScoreName}", before, 0, at)] : []];
        return experiments.LogAsync(run, new RunEntries { Metrics = scores }, cancellationToken);
    }

    private Task<ModelVersion> RegisterAsync(FineTuneRequest request, ModelVersion version, ModelFolderContents contents, OnnxModel tuned, EvaluationReport evaluation, RunId run, CancellationToken cancellationToken)
    {
        var bytes = tuned.ToBytes();
        // With a new head answers have another shape.
        var signature = request.NewHead is null ? contents.Signature : SignatureOf(bytes);
        return registry.RegisterDerivedAsync(version, contents with { Model = bytes, Signature = signature, Evaluation = evaluation.ToJson() }, new Registration
        {
            Model = version.Model,
            Folder = null,
            Run = run,
            Dataset = request.Dataset,
            Aliases = request.Aliases,
            Recipe = "fine-tuning",
            Description = $"{version.Reference} fine-tuned on {request.Dataset ?? "rows"}.",
            By = request.By,
        }, cancellationToken);
    }

    private static Signature SignatureOf(byte[] graph)
    {
        using var model = new OnnxTensorModel(graph);
        return model.Signature;
    }

    private static Dictionary<string, string> Tags(FineTuneRequest request, ModelVersion version)
    {
        var tags = new Dictionary<string, string> { ["saker.kind"] = "fine-tuning", ["saker.parent_version"] = version.Reference };
        if (request.Dataset is { } dataset)
            tags["saker.dataset"] = dataset;
        return tags;
    }

    private static Dictionary<string, string> Parameters(FineTuneRequest request)
    {
        var told = new Dictionary<string, string>
        {
            ["version"] = request.Version, ["target"] = request.Target, ["batch_size"] = Text(request.BatchSize), ["seed"] = Text(request.Seed),
        };
        if (request.NewHead is { } head)
            told["new_head"] = Text(head);
        if (request.AdapterRank is { } rank)
            told["adapter_rank"] = Text(rank);
        if (request.Frozen.Count > 0)
            told["frozen"] = string.Join(' ', request.Frozen);
        for (var i = 0; i < request.Phases.Count; i++)
            told[$"phase_{i + 1}"] = FineTuneWords.Of(request.Phases[i]);
        return told;

        static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    // Only said of the run: that it cannot be is not worth what was trained, nor may it hide why training ended.
    private async Task TryLogAsync(RunId run, Dictionary<string, string> tags)
    {
        try
        {
            await experiments.LogAsync(run, new RunEntries { Tags = tags }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Curves that are missing are seen on the run as well.
        }
    }

    private async Task FailAsync(RunId run, Exception failure)
    {
        try
        {
            await experiments.LogAsync(run, new RunEntries { Tags = new Dictionary<string, string> { ["saker.failure"] = failure.Message } }, CancellationToken.None);
            await experiments.EndRunAsync(run, failure is OperationCanceledException ? RunStatus.Killed : RunStatus.Failed, CancellationToken.None);
        }
        catch (SakerException)
        {
            // That it could not be recorded must not hide why it failed.
        }
    }
}
