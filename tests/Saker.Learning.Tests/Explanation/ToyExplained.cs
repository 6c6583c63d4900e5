using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Tests.Preparation;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Explanation;

/// <summary>Small trained models over <see cref="ToyCustomers"/>, as they are served.</summary>
internal sealed class ToyExplained : IDisposable
{
    private ToyExplained(byte[] graph, OnnxClassifier model, Table rows, FittedPreparation preparation, FittedClassifier fitted) =>
        (Graph, Model, Rows, Preparation, Fitted) = (graph, model, rows, preparation, fitted);

    public byte[] Graph { get; }

    public OnnxClassifier Model { get; }

    public Table Rows { get; }

    public FittedPreparation Preparation { get; }

    public FittedClassifier Fitted { get; }

    public static ToyExplained Of(Trainer trainer, PreparationPlan plan, int rowCount = 400, CalibrationMethod? calibration = null, params IReadOnlyList<string> columns)
    {
        var rows = ToyCustomers.Rows(rowCount);
        var tenure = rows.Get<long>("tenure").Values.ToArray();
        var contract = rows.Get<string>("contract").Values.ToArray();
        var senior = rows.Get<bool>("senior").Values.ToArray();
        var random = new Xoshiro256(3);
        var target = tenure.Select((months, i) => months + (contract[i] == "Two year" ? 30 : 0) + (senior[i] ? 18 : 0) + (10 * random.NextNormal()) < 45 ? 1f : 0).ToArray();
        var preparation = plan.Fit(rows, columns.Count > 0 ? columns : ToyCustomers.Columns, TestContext.Current.CancellationToken);
        var fitted = trainer.Fit(preparation.Apply(rows), target, 1, TestContext.Current.CancellationToken);
        if (calibration is { } method)
            fitted = new CalibratedClassifier(fitted, Calibrator.Fit(method, target, fitted.PredictProbability(preparation.Apply(rows))));
        var labels = new ClassLabels("No", "Yes");
        var graph = ModelGraph.Compose(preparation, fitted, 0.5, labels).ToBytes();
        var signature = SignatureBuilder.From(rows, preparation.InputColumns.Select(column => column.Name), labels);
        return new ToyExplained(graph, new OnnxClassifier(graph, signature), rows, preparation, fitted);
    }

    public void Dispose() => Model.Dispose();
}
