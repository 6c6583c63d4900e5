using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class ComparisonNodesTests
{
    private static readonly double[] Left = [1, 2, 3, double.NaN, 1, double.NaN, double.PositiveInfinity];
    private static readonly double[] Right = [2, 2, 1, 1, double.NaN, double.NaN, double.PositiveInfinity];

    private static readonly Dictionary<string, (Func<GraphBuilder, Value, Value, Value> Node, Func<double, double, bool> Plain)> Comparisons = new()
    {
        ["equal"] = (ComparisonNodes.Equal, (a, b) => a == b),
        ["less"] = (ComparisonNodes.Less, (a, b) => a < b),
        ["less or equal"] = (ComparisonNodes.LessOrEqual, (a, b) => a <= b),
        ["greater"] = (ComparisonNodes.Greater, (a, b) => a > b),
        ["greater or equal"] = (ComparisonNodes.GreaterOrEqual, (a, b) => a >= b),
    };

    public static TheoryData<string> ComparisonNames => [.. Comparisons.Keys];

    [Theory]
    [MemberData(nameof(ComparisonNames))]
    public void Numbers_compare_as_in_plain_arithmetic_and_never_with_NaN(string name)
    {
        var (node, plain) = Comparisons[name];

        var result = NodeRun.Compute(1, (graph, inputs) => node(graph, inputs[0], inputs[1]), Tensor.Vector(Left), Tensor.Vector(Right));

        Assert.Equal(Left.Zip(Right, plain), result.Span<bool>().ToArray());
    }

    [Fact]
    public void Logic_follows_its_tables()
    {
        var a = Tensor.Vector(false, false, true, true);
        var b = Tensor.Vector(false, true, false, true);

        Assert.Equal([false, false, false, true], NodeRun.Compute(1, (graph, inputs) => graph.And(inputs[0], inputs[1]), a, b).Span<bool>().ToArray());
        Assert.Equal([false, true, true, true], NodeRun.Compute(1, (graph, inputs) => graph.Or(inputs[0], inputs[1]), a, b).Span<bool>().ToArray());
        Assert.Equal([true, true, false, false], NodeRun.Compute(1, (graph, inputs) => graph.Not(inputs[0]), a).Span<bool>().ToArray());
    }

    [Fact]
    public void Missing_numbers_are_found_and_replaced()
    {
        var result = NodeRun.Compute(1, (graph, inputs) => graph.Where(graph.IsNaN(inputs[0]), graph.Scalar(ElementType.Float64, -1), inputs[0]), Tensor.Vector(1.5, double.NaN));

        Assert.Equal([1.5, -1.0], result.Span<double>().ToArray());
    }

    [Fact]
    public void Booleans_and_texts_are_chosen_by_a_condition()
    {
        var condition = Tensor.Vector(true, false);
        var booleans = NodeRun.Compute(1, (graph, inputs) => graph.Where(inputs[0], inputs[1], inputs[2]), condition, Tensor.Vector(true, true), Tensor.Vector(false, false));
        var texts = NodeRun.Compute(1, (graph, inputs) => graph.Where(inputs[0], inputs[1], inputs[2]), condition, Tensor.Vector("yes", "yes"), Tensor.Vector("no", "no"));

        Assert.Equal([true, false], booleans.Span<bool>().ToArray());
        Assert.Equal(["yes", "no"], texts.Span<string>().ToArray());
    }

    [Fact]
    public void Text_is_not_compared_as_numbers_are() =>
        Assert.Contains("TextEquals", NodeRun.Refuse((graph, inputs) => graph.Equal(inputs[0], inputs[1]), ElementType.Text, ElementType.Text), StringComparison.Ordinal);

    [Fact]
    public void Logic_takes_booleans_only() =>
        Assert.Contains("takes booleans; 'in0' is Boolean, 'in1' is Int64", NodeRun.Refuse((graph, inputs) => graph.And(inputs[0], inputs[1]), ElementType.Boolean, ElementType.Int64), StringComparison.Ordinal);

    [Fact]
    public void A_choice_takes_two_values_of_one_type() =>
        Assert.Contains("'in1' is Float32, 'in2' is Text", NodeRun.Refuse((graph, inputs) => graph.Where(inputs[0], inputs[1], inputs[2]), ElementType.Boolean, ElementType.Float32, ElementType.Text), StringComparison.Ordinal);
}
