using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>A model whose inputs, categories and answers are called by hostile texts.</summary>
internal static class HostileModel
{
    private const int CategoryCount = 40;

    /// <summary>Names of inputs, no longer than what a metric may be called.</summary>
    public static IReadOnlyList<string> Inputs { get; } = [.. HostileTexts.Marked.Where((text, i) => i % 9 == 0 && text.Length < 100)];

    public static IReadOnlyList<string> Labels { get; } = [HostileTexts.All[0], HostileTexts.All[21]];

    public static Signature Signature { get; } = new()
    {
        Inputs =
        [
            new SignatureColumn("tenure", ColumnType.Int64) { Min = 0, Max = 72 },
            .. Inputs.Select((name, i) => new SignatureColumn(name, ColumnType.Text) { Categories = [.. Enumerable.Range(0, CategoryCount).Select(j => HostileTexts.All[(i * CategoryCount + j) % HostileTexts.All.Count]).Distinct()] }),
        ],
        Outputs = [new SignatureColumn("label", ColumnType.Text), new SignatureColumn("probability", ColumnType.Float32)],
    };

    public static OnnxModel Graph()
    {
        var graph = new GraphBuilder("hostile");
        var tenure = graph.Input("tenure", ElementType.Float64, -1, 1);
        foreach (var name in Inputs)
            graph.Input(name, ElementType.Text, -1, 1);
        var sigmoid = graph.Node("Sigmoid", [graph.Node("Mul", [tenure, graph.Constant(Tensor.Scalar(-0.05))], ElementType.Float64)], ElementType.Float64);
        var probability = graph.Node("Cast", [sigmoid], ElementType.Float32, [NodeAttribute.Of("to", (long)ElementType.Float32)]);
        var isFirst = graph.Node("Greater", [probability, graph.Constant(Tensor.Scalar(0.3f))], ElementType.Boolean);
        var label = graph.Node("Where", [isFirst, graph.Constant(Tensor.Scalar(Labels[0])), graph.Constant(Tensor.Scalar(Labels[1]))], ElementType.Text);
        graph.Output("label", label, -1, 1);
        graph.Output("probability", probability, -1, 1);
        return graph.Build();
    }

    public static ToyModel Load() => new(Graph(), Signature);

    /// <summary>A row that is answered; every text of the collection comes up in one of the first rows.</summary>
    public static Dictionary<string, object> Row(int number)
    {
        Dictionary<string, object> row = new(StringComparer.Ordinal) { ["tenure"] = number };
        for (var i = 0; i < Inputs.Count; i++)
            row[Inputs[i]] = HostileTexts.All[(number * Inputs.Count + i) % HostileTexts.All.Count];
        return row;
    }
}
