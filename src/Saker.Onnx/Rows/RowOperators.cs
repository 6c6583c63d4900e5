using Saker.Onnx.Editing;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Rows;

/// <summary>Which operators keep rows apart, by ONNX's definitions of them (onnx/docs/Operators.md and Operators-ml.md).</summary>
internal static class RowOperators
{
    private static readonly HashSet<string> s_single = new(StringComparer.Ordinal)
    {
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Cast", "Ceil", "Celu", "Cos", "Cosh", "Elu", "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "Identity", "IsInf", "IsNaN", "LeakyRelu", "Log", "Mish", "Neg", "Not",
        "Reciprocal", "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softplus", "Softsign", "Sqrt", "Tan", "Tanh", "ThresholdedRelu", "BitwiseNot", "RegexFullMatch",
    };

    private static readonly HashSet<string> s_broadcast = new(StringComparer.Ordinal)
    {
        "Add", "Sub", "Mul", "Div", "Mod", "Pow", "Max", "Min", "Sum", "Mean", "Where", "And", "Or", "Xor", "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "PRelu", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor",
        "StringConcat", "Clip",
    };

    // Their first extent is one of pictures or sentences, which stay apart; all but the first input are weights.
    private static readonly HashSet<string> s_spatial = new(StringComparer.Ordinal)
    {
        "Conv", "ConvTranspose", "ConvInteger", "QLinearConv", "AveragePool", "MaxPool", "LpPool", "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool", "LRN", "InstanceNormalization", "GroupNormalization", "DepthToSpace", "SpaceToDepth",
    };

    private static readonly HashSet<string> s_cells = new(StringComparer.Ordinal) { "LabelEncoder", "CategoryMapper", "Binarizer", "OneHotEncoder" };

    private static readonly HashSet<string> s_tables = new(StringComparer.Ordinal)
    {
        "TreeEnsemble", "TreeEnsembleClassifier", "TreeEnsembleRegressor", "LinearClassifier", "LinearRegressor", "SVMClassifier", "SVMRegressor", "Scaler", "Imputer", "Normalizer", "ArrayFeatureExtractor",
    };

    public static bool IsRandom(NodeProto node) => node.OpType.StartsWith("Random", StringComparison.Ordinal) || node.OpType is "Bernoulli" or "Multinomial" || ModelWalk.Bodies(node).Any(body => body.Node.Any(IsRandom));

    /// <summary>Whether all outputs of a node keep rows apart where its inputs do.</summary>
    public static bool KeepsRows(NodeProto node, RowFlow flow)
    {
        if (ModelWalk.Bodies(node).Any())
            return false;
        var rows = new RowOperands(node, flow);
        return OperatorDomains.Normalise(node.Domain) switch
        {
            "" => KeepsStandard(node, rows),
            "ai.onnx.ml" => s_cells.Contains(node.OpType) ? rows.IsFirstAlone() : s_tables.Contains(node.OpType) ? rows.IsFirstAlone() && rows.Rank(0) == 2 : node.OpType == "FeatureVectorizer" && rows.AreAll(2),
            _ => false,
        };
    }

    private static bool KeepsStandard(NodeProto node, RowOperands rows) => s_single.Contains(node.OpType) ? rows.IsFirstAlone()
        : s_broadcast.Contains(node.OpType) ? rows.Broadcasts()
        : s_spatial.Contains(node.OpType) ? rows.IsFirstAlone() && rows.Rank(0) >= 3 && node.Output.Count == 1
        : node.OpType.StartsWith("Reduce", StringComparison.Ordinal) ? rows.IsFirstAlone() && rows.HasInnerAxes(1)
        : node.OpType switch
        {
            "MatMul" or "MatMulInteger" => rows.Multiplies() && (node.OpType == "MatMul" || rows.AreConstant(2)),
            "Gemm" => rows.Kind(0) == RowKind.Rows && rows.Kind(1) == RowKind.Constant && node.Integer("transA", 0) == 0 && rows.Fits(2),
            "BatchNormalization" => rows.IsFirstAlone() && rows.Rank(0) >= 2 && node.Integer("training_mode", 0) == 0 && node.Output.Count(name => name.Length > 0) == 1,
            "LayerNormalization" or "RMSNormalization" => rows.IsFirstAlone() && rows.FitsBehind(1) && rows.FitsBehind(2) && rows.IsInner(node.Integer("axis", -1), 0),
            "Softmax" or "LogSoftmax" or "Hardmax" => rows.IsFirstAlone() && rows.IsInner(node.Integer("axis", rows.Opset >= 13 ? -1 : 1), 0),
            "ArgMax" or "ArgMin" => rows.IsFirstAlone() && rows.IsInner(node.Integer("axis", 0), 0),
            "TopK" => rows.IsFirstAlone() && rows.IsInner(node.Integer("axis", -1), 0),
            "CumSum" => rows.IsFirstAlone() && rows.HasInnerAxes(1),
            "Flatten" => rows.IsFirstAlone() && rows.Axis(node.Integer("axis", 1), 0) == 1,
            "Transpose" => rows.IsFirstAlone() && node.Integers("perm") is [0, ..],
            "Squeeze" => rows.IsFirstAlone() && rows.HasInnerAxes(1),
            "Unsqueeze" => rows.IsFirstAlone() && rows.HasInnerAxes(1, ofOutput: true),
            "Concat" => rows.AreAll(2) && rows.IsInner(node.Integer("axis", 0), 0),
            "Split" => rows.IsFirstAlone() && rows.IsInner(node.Integer("axis", 0), 0),
            "Slice" => rows.IsFirstAlone() && rows.HasInnerAxes(3),
            "Gather" => rows.Looks(node.Integer("axis", 0)),
            "GatherElements" => rows.AreAll(2) && rows.IsInner(node.Integer("axis", 0), 0),
            "Reshape" => rows.Reshapes(node.Integer("allowzero", 0) == 0),
            "Expand" => rows.Expands(),
            "OneHot" => rows.IsFirstAlone() && rows.IsInnerOfOutput(node.Integer("axis", -1)),
            "Tile" => rows.IsFirstAlone() && rows.Numbers(1) is [1, ..],
            "Pad" => rows.IsFirstAlone() && rows.Pads(),
            "Dropout" => rows.IsFirstAlone() && rows.Kind(2) == RowKind.Constant && rows.IsAbsent(2),
            "QuantizeLinear" or "DequantizeLinear" => rows.IsFirstAlone() && rows.Rank(1) == 0 && rows.IsNumber(1),
            _ => false,
        };
}
