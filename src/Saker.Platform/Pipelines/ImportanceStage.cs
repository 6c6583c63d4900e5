using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Models;
using Saker.Learning.Pictures;
using Saker.Onnx;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Pipelines;

/// <summary>Which raw columns the final model goes by on the test rows: kept with the run and in the model folder.</summary>
internal static class ImportanceStage
{
    private const string Artifact = "explanation/importance.json";
    private const string Picture = "explanation/importance.svg";

    // Exact values are cheap; what must be asked for is not.
    private const int MaxRows = 5_000;
    private const int MaxSampledRows = 100;

    /// <returns>The report as JSON; null when the model cannot be explained, which is told and fails nothing.</returns>
    public static async Task<string?> RunAsync(FinalModel final, TrainingPart train, TrainingPart test, IArtifactStore artifacts, RunRecorder recorder, CancellationToken cancellationToken)
    {
        try
        {
            var graph = final.Graph.ToBytes();
            var model = OnnxModels.Open(graph, final.Signature);
            using var held = model as IDisposable;
            var explanations = new List<Explanation>();
            // Each class has a sum of trees or a weighted sum of its own.
            for (var own = 0; own < (ModelOutputs.ClassesOf(final.Signature)?.Count ?? 1); own++)
                explanations.Add(await ExplainAsync(graph, model, own, train, test, cancellationToken));
            var report = ShapImportance.Of(explanations);
            await RunArtifacts.PutTextAsync(artifacts, recorder.Run, Artifact, report.ToJson(), cancellationToken);
            var drawn = report.Columns.Select(column => KeyValuePair.Create(column.Column, column.Value)).ToList();
            await RunArtifacts.PutTextAsync(artifacts, recorder.Run, Picture, ImportancePicture.Draw($"Mean size of attributions in {report.Unit.Replace('_', ' ')}", drawn), cancellationToken);
            return report.ToJson();
        }
        catch (Exception exception) when (exception is SakerException { Kind: not ErrorKind.Unavailable } or OnnxException)
        {
            recorder.Warn([$"The importance of columns could not be computed: {exception.Message}"]);
            return null;
        }
    }

    private static async Task<Explanation> ExplainAsync(byte[] graph, IModel model, int own, TrainingPart train, TrainingPart test, CancellationToken cancellationToken)
    {
        var options = new ExplainerOptions { ThreadCount = Environment.ProcessorCount, MaxEvaluations = 1_000, Target = ModelOutputs.ClassesOf(model.Signature) is null ? null : own };
        using var explainer = ModelExplainer.Create(graph, model, options, train.Rows);
        var count = Math.Min(test.Rows.RowCount, explainer.Method == ExplanationMethod.Sampling ? MaxSampledRows : MaxRows);
        var rows = test.Rows.Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * test.Rows.RowCount / count))]);
        return await explainer.ExplainAsync(rows, cancellationToken);
    }
}
