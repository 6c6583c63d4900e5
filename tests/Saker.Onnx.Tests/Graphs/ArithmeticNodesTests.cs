using FsCheck;
using FsCheck.Fluent;
using Saker.Onnx.Graphs;
using Saker.Testing;

namespace Saker.Onnx.Tests.Graphs;

public sealed class ArithmeticNodesTests
{
    private static readonly Dictionary<string, (Func<GraphBuilder, Value, Value, Value> Node, Func<double, double, double> Plain)> Pairs = new()
    {
        ["add"] = (ArithmeticNodes.Add, (a, b) => a + b),
        ["subtract"] = (ArithmeticNodes.Subtract, (a, b) => a - b),
        ["multiply"] = (ArithmeticNodes.Multiply, (a, b) => a * b),
        ["divide"] = (ArithmeticNodes.Divide, (a, b) => a / b),
        ["remainder"] = (ArithmeticNodes.Remainder, (a, b) => a % b),
        ["pow"] = (ArithmeticNodes.Pow, Math.Pow),
        ["min"] = ((graph, a, b) => graph.Min(a, b), Math.Min),
        ["max"] = ((graph, a, b) => graph.Max(a, b), Math.Max),
    };

    private static readonly Dictionary<string, (Func<GraphBuilder, Value, Value> Node, Func<double, double> Plain)> Singles = new()
    {
        ["negate"] = (ArithmeticNodes.Negate, a => -a),
        ["abs"] = (ArithmeticNodes.Abs, Math.Abs),
        ["exp"] = (ArithmeticNodes.Exp, Math.Exp),
        ["log"] = (ArithmeticNodes.Log, Math.Log),
        ["sqrt"] = (ArithmeticNodes.Sqrt, Math.Sqrt),
        ["floor"] = (ArithmeticNodes.Floor, Math.Floor),
        ["ceil"] = (ArithmeticNodes.Ceil, Math.Ceiling),
        ["round"] = (ArithmeticNodes.Round, a => Math.Round(a, MidpointRounding.ToEven)),
    };

    public static TheoryData<string> PairNames => [.. Pairs.Keys];

    public static TheoryData<string> SingleNames => [.. Singles.Keys];

    [Theory]
    [MemberData(nameof(PairNames))]
    public void Two_numbers_give_what_plain_arithmetic_gives(string name)
    {
        var (node, plain) = Pairs[name];
        double[] special = [0, -0.0, 1, -1, 2.5, -2.5, 0.1, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];
        var left = special.SelectMany(a => special.Select(_ => a)).ToArray();
        var right = special.SelectMany(_ => special).ToArray();

        var result = NodeRun.Compute(1, (graph, inputs) => node(graph, inputs[0], inputs[1]), Tensor.Vector(left), Tensor.Vector(right)).Span<double>();

        for (var i = 0; i < left.Length; i++)
            AssertNear(plain(left[i], right[i]), result[i], $"{name}({left[i]}, {right[i]})");
    }

    [Theory]
    [MemberData(nameof(SingleNames))]
    public void One_number_gives_what_plain_arithmetic_gives(string name)
    {
        var (node, plain) = Singles[name];
        double[] numbers = [0, 1, -1, 0.5, 1.5, 2.5, -0.5, -1.5, 1e-300, 700, -700, 1e15 + 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

        var result = NodeRun.Compute(1, (graph, inputs) => node(graph, inputs[0]), Tensor.Vector(numbers)).Span<double>();

        for (var i = 0; i < numbers.Length; i++)
            AssertNear(plain(numbers[i]), result[i], $"{name}({numbers[i]})");
    }

    [Fact]
    public void Any_numbers_give_what_plain_arithmetic_gives() =>
        Prop.ForAll<double[]>(numbers =>
        {
            if (numbers.Length == 0)
                return;
            var tensor = Tensor.Vector(numbers);
            var result = NodeRun.Compute(1, (graph, inputs) => graph.Divide(graph.Add(inputs[0], graph.Scalar(ElementType.Float64, 1)), graph.Max(inputs[0], graph.Scalar(ElementType.Float64, 1))), tensor).Span<double>();
            for (var i = 0; i < numbers.Length; i++)
                Assert.Equal((numbers[i] + 1) / Math.Max(numbers[i], 1), result[i]);
        }).Hold();

    [Fact]
    public void Integers_are_divided_towards_zero()
    {
        var result = NodeRun.Compute(1, (graph, inputs) => graph.Divide(inputs[0], inputs[1]), Tensor.Vector(7L, -7L), Tensor.Vector(2L, 2L));

        Assert.Equal([3L, -3L], result.Span<long>().ToArray());
    }

    [Fact]
    public void Operands_broadcast()
    {
        var result = NodeRun.Compute(2, (graph, inputs) => graph.Multiply(inputs[0], inputs[1]), Tensor.Of([1f, 2f], 2, 1), Tensor.Vector(10f, 20f, 30f));

        Assert.Equal([2L, 3L], result.Shape);
        Assert.Equal([10f, 20f, 30f, 20f, 40f, 60f], result.Span<float>().ToArray());
    }

    [Fact]
    public void Operands_of_two_types_are_refused_with_their_names()
    {
        var message = NodeRun.Refuse((graph, inputs) => graph.Add(inputs[0], inputs[1]), ElementType.Float32, ElementType.Float64);

        Assert.Equal("Node 'Add_2' takes values of one type; cast them first; 'in0' is Float32, 'in1' is Float64.", message);
    }

    [Fact]
    public void Text_is_no_number() =>
        Assert.Contains("takes numbers; 'in0' is Text", NodeRun.Refuse((graph, inputs) => graph.Negate(inputs[0]), ElementType.Text), StringComparison.Ordinal);

    [Fact]
    public void Integers_have_no_logarithm() =>
        Assert.Contains("takes floating-point numbers; 'in0' is Int64", NodeRun.Refuse((graph, inputs) => graph.Log(inputs[0]), ElementType.Int64), StringComparison.Ordinal);

    private static void AssertNear(double expected, double actual, string what) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-14 * Math.Abs(expected), $"{what} gave {actual:R} instead of {expected:R}");
}
