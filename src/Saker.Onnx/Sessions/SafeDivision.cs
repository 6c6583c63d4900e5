using Google.Protobuf;
using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Sessions;

/// <summary>
/// Rewrites divisions of whole numbers before the engine runs them: processors stop the whole process when the smallest number is divided by -1, or when a
/// remainder by zero is taken. The quotient by -1 becomes the negative, which wraps, and the remainder 0; zero is refused as the caller's fault.
/// </summary>
internal sealed class SafeDivision
{
    // The first that has what a divisor of an unknown type is looked at with.
    private const int WhereOpset = 9;

    private static readonly IReadOnlyDictionary<string, ElementType> NoTypes = new Dictionary<string, ElementType>(StringComparer.Ordinal);

    private readonly Dictionary<string, ElementType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untyped = new(StringComparer.Ordinal);
    private readonly bool _rewrites;
    private IReadOnlyDictionary<string, ElementType> _found;
    private long _opset;
    private int _depth;
    private int _count;

    private SafeDivision(bool rewrites, IReadOnlyDictionary<string, ElementType> found) => (_rewrites, _found) = (rewrites, found);

    /// <summary>The graph to run in place of the model; null where it divides no whole numbers by what may be -1 or 0. The model stays as it is.</summary>
    public static byte[]? Rewrite(OnnxModel model)
    {
        var proto = model.Proto;
        if (!Divides(proto.Graph.Node) && !proto.Functions.Any(function => Divides(function.Node)))
            return null;
        var walk = Walk(proto, rewrites: false, NoTypes);
        var found = NoTypes;
        if (walk._untyped.Count > 0)
        {
            // What is put before a division of a type that is not known is not there for every type.
            found = EngineTypes.Of(proto, walk._untyped);
            walk = Walk(proto, rewrites: false, found);
        }
        if (walk._count == 0)
            return null;
        var safe = proto.Clone();
        Walk(safe, rewrites: true, found);
        return safe.ToByteArray();
    }

    private static bool Divides(IEnumerable<NodeProto> nodes) => nodes.Any(node => IsDivision(node) || ModelWalk.Bodies(node).Any(body => Divides(body.Node)));

    private static bool IsDivision(NodeProto node) => node.OpType is "Div" or "Mod" && node.IsStandard() && node.Input.Count == 2;

    private static SafeDivision Walk(ModelProto model, bool rewrites, IReadOnlyDictionary<string, ElementType> found)
    {
        var walk = new SafeDivision(rewrites, found) { _opset = OperatorSet(model.OpsetImport) };
        walk.Visit(model.Graph);
        foreach (var function in model.Functions)
        {
            // What a function is called with is not known here.
            walk._types.Clear();
            walk._constants.Clear();
            (walk._found, walk._depth, walk._opset) = (NoTypes, 1, OperatorSet(function.OpsetImport));
            walk.Visit(function.Node);
        }
        return walk;
    }

    private static long OperatorSet(IEnumerable<OperatorSetIdProto> imports) => imports.Where(set => OperatorDomains.Normalise(set.Domain).Length == 0).Select(set => set.Version).DefaultIfEmpty(1).Max();

    private void Visit(GraphProto graph)
    {
        foreach (var info in graph.Input.Concat(graph.ValueInfo).Concat(graph.Output))
            Know(info.Name, info.Type?.TensorType is { ElemType: > 0 } tensor ? (ElementType)tensor.ElemType : default);
        foreach (var constant in graph.Initializer)
        {
            Know(constant.Name, (ElementType)constant.DataType);
            if (IsWhole((ElementType)constant.DataType))
                _constants[constant.Name] = TensorReader.Read(constant, $"Initialiser '{constant.Name}'");
        }
        Visit(graph.Node);
    }

    private void Visit(Google.Protobuf.Collections.RepeatedField<NodeProto> nodes)
    {
        var result = new List<NodeProto>(nodes.Count);
        foreach (var node in nodes)
        {
            foreach (var body in ModelWalk.Bodies(node))
                VisitBody(body);
            Learn(node);
            if (IsDivision(node) && IsRisky(node))
            {
                _count++;
                if (_rewrites)
                    Guard(node, new SafeDivisor(result, _count), TypeOf(node));
            }
            result.Add(node);
        }
        if (!_rewrites || result.Count == nodes.Count)
            return;
        nodes.Clear();
        nodes.AddRange(result);
    }

    // Bodies beside each other may use the same names for something else.
    private void VisitBody(GraphProto body)
    {
        _depth++;
        Visit(body);
        _depth--;
        foreach (var name in body.Input.Select(input => input.Name).Concat(body.Initializer.Select(constant => constant.Name)).Concat(body.Node.SelectMany(node => node.Output)))
        {
            _types.Remove(name);
            _constants.Remove(name);
        }
    }

