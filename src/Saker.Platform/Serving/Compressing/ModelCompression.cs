using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Onnx;
using Saker.Onnx.Compression;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Makes smaller versions of registered models, measures them beside what they were made from, and registers what loses little enough. Thread-safe.</summary>
public sealed class ModelCompression(IRegistryStore registry, TimeProvider time)
{
    // Rows between those that are held out to judge on.
    private const int HeldOutEvery = 5;

    /// <summary>Compresses, measures, and registers the next version; its evaluation holds the report.</summary>
    /// <param name="request">What is to be made smaller, and how.</param>
    /// <param name="rows">
    /// Rows with what the model takes: a column for each input, or all number columns for its only one. With a target every fifth is held out to judge on. Null for
    /// methods that need none; nothing is judged then.
    /// </param>
    /// <param name="cancellationToken">Gives up; nothing is registered.</param>
    /// <exception cref="SakerException">The version has no graph that can be made smaller so, rows do not fit, or the score falls by more than is allowed (conflict).</exception>
    public async Task<CompressedVersion> CompressAsync(CompressionRequest request, Table? rows, CancellationToken cancellationToken)
    {
        CompressionRules.Check(request, rows);
        var version = await registry.ResolveAsync(request.Version, cancellationToken);
        version.RequireFiles();
        var folder = await ModelFolder.ReadAsync(version.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        try
        {
            var (small, evaluation) = Compress(request, rows, folder.Contents, cancellationToken);
            var report = evaluation.Compression!;
            if (request.MaxLoss is { } most && !(report.ScoreLoss <= most))
                throw new SakerException(ErrorKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"{version.Reference} made smaller ({report.Method}) falls from {report.Before.Score:0.0000} to {report.After.Score:0.0000} in {report.ScoreName}, by more than {most}: nothing is registered. Allow more loss, or compress less."), "maxLoss");
            string[] notes = [.. evaluation.Findings.Where(finding => finding.Field == "compression").Select(finding => finding.Message)];
            return new CompressedVersion(await RegisterAsync(request, version, folder.Contents, small, evaluation, cancellationToken), report) { Notes = notes };
        }
        catch (OnnxException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} cannot be made smaller: {exception.Message}", "model", exception);
        }
    }

    private (OnnxModel Small, EvaluationReport Evaluation) Compress(CompressionRequest request, Table? rows, ModelFolderContents contents, CancellationToken cancellationToken)
    {
        var model = OnnxModel.Parse(contents.Model);
        var isJudged = request.Target is not null;
        int[] all = [.. Enumerable.Range(0, rows?.RowCount ?? 0)];
        var held = isJudged ? rows!.Take(all.Where(row => row % HeldOutEvery == HeldOutEvery - 1).ToArray()) : null;
        if (held is { RowCount: 0 })
            throw new SakerException(ErrorKind.InvalidInput, $"Every fifth row is judged on, and there are {rows!.RowCount} in all; bring more.", "data");
        var learned = isJudged ? rows!.Take(all.Where(row => row % HeldOutEvery != HeldOutEvery - 1).ToArray()) : rows;
        if (rows is { RowCount: > 0 })
            MissingCells.Require(model, rows, request.Target, cancellationToken);
        var shrinking = new ModelShrinking(model, request, learned);
        var small = shrinking.Run(cancellationToken);
        var judged = held is null ? null : new ModelAnswers(held, held.Get(request.Target!), every: HeldOutEvery);
        var (before, after) = (judged?.Judge(model, cancellationToken), judged?.Judge(small, cancellationToken));
        var examples = rows is null || rows.RowCount == 0 ? ModelRows.Zeros(model.Inputs) : ModelRows.Of(rows.Take([0]), model.Inputs, request.Target);
        var report = CompressionMeasure.Measure(CompressionWords.Of(request.Method), model, small, examples, time);
        if (before is not null && after is not null)
            report = report with
            {
                ScoreName = ModelAnswers.ScoreOf(after).Name, Before = report.Before with { Score = ModelAnswers.ScoreOf(before).Value }, After = report.After with { Score = ModelAnswers.ScoreOf(after).Value },
            };
        after ??= new EvaluationReport { Task = ScoreTask.Multiclass, RowCount = 0, Scores = [], Findings = [new Problem("compression", "the smaller model was not judged: no target was named.")] };
        return (small, after with { Compression = report, Threshold = StoredThreshold.Of(contents.Evaluation), Findings = [.. after.Findings, .. shrinking.Notes.Concat(LeftWeights.Notes(model, small, request.Method, report.Before.Bytes, report.After.Bytes)).Select(note => new Problem("compression", note))] });
    }

    private Task<ModelVersion> RegisterAsync(CompressionRequest request, ModelVersion version, ModelFolderContents contents, OnnxModel small, EvaluationReport evaluation, CancellationToken cancellationToken)
    {
        var method = CompressionWords.Of(request.Method);
        return registry.RegisterDerivedAsync(version, contents with { Model = small.ToBytes(), Evaluation = evaluation.ToJson() }, new Registration
        {
            Model = version.Model,
            Folder = null,
            Dataset = version.Dataset,
            Aliases = request.Aliases,
            Recipe = $"compression {method}",
            Description = $"{version.Reference} made smaller: {method}.",
            Tags = new Dictionary<string, string> { ["compression"] = method },
            By = request.By,
        }, cancellationToken);
    }
}
