using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Testing.Toys;

/// <summary>
/// A tiny churn model with one column of every kind: a logistic function of tenure, charges, contract and billing, written
/// by hand as a graph, so that tests can serve something without training it.
/// </summary>
public static class ToyChurn
{
    public static IReadOnlyList<string> Contracts { get; } = ["Month-to-month", "One year", "Two year"];

    public static Signature Signature { get; } = new()
    {
        Inputs =
        [
            new SignatureColumn("tenure", ColumnType.Int64) { Min = 0, Max = 72 },
            new SignatureColumn("MonthlyCharges", ColumnType.Float64) { Nullable = true, Min = 18.25, Max = 118.75 },
            new SignatureColumn("Contract", ColumnType.Text) { Categories = Contracts },
            new SignatureColumn("PaperlessBilling", ColumnType.Boolean),
        ],
        Outputs = [new SignatureColumn("label", ColumnType.Text), new SignatureColumn("probability", ColumnType.Float32)],
    };

    /// <summary>What the graph computes, computed plainly; NaN charges count as 0.</summary>
    public static double Probability(double tenure, double charges, string contract, bool paperless) =>
        1 / (1 + Math.Exp(-(-0.5 - (0.05 * tenure) + (0.01 * (double.IsNaN(charges) ? 0 : charges)) + Weight(contract) + (paperless ? 0.25 : 0))));

    /// <summary>The graph: raw columns of shape [N, 1] to <c>label</c> and <c>probability</c>.</summary>
    public static OnnxModel Graph()
    {
        var graph = new GraphBuilder("toy_churn");
        var tenure = graph.Input("tenure", ElementType.Float64, -1, 1);
        var charges = graph.Input("MonthlyCharges", ElementType.Float64, -1, 1);
        var contract = graph.Input("Contract", ElementType.Text, -1, 1);
        var paperless = graph.Input("PaperlessBilling", ElementType.Float64, -1, 1);

        var isMissing = graph.Node("IsNaN", [charges], ElementType.Boolean);
        var known = graph.Node("Where", [isMissing, graph.Constant(Tensor.Scalar(0.0)), charges], ElementType.Float64);
        var weight = graph.Node(
            "LabelEncoder",
            [contract],
            ElementType.Float32,
            [NodeAttribute.Of("keys_strings", Contracts), NodeAttribute.Of("values_floats", Contracts.Select(one => (float)Weight(one))), NodeAttribute.Of("default_float", 0f)],
            GraphBuilder.MachineLearning);
        var logit = graph.Constant(Tensor.Scalar(-0.5));
        logit = Add(graph, logit, Scale(graph, tenure, -0.05));
        logit = Add(graph, logit, Scale(graph, known, 0.01));
        logit = Add(graph, logit, graph.Node("Cast", [weight], ElementType.Float64, [NodeAttribute.Of("to", (long)ElementType.Float64)]));
        logit = Add(graph, logit, Scale(graph, paperless, 0.25));
        var probability = graph.Node("Cast", [graph.Node("Sigmoid", [logit], ElementType.Float64)], ElementType.Float32, [NodeAttribute.Of("to", (long)ElementType.Float32)]);
        var isPositive = graph.Node("Greater", [probability, graph.Constant(Tensor.Scalar(0.5f))], ElementType.Boolean);
        var label = graph.Node("Where", [isPositive, graph.Constant(Tensor.Scalar("Yes")), graph.Constant(Tensor.Scalar("No"))], ElementType.Text);
        graph.Output("label", label, -1, 1);
        graph.Output("probability", probability, -1, 1);
        return graph.Build();
    }

    private static double Weight(string contract) => contract switch
    {
        "Month-to-month" => 0.75,
        "One year" => -0.5,
        "Two year" => -1.5,
        _ => 0,
    };

    private static Value Scale(GraphBuilder graph, Value value, double factor) =>
        graph.Node("Mul", [value, graph.Constant(Tensor.Scalar(factor))], ElementType.Float64);

    private static Value Add(GraphBuilder graph, Value left, Value right) => graph.Node("Add", [left, right], ElementType.Float64);
}
