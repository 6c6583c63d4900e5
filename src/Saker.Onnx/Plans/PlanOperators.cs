using Saker.Onnx.Graphs;
using Saker.Onnx.Plans.Steps;
using Saker.Onnx.Reading;
using static Saker.Onnx.Plans.Steps.Elementwise;

namespace Saker.Onnx.Plans;

/// <summary>The operators that plans know: each adds its step to a draft. Left out is what the engine computes in an order of its own, such as sums and products of matrices.</summary>
internal static class PlanOperators
{
    private static readonly Dictionary<string, Action<PlanDraft, OnnxNode>> s_standard = new(StringComparer.Ordinal)
    {
        ["Add"] = Binary(null, (a, b, r) => new BinaryStep<Plus<float>, float, float>(a, b, r), (a, b, r) => new BinaryStep<Plus<double>, double, double>(a, b, r), (a, b, r) => new BinaryStep<Plus<long>, long, long>(a, b, r)),
        ["Sub"] = Binary(null, (a, b, r) => new BinaryStep<Minus<float>, float, float>(a, b, r), (a, b, r) => new BinaryStep<Minus<double>, double, double>(a, b, r), (a, b, r) => new BinaryStep<Minus<long>, long, long>(a, b, r)),
        ["Mul"] = Binary(null, (a, b, r) => new BinaryStep<Times<float>, float, float>(a, b, r), (a, b, r) => new BinaryStep<Times<double>, double, double>(a, b, r), (a, b, r) => new BinaryStep<Times<long>, long, long>(a, b, r)),
        ["Div"] = Binary(null, (a, b, r) => new BinaryStep<Over<float>, float, float>(a, b, r), (a, b, r) => new BinaryStep<Over<double>, double, double>(a, b, r)),
        ["Equal"] = Binary(ElementType.Boolean, (a, b, r) => new BinaryStep<IsEqual<float>, float, bool>(a, b, r), (a, b, r) => new BinaryStep<IsEqual<double>, double, bool>(a, b, r), (a, b, r) => new BinaryStep<IsEqual<long>, long, bool>(a, b, r)),
        ["Less"] = Binary(ElementType.Boolean, (a, b, r) => new BinaryStep<IsLess<float>, float, bool>(a, b, r), (a, b, r) => new BinaryStep<IsLess<double>, double, bool>(a, b, r), (a, b, r) => new BinaryStep<IsLess<long>, long, bool>(a, b, r)),
        ["LessOrEqual"] = Binary(ElementType.Boolean, (a, b, r) => new BinaryStep<IsLessOrEqual<float>, float, bool>(a, b, r), (a, b, r) => new BinaryStep<IsLessOrEqual<double>, double, bool>(a, b, r), (a, b, r) => new BinaryStep<IsLessOrEqual<long>, long, bool>(a, b, r)),
        ["Greater"] = Binary(ElementType.Boolean, (a, b, r) => new BinaryStep<IsGreater<float>, float, bool>(a, b, r), (a, b, r) => new BinaryStep<IsGreater<double>, double, bool>(a, b, r), (a, b, r) => new BinaryStep<IsGreater<long>, long, bool>(a, b, r)),
        ["GreaterOrEqual"] = Binary(ElementType.Boolean, (a, b, r) => new BinaryStep<IsGreaterOrEqual<float>, float, bool>(a, b, r), (a, b, r) => new BinaryStep<IsGreaterOrEqual<double>, double, bool>(a, b, r), (a, b, r) => new BinaryStep<IsGreaterOrEqual<long>, long, bool>(a, b, r)),
        ["And"] = Logic((a, b, r) => new BinaryStep<Both, bool, bool>(a, b, r)),
        ["Or"] = Logic((a, b, r) => new BinaryStep<Either, bool, bool>(a, b, r)),
        ["Not"] = Unary(null, truth: (v, r) => new UnaryStep<Not, bool, bool>(v, r)),
        ["IsNaN"] = Unary(ElementType.Boolean, (v, r) => new UnaryStep<IsNotANumber<float>, float, bool>(v, r), (v, r) => new UnaryStep<IsNotANumber<double>, double, bool>(v, r)),
        ["Abs"] = Unary(null, (v, r) => new UnaryStep<Absolute<float>, float, float>(v, r), (v, r) => new UnaryStep<Absolute<double>, double, double>(v, r)),
        ["Neg"] = Unary(null, (v, r) => new UnaryStep<Negative<float>, float, float>(v, r), (v, r) => new UnaryStep<Negative<double>, double, double>(v, r)),
        ["Floor"] = Unary(null, (v, r) => new UnaryStep<RoundedDown<float>, float, float>(v, r), (v, r) => new UnaryStep<RoundedDown<double>, double, double>(v, r)),
        ["Ceil"] = Unary(null, (v, r) => new UnaryStep<RoundedUp<float>, float, float>(v, r), (v, r) => new UnaryStep<RoundedUp<double>, double, double>(v, r)),
        ["Sqrt"] = Unary(null, (v, r) => new UnaryStep<Root<float>, float, float>(v, r), (v, r) => new UnaryStep<Root<double>, double, double>(v, r)),
        ["Sigmoid"] = Unary(null, (v, r) => new UnaryStep<Sigmoid, float, float>(v, r)),
        ["Identity"] = (draft, node) => draft.Set(node.Outputs[0], draft.Rows(node.Inputs[0])),
        ["Cast"] = CastOperator.Add,
        ["Where"] = ColumnOperators.AddWhere,
        ["Concat"] = ColumnOperators.AddConcat,
        ["Gather"] = ColumnOperators.AddGather,
        ["Split"] = ColumnOperators.AddSplit,
        ["Reshape"] = ColumnOperators.AddReshape,
        ["ReduceSum"] = ReducingOperators.AddSum,
        ["ArgMax"] = ReducingOperators.AddLargest,
        ["Clip"] = ReducingOperators.AddClip,
        ["Constant"] = (draft, node) => draft.SetConstant(node.Outputs[0], node.FindAttribute("value") is { Kind: AttributeKind.Tensor } value ? value.Tensor : throw new PlanException("holds no tensor")),
    };

