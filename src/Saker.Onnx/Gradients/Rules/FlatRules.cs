using Saker.Onnx.Editing;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Operators whose results stay the same for small changes of what they take: nothing goes back through them.</summary>
internal static class FlatRules
{
    private static readonly string[] s_operators =
    [
        "Shape", "Size", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Not", "Xor", "IsNaN", "IsInf", "ArgMax", "ArgMin", "Hardmax", "NonZero", "OneHot",
        "Floor", "Ceil", "Round", "Sign", "ConstantOfShape", "EyeLike", "Range", "RandomNormalLike", "RandomUniformLike", "Bernoulli", "NonMaxSuppression",
    ];

    public static void Register(GradientRules rules)
    {
        foreach (var operatorType in s_operators)
            rules.Add(operatorType, _ => { });
        rules.Add("Cast", Cast, node => (ElementType)node.Integer("to", 1) is ElementType.Float16 or ElementType.Float64 or ElementType.BFloat16
            ? $"casts to {(ElementType)node.Integer("to", 1)} where gradients are of Float32"
            : null);
    }

    /// <summary>Whether nothing that a node gives moves with what it takes.</summary>
    public static bool IsFlat(NodeProto node) => node.IsStandard()
        && (s_operators.Contains(node.OpType) || (node.OpType == "Cast" && !ElementTypes.IsFloatingPoint((ElementType)node.Integer("to", 1))));

    // Numbers made integers or booleans lose what a small change would be.
    private static void Cast(GradientNode node)
    {
        if ((ElementType)node.Node.Integer("to", 1) == ElementType.Float32)
            node.Give(0, node.Gradient);
    }
}
