using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Preparation;

/// <summary>Fitted steps from raw columns to features, as graph nodes. Immutable and thread-safe.</summary>
public sealed class FittedPreparation
{
    private readonly IReadOnlyList<FittedTransform> _steps;
    private readonly Lazy<byte[]> _model;

    private FittedPreparation(IReadOnlyList<ColumnSchema> inputColumns, IReadOnlyList<FittedTransform> steps, IReadOnlyList<string> featureNames)
    {
        InputColumns = inputColumns;
        FeatureNames = featureNames;
        _steps = steps;
        _model = new Lazy<byte[]>(BuildModel);
    }

    /// <summary>The raw columns that some feature needs, in training order; dropped ones are not among them.</summary>
    public IReadOnlyList<ColumnSchema> InputColumns { get; }

    /// <summary>The features in order, such as <c>tenure</c> and <c>Contract=One year</c>; unique.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Adds the nodes of all steps.</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="inputs">A value per input column: float64 [N, 1] with NaN or text [N, 1] with "" for missing, see <see cref="ModelInputs"/>.</param>
    /// <returns>The features: float32 [N, features], NaN where missing.</returns>
    public Value Emit(GraphBuilder graph, IReadOnlyDictionary<string, Value> inputs)
    {
        var columns = new GraphColumns(graph);
        foreach (var column in InputColumns)
            columns.AddInput(column.Name, column.Type, inputs[column.Name]);
        foreach (var step in _steps)
            step.Emit(columns);
        return columns.Features();
    }

    /// <summary>Computes the features of rows by running the graph.</summary>
    /// <param name="rows">Has every input column; order and further columns do not matter.</param>
    /// <exception cref="SakerException">A column is missing or of another kind.</exception>
    public FeatureMatrix Apply(Table rows)
    {
        var feed = ModelInputs.Feed(rows, InputColumns);
        if (rows.RowCount == 0)
            return new FeatureMatrix([], 0, FeatureNames);
        using var session = new OnnxSession(_model.Value);
        var features = session.Run(feed)[0];
        return new FeatureMatrix(features.Span<float>().ToArray(), rows.RowCount, FeatureNames);
    }

    /// <summary>Joins fitted steps, and finds which raw columns they need and which features they give.</summary>
    internal static FittedPreparation Of(IReadOnlyList<ColumnSchema> rawColumns, IReadOnlyList<FittedTransform> steps)
    {
        var columns = GraphColumns.Of(rawColumns);
        foreach (var step in steps)
            step.Emit(columns);
        columns.RequireFeatures();
        columns.Features();
        return new FittedPreparation([.. rawColumns.Where(column => columns.InputsRead.Contains(column.Name))], steps, [.. columns.Names]);
    }

    private byte[] BuildModel()
    {
        var graph = new GraphBuilder("preparation");
        var features = Emit(graph, ModelInputs.Declare(graph, InputColumns));
        graph.Output("features", features, -1, FeatureNames.Count);
        return graph.Build().ToBytes();
    }
}
