using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Shapes;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Rows;

/// <summary>
/// Follows the rows of a graph from its inputs to its outputs: whether what is answered to a row can depend on the rows beside it, whatever the values are.
/// Operators that are not known to keep rows apart count as mixing them.
/// </summary>
internal sealed class RowFlow
{
    private readonly Dictionary<string, RowKind> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _numbers = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, TensorSpec> _shapes;
    private readonly int _opset;

    private RowFlow(ModelProto model, IReadOnlyDictionary<string, TensorSpec> shapes)
    {
        _shapes = shapes;
        _opset = (int)model.OpsetImport.Where(set => OperatorDomains.Normalise(set.Domain).Length == 0).Select(set => set.Version).DefaultIfEmpty(1).Max();
        foreach (var input in model.Graph.Input)
            _kinds[input.Name] = RowKind.Rows;
        foreach (var constant in model.Graph.Initializer)
            KeepNumbers(constant.Name, (ElementType)constant.DataType == ElementType.Int64 && constant.Dims.Count <= 1 ? TensorReader.Read(constant, $"Initialiser '{constant.Name}'") : null);
        foreach (var node in model.Graph.Node)
            Visit(node);
    }

    /// <summary>The opset of ONNX's own operators.</summary>
    public int Opset => _opset;

    /// <summary>Why rows may depend on each other, as the end of a sentence; null where they surely do not.</summary>
    /// <param name="model">A graph whose inputs and outputs all have rows as their first extent.</param>
    public static string? FindMixing(OnnxModel model)
    {
        // A function may stand in for an operator of its name.
        if (model.Proto.Functions.Any(function => OperatorDomains.Normalise(function.Domain) is "" or GraphBuilder.MachineLearning))
            return "the graph has operators of its own by names of the standard's";
        try
        {
            var flow = new RowFlow(model.Proto, ShapeInference.Infer(model.Proto));
            foreach (var output in model.Proto.Graph.Output)
                if (flow.Kind(output.Name) != RowKind.Rows)
                    return $"in output '{output.Name}' a row's answer may depend on the rows beside it: {flow._reasons.GetValueOrDefault(output.Name, "it does not follow the rows of the inputs")}";
            return null;
        }
        catch (OnnxException exception)
        {
            return $"it could not be found whether the graph keeps rows apart: {exception.Message}";
        }
    }

    public RowKind Kind(string name) => name.Length == 0 ? RowKind.Constant : _kinds.GetValueOrDefault(name, RowKind.Mixed);

    /// <summary>How many extents a value has; 0 also where that is not known.</summary>
    public int Rank(string name) => _shapes.TryGetValue(name, out var spec) ? spec.Shape.Count : 0;

    /// <summary>An extent of a value; -1 where it is free or not known.</summary>
    public long Extent(string name, int axis) => _shapes.TryGetValue(name, out var spec) && axis < spec.Shape.Count ? spec.Shape[axis] : -1;

    /// <summary>Whole numbers that a value holds whatever is fed, where they are known; <see cref="RowNumbers.Rows"/> is how many rows there are.</summary>
    public long[]? Numbers(string name) => _numbers.GetValueOrDefault(name);

    private void Visit(NodeProto node)
    {
        var kinds = GraphOrder.Takes(node).Select(Kind).ToArray();
        var kind = kinds.Contains(RowKind.Mixed) ? RowKind.Mixed
            : RowNumbers.Follow(node, this) is { } numbers ? Keep(node.Output[0], numbers)
            : kinds.All(each => each == RowKind.Constant) ? (RowOperators.IsRandom(node) ? RowKind.Mixed : RowKind.Constant)
            : RowOperators.KeepsRows(node, this) ? RowKind.Rows
            : RowKind.Mixed;
        foreach (var output in node.Output.Where(name => name.Length > 0))
        {
            _kinds[output] = kind == RowKind.Rows && Rank(output) == 0 ? RowKind.Mixed : kind;
            if (_kinds[output] == RowKind.Mixed)
                _reasons[output] = GraphOrder.Takes(node).Select(name => _reasons.GetValueOrDefault(name)).FirstOrDefault(reason => reason is not null) ?? $"the operator {node.OpType} ('{node.Label()}') may look along the rows";
        }
    }

    private RowKind Keep(string name, long[] numbers)
    {
        _numbers[name] = numbers;
        return numbers.Any(number => number is RowNumbers.Rows or RowNumbers.Unknown) ? RowKind.Shape : RowKind.Constant;
    }

    private void KeepNumbers(string name, Tensor? tensor)
    {
        _kinds[name] = RowKind.Constant;
        if (tensor is not null)
            _numbers[name] = tensor.Span<long>().ToArray();
    }
}
