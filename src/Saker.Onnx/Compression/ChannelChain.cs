using Saker.Onnx.Editing;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Compression;

/// <summary>A layer, the layer that its channels go to, and everything between that has something for each channel.</summary>
internal sealed class ChannelChain
{
    // What acts on each channel by itself and stores nothing for it.
    private static readonly HashSet<string> s_passes = new(StringComparer.Ordinal)
    {
        "Relu", "LeakyRelu", "Elu", "Selu", "Celu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Softplus", "Softsign", "Gelu", "Mish", "Erf", "Clip", "Identity", "Dropout",
        "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool",
    };

    private readonly GraphDraft _draft;
    private readonly Dictionary<string, TensorSpec> _shapes;
    private readonly int _channels;
    private readonly List<Action<int[]>> _edits = [];
    private readonly double[] _factors;

    // Places of a channel that lie side by side once a picture is made a row.
    private int _places = 1;
    private int _fromLast;

    private ChannelChain(GraphDraft draft, Dictionary<string, TensorSpec> shapes, WeightedNode start)
    {
        (_draft, _shapes, _channels) = (draft, shapes, (int)start.Content.Shape[start.Axis]);
        _factors = [.. Enumerable.Repeat(1.0, _channels)];
        _fromLast = start.IsConvolution ? start.Content.Shape.Count - 2 : 0;
    }

    /// <summary>What each channel is multiplied with by the batch normalisations of the chain, without its sign.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>The chain that begins at a layer; null where its channels go elsewhere too, or to what is not understood.</summary>
    public static ChannelChain? Find(GraphDraft draft, Dictionary<string, TensorSpec> shapes, WeightedNode start)
    {
        var chain = new ChannelChain(draft, shapes, start);
        if (start.Node.Integer("group", 1) != 1 || !chain.Slices(start.Weight, start.Axis, 1))
            return null;
        if (start.Node.InputAt(2) is { Length: > 0 } bias && !chain.Broadcasts(bias, 0))
            return null;
        var (value, isWhole) = (start.Node.Output[0], false);
        while (!isWhole)
        {
            if (chain.Taker(value) is not { } taker || !chain.Passes(taker, value, out isWhole))
                return null;
            value = taker.Output[0];
        }
        return chain;
    }

    /// <summary>Leaves only some channels, in the order of their numbers.</summary>
    public void Keep(int[] channels)
    {
        foreach (var edit in _edits)
            edit(channels);
    }

    private NodeProto? Taker(string value)
    {
        var takers = _draft.Graph.Node.Where(node => GraphOrder.Takes(node).Contains(value)).Take(2).ToArray();
        return takers.Length == 1 && _draft.Graph.Output.All(output => output.Name != value) && takers[0].IsStandard() ? takers[0] : null;
    }

    private bool Passes(NodeProto node, string value, out bool isWhole)
    {
        isWhole = node.OpType is "Conv" or "Gemm" or "MatMul";
        if (s_passes.Contains(node.OpType))
            return node.Input[0] == value;
        return node.OpType switch
        {
            "BatchNormalization" => node.Input[0] == value && Enumerable.Range(1, 4).All(i => Slices(node.Input[i], 0, _places)) && Weighs(node),
            "Add" or "Sub" or "Mul" or "Div" => Broadcasts(node.Input[node.Input[0] == value ? 1 : 0], _fromLast),
            "Flatten" => node.Integer("axis", 1) == 1 && Flattens(value),
            "Reshape" => node.Input[0] == value && Reshapes(node, value),
            "Conv" => node.Input[0] == value && node.Integer("group", 1) == 1 && _fromLast > 0 && Slices(node.Input[1], 1, _places),
            "MatMul" => node.Input[0] == value && _fromLast == 0 && Slices(node.Input[1], 0, _places),
            "Gemm" => node.Input[0] == value && node.Integer("transA", 0) == 0 && Slices(node.Input[1], node.Integer("transB", 0) == 0 ? 0 : 1, _places),
            _ => false,
        };
    }

    // |scale| / sqrt(variance + epsilon): a channel with small weights may be made large. Always true.
    private bool Weighs(NodeProto node)
    {
        var scales = _draft.FindConstant(node.Input[1])!.Span<float>();
        var variances = _draft.FindConstant(node.Input[4])!.Span<float>();
        for (var i = 0; _places == 1 && i < _channels; i++)
            _factors[i] *= Math.Abs(scales[i]) / Math.Sqrt(variances[i] + node.Float("epsilon", 1e-5f));
        return true;
    }

    private bool Flattens(string value)
    {
        if (_fromLast == 0)
            return true;
        if (!_shapes.TryGetValue(value, out var spec) || spec.Shape.Skip(2).Any(extent => extent < 1))
            return false;
        _places = (int)spec.Shape.Skip(2).Aggregate(1L, (product, extent) => product * extent);
        _fromLast = 0;
        return true;
    }

    // A row of all that a picture has, written as a shape: the new one lets the engine count.
    private bool Reshapes(NodeProto node, string value)
    {
        if (_fromLast == 0 || _draft.FindConstant(node.Input[1]) is not { Type: ElementType.Int64, Count: 2 } shape || !Flattens(value))
            return false;
        var (rows, columns) = (shape.Span<long>()[0], shape.Span<long>()[1]);
        if (columns != _channels * _places && !(columns == -1 && rows is 0 or 1))
            return false;
        _edits.Add(_ => node.Input[1] = _draft.Integers(rows == -1 ? 0 : rows, -1));
        return true;
    }

    /// <summary>Has a constant lose what it holds for channels along an extent.</summary>
    private bool Slices(string constant, int axis, int places)
    {
        if (_draft.FindConstant(constant) is not { Type: ElementType.Float32 } content || axis >= content.Shape.Count || content.Shape[axis] != _channels * places || IsShared(constant))
            return false;
        _edits.Add(channels => _draft.Exchange(constant, Matrices.Take(_draft.FindConstant(constant)!, axis, [.. channels.SelectMany(channel => Enumerable.Range(channel * places, places))])));
        return true;
    }

    // One number for all, or one for each channel in the right place.
    private bool Broadcasts(string constant, int fromLast)
    {
        if (_draft.FindConstant(constant) is not { } content)
            return false;
        var axis = content.Shape.Count - 1 - fromLast;
        return axis < 0 || content.Shape[axis] == 1 || Slices(constant, axis, _places);
    }

    private bool IsShared(string constant) => _draft.Graph.Node.Count(node => GraphOrder.Takes(node).Contains(constant)) > 1;
}