    private ElementType TypeOf(NodeProto division) => _types.TryGetValue(division.Output[0], out var type) ? type : _found.GetValueOrDefault(division.Output[0]);

    private bool IsRisky(NodeProto node)
    {
        var type = TypeOf(node);
        if (type != default && (!IsWhole(type) || (node.OpType == "Div" && type is not (ElementType.Int32 or ElementType.Int64))))
            return false;
        if (_constants.TryGetValue(node.Input[1], out var divisor) && IsSafe(divisor))
            return false;
        if (type != default)
            return true;
        if (_depth == 0)
            _untyped.Add(node.Output[0]);
        return _opset >= WhereOpset;
    }

    private static void Guard(NodeProto node, SafeDivisor draft, ElementType type)
    {
        var (dividend, divisor) = (node.Input[0], node.Input[1]);
        if (type == default)
            (dividend, divisor) = draft.TurnedOfAnyType(dividend, divisor);
        else if (type is ElementType.Int32 or ElementType.Int64)
            (dividend, divisor) = draft.Turned(dividend, divisor, type);
        if (node.OpType == "Mod" && (IsWhole(type) || node.Integer("fmod", 0) == 0))
            divisor = draft.Checked(divisor, type);
        (node.Input[0], node.Input[1]) = (dividend, divisor);
    }

    private void Learn(NodeProto node)
    {
        var type = !node.IsStandard() ? default : node.OpType switch
        {
            "Cast" => (ElementType)node.Integer("to", 0),
            "Constant" => LearnConstant(node),
            "ConstantOfShape" => node.Tensor("value")?.Type ?? ElementType.Float32,
            "Shape" or "Size" or "NonZero" or "ArgMax" or "ArgMin" => ElementType.Int64,
            "Where" => Known(node.InputAt(1), node.InputAt(2)),
            "Add" or "Sub" or "Mul" or "Div" or "Mod" or "Max" or "Min" or "Sum" or "MatMul" or "Gemm" or "Concat" or "CastLike" or "PRelu" => Known([.. node.OpType == "CastLike" ? node.Input.Skip(1) : node.Input]),
            "Sqrt" or "Exp" or "Log" or "Erf" or "Tanh" or "Sigmoid" or "Softmax" or "LogSoftmax" or "Conv" or "LayerNormalization" or "BatchNormalization" or "Pow" or "Abs" or "Neg" or "Relu" or "Identity" or "Reshape"
                or "Transpose" or "Slice" or "Gather" or "Squeeze" or "Unsqueeze" or "Expand" or "Clip" or "Tile" or "Pad" or "Flatten" or "Split" or "Dropout" or "ReduceSum" or "ReduceMean" or "ReduceMax" or "ReduceMin"
                or "ReduceL2" or "ReduceL1" or "ReduceProd" or "ReduceSumSquare" or "GlobalAveragePool" or "MaxPool" or "AveragePool" or "Reciprocal" or "Sin" or "Cos" or "Softplus" or "Floor" or "Ceil" or "Round"
                or "LeakyRelu" or "Elu" or "Selu" or "Gelu" or "HardSigmoid" or "HardSwish" or "Softsign" or "InstanceNormalization" or "GroupNormalization" or "LRN" or "LpNormalization" or "GlobalMaxPool" or "Resize" or "Upsample"
                or "ConvTranspose" or "DepthToSpace" or "SpaceToDepth" or "TopK" or "CumSum" or "GatherElements" or "GatherND" or "ScatterElements" or "ScatterND" or "Einsum" or "ReduceLogSumExp" or "ReduceLogSum" or "Trilu" or "LSTM" or "GRU" => Known(node.InputAt(0)),
            _ => default,
        };
        foreach (var output in node.Output.Take(node.OpType is "Split" ? int.MaxValue : 1))
            Know(output, type);
    }

    private ElementType LearnConstant(NodeProto node)
    {
        if (ConstantNode.Read(node) is not { } tensor)
            return default;
        if (IsWhole(tensor.Type))
            _constants[node.Output[0]] = tensor;
        return tensor.Type;
    }

    private void Know(string name, ElementType type)
    {
        if (name.Length > 0 && type != default)
            _types[name] = type;
    }

    private ElementType Known(params string[] names) => names.Select(name => _types.GetValueOrDefault(name)).FirstOrDefault(type => type != default);

    private static bool IsWhole(ElementType type) => type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64 or ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;

    // All bits of -1 are set in every width; of unsigned numbers the largest looks like it, and is guarded in vain.
    private static bool IsSafe(Tensor divisor)
    {
        var bytes = divisor.Bytes();
        if (divisor.Count == 0)
            return true;
        var width = (int)(bytes.Length / divisor.Count);
        for (var at = 0; at < bytes.Length; at += width)
            if (bytes.Slice(at, width) is var cell && (!cell.ContainsAnyExcept((byte)0) || !cell.ContainsAnyExcept((byte)0xFF)))
                return false;
        return true;
    }
}
