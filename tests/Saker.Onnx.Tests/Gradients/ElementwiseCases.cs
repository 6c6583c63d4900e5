using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Gradients;

internal static class ElementwiseCases
{
    public static IEnumerable<GradientCase> All =>
    [
        .. "Identity Neg Abs Relu Exp Sigmoid Tanh Softplus Softsign Erf Sin Cos Tan Sinh Cosh Atan Asinh Elu Celu Selu LeakyRelu HardSwish Dropout".Split(' ').Select(name => GradientCase.Of(name, name, [Drawn.Of(3, 7)])),
        .. "Log Sqrt Reciprocal".Split(' ').Select(name => GradientCase.Of(name, name, [Drawn.Positive(3, 4)])),
        .. "Asin Acos Atanh".Split(' ').Select(name => GradientCase.Of(name, name, [Drawn.Between(-0.8, 0.8, 3, 4)])),
        GradientCase.Of("Acosh", "Acosh", [Drawn.Between(1.5, 3, 3, 4)]),
        GradientCase.Of("HardSigmoid", "HardSigmoid", [Drawn.Between(-5, 5, 20)]),
        GradientCase.Of("HardSigmoid of its own slope", "HardSigmoid", [Drawn.Between(-5, 5, 20)], NodeAttribute.Of("alpha", 0.4f), NodeAttribute.Of("beta", 0.3f)),
        GradientCase.Of("HardSwish over its bends", "HardSwish", [Drawn.Between(-6, 6, 20)]),
        GradientCase.Of("LeakyRelu of its own slope", "LeakyRelu", [Drawn.Of(20)], NodeAttribute.Of("alpha", 0.3f)),
        GradientCase.Of("Elu of its own alpha", "Elu", [Drawn.Of(20)], NodeAttribute.Of("alpha", 1.7f)),
        GradientCase.Of("Celu of its own alpha", "Celu", [Drawn.Of(20)], NodeAttribute.Of("alpha", 1.7f)),
        GradientCase.Of("ThresholdedRelu", "ThresholdedRelu", [Drawn.Between(-3, 3, 20)]),
        GradientCase.Of("Mish", "Mish", [Drawn.Between(-3, 3, 20)]) with { Opset = 18 },
        GradientCase.Of("Gelu", "Gelu", [Drawn.Between(-3, 3, 20)]) with { Opset = 20 },
        GradientCase.Of("Gelu by tanh", "Gelu", [Drawn.Between(-3, 3, 20)], NodeAttribute.Of("approximate", "tanh")) with { Opset = 20 },
        GradientCase.Of("PRelu", "PRelu", [Drawn.Of(2, 3, 4), Drawn.Positive(3, 1)]),
        new("Clip", (graph, values) => graph.Clip(values[0], -0.5, 0.6), Drawn.Of(20)),
        new("Clip from below", (graph, values) => graph.Clip(values[0], -0.5, null), Drawn.Of(20)),
        new("Cast there and back", (graph, values) => graph.Add(values[0], graph.Cast(graph.Cast(values[0], ElementType.Int64), ElementType.Float32)), Drawn.Between(0.1, 0.9, 8)),
        .. Arithmetic,
    ];

    private static IEnumerable<GradientCase> Arithmetic =>
    [
        .. "Add Sub Mul Max Min Sum Mean".Split(' ').Select(name => GradientCase.Of($"{name} with broadcasting", name, [Drawn.Of(2, 3, 4), Drawn.Of(3, 1)])),
        GradientCase.Of("Add to a scalar", "Add", [Drawn.Of(2, 3), Drawn.Of()]),
        GradientCase.Of("Mul where the first is broadcast", "Mul", [Drawn.Of(4), Drawn.Of(2, 3, 4)]),
        new("Mul with itself", (graph, values) => graph.Multiply(values[0], values[0]), Drawn.Of(5)),
        GradientCase.Of("Sum of three", "Sum", [Drawn.Of(2, 3), Drawn.Of(3), Drawn.Of(2, 1)]),
        GradientCase.Of("Max of three", "Max", [Drawn.Of(2, 3), Drawn.Between(-1, 1.3, 3), Drawn.Between(-1.2, 1, 2, 1)]),
        GradientCase.Of("Div", "Div", [Drawn.Of(2, 3), Drawn.Positive(3)]),
        GradientCase.Of("Pow of both", "Pow", [Drawn.Positive(2, 3), Drawn.Of(3)]),
        .. new[] { 2.0, 3, 0.5, -1.5, 1 }.Select(power => new GradientCase($"Pow {power}", (graph, values) => graph.Pow(values[0], graph.Scalar(ElementType.Float32, power)), Drawn.Positive(2, 3))),
        new("Where", (graph, values) => graph.Where(graph.Greater(values[0], values[1]), graph.Multiply(values[0], values[1]), values[1]), Drawn.Of(2, 3), Drawn.Between(-1.1, 0.9, 3)),
        new("Expand", (graph, values) => graph.Expand(values[0], graph.Integers(2, 3, 4)), Drawn.Of(3, 1)),
    ];
}
