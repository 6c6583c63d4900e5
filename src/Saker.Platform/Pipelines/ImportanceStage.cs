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

    // Each class is explained by itself; so many cost as much as two classes do.
    private const int FreeClasses = 3;

    /// <returns>The report as JSON; null when the model cannot be explained, which is told and fails nothing.</returns>
    public static async Task<string?> RunAsync(FinalModel final, TrainingPart train, TrainingPart test, IArtifactStore artifacts, RunRecorder recorder, CancellationToken cancellationToken)
    {
        try
        {
            var graph = final.Graph.ToBytes();
            var model = OnnxModels.Open(graph, final.Signature);
            using var held = model as IDisposable;
            var report = await OfAsync(graph, model, train, test, cancellationToken);
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

    private static async Task<ImportanceReport> OfAsync(byte[] graph, IModel model, TrainingPart train, TrainingPart test, CancellationToken cancellationToken)
    {
        var options = new ExplainerOptions { ThreadCount = Environment.ProcessorCount, MaxEvaluations = 1_000 };
        using var explainer = ModelExplainer.Create(graph, model, options, train.Rows);
        var most = explainer.Method == ExplanationMethod.Sampling ? MaxSampledRows : MaxRows;
        var classes = Math.Min(explainer.ClassCount ?? 1, ShapImportance.MaxClasses);
        var count = Math.Min(test.Rows.RowCount, classes > FreeClasses ? most * FreeClasses / classes : most);
        var rows = test.Rows.Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * test.Rows.RowCount / count))]);
        return await ShapImportance.OfAsync(explainer, rows, cancellationToken);
    }
}