    private static readonly Dictionary<string, Action<PlanDraft, OnnxNode>> s_machineLearning = new(StringComparer.Ordinal)
    {
        ["LabelEncoder"] = TableOperators.AddLookup,
        ["OneHotEncoder"] = TableOperators.AddOneHot,
        ["TreeEnsembleRegressor"] = TableOperators.AddTrees,
    };

    // Of all operators together: no two of them mean different things by one name.
    private static readonly HashSet<string> s_attributes = new(StringComparer.Ordinal)
    {
        "axis", "to", "keepdims", "select_last_index", "noop_with_empty_axes", "num_outputs", "allowzero", "value",
        "keys_strings", "keys_int64s", "values_strings", "values_int64s", "values_floats", "default_string", "default_int64", "default_float", "cats_int64s", "zeros",
        "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values", "nodes_truenodeids", "nodes_falsenodeids", "nodes_missing_value_tracks_true", "nodes_hitrates",
        "target_treeids", "target_nodeids", "target_ids", "target_weights", "n_targets", "base_values", "aggregate_function", "post_transform",
    };

    private delegate PlanStep BinaryMaker(PlanValue left, PlanValue right, PlanValue result);

    private delegate PlanStep UnaryMaker(PlanValue value, PlanValue result);

    /// <summary>Whether a node may become a step.</summary>
    public static bool Knows(OnnxNode node) => Find(node) is not null;

    /// <summary>Adds a node's step.</summary>
    /// <exception cref="PlanException">It has what plans have not.</exception>
    public static void Add(PlanDraft draft, OnnxNode node)
    {
        try
        {
            // What is not known here, such as an attribute of a later operator set, may mean anything.
            if (node.Attributes.FirstOrDefault(attribute => !s_attributes.Contains(attribute.Name)) is { } unknown)
                throw new PlanException($"has an attribute '{unknown.Name}'");
            Find(node)!(draft, node);
        }
        catch (PlanException exception)
        {
            throw new PlanException($"has an operator {node.Operator} that {exception.Message}");
        }
    }

    private static Action<PlanDraft, OnnxNode>? Find(OnnxNode node) => node.Domain switch
    {
        "" => s_standard.GetValueOrDefault(node.Operator),
        GraphBuilder.MachineLearning => s_machineLearning.GetValueOrDefault(node.Operator),
        _ => null,
    };

    private static Action<PlanDraft, OnnxNode> Binary(ElementType? result, BinaryMaker single, BinaryMaker twofold, BinaryMaker? whole = null) => (draft, node) =>
        AddBinary(draft, node, result, type => type switch
        {
            ElementType.Float32 => single,
            ElementType.Float64 => twofold,
            ElementType.Int64 => whole,
            _ => null,
        });

    private static Action<PlanDraft, OnnxNode> Logic(BinaryMaker truth) => (draft, node) => AddBinary(draft, node, ElementType.Boolean, type => type == ElementType.Boolean ? truth : null);

    private static void AddBinary(PlanDraft draft, OnnxNode node, ElementType? resultType, Func<ElementType, BinaryMaker?> makers)
    {
        var (left, right) = (draft.Operand(node.Inputs[0]), draft.Operand(node.Inputs[1]));
        var make = left.Type == right.Type ? makers(left.Type) : null;
        if (make is null)
            throw new PlanException($"takes {left.Type} and {right.Type}");
        var result = draft.New(resultType ?? left.Type, PlanDraft.CommonWidth(left, right));
        draft.Steps.Add(make(left, right, result));
        draft.Set(node.Outputs[0], result);
    }

    private static Action<PlanDraft, OnnxNode> Unary(ElementType? resultType, UnaryMaker? single = null, UnaryMaker? twofold = null, UnaryMaker? truth = null) => (draft, node) =>
    {
        var value = draft.Rows(node.Inputs[0]);
        var make = value.Type switch
        {
            ElementType.Float32 => single,
            ElementType.Float64 => twofold,
            ElementType.Boolean => truth,
            _ => null,
        };
        if (make is null)
            throw new PlanException($"takes {value.Type}");
        var result = draft.New(resultType ?? value.Type, value.Width);
        draft.Steps.Add(make(value, result));
        draft.Set(node.Outputs[0], result);
    };
}
