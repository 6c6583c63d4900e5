using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Tests.Preparation;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Explanation;

/// <summary>A small model of three classes over <see cref="ToyCustomers"/>, as it is served: who came lately, who stays by contract, and all others.</summary>
internal sealed class ToyClasses : IDisposable
{
    public static readonly string[] Classes = ["new", "bound", "free"];

    private ToyClasses(byte[] graph, OnnxRowModel model, Table rows, float[] target) => (Graph, Model, Rows, Target) = (graph, model, rows, target);

    public byte[] Graph { get; }

    public OnnxRowModel Model { get; }

    public Table Rows { get; }

    public float[] Target { get; }

    public static ToyClasses Of(Trainer trainer, int rowCount = 300)
    {
        var rows = ToyCustomers.Rows(rowCount);
        var tenure = rows.Get<long>("tenure").Values.ToArray();
        var contract = rows.Get<string>("contract").Values.ToArray();
        float[] target = [.. tenure.Select((months, i) => months < 20 ? 0f : contract[i] == "Two year" ? 1 : 2)];
        var preparation = PreparationPlan.Default.Fit(rows, ["tenure", "charge", "contract"], TestContext.Current.CancellationToken);
        var fitted = trainer.Fit(LearningTask.Classes(3), preparation.Apply(rows), target, [], 1, FitWatch.None, TestContext.Current.CancellationToken);
        var graph = ModelGraph.ComposeClasses(preparation, fitted, Classes).ToBytes();
        return new ToyClasses(graph, new OnnxRowModel(graph, SignatureBuilder.OfClasses(rows, ["tenure", "charge", "contract"], Classes)), rows, target);
    }

    /// <summary>What the model answers rows.</summary>
    public string[] Labels(Table rows) => [.. ColumnTexts.Of(Model.Predict(rows, TestContext.Current.CancellationToken).Get(ModelGraph.LabelName)).OfType<string>()];

    public void Dispose() => Model.Dispose();
}
