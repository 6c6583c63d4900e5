using System.Runtime.CompilerServices;
using Saker.Onnx;
using Saker.Onnx.Reading;

namespace Saker.Learning.Explanation.Columns;

/// <summary>
/// Which raw columns each feature of a graph is made of, found by following the nodes column by column. Exact for the operators that
/// preparations are made of, by whoever; a value that another operator mixes has no known origins.
/// </summary>
internal sealed class FeatureOrigins
{
    private static readonly HashSet<string> Unary = new(StringComparer.Ordinal)
    {
        "Identity", "Cast", "IsNaN", "IsInf", "Not", "Abs", "Neg", "Log", "Exp", "Sqrt", "Floor", "Ceil", "Round", "Sign", "Reciprocal", "Sigmoid", "Tanh", "Relu",
        "LabelEncoder", "Scaler", "Imputer", "Clip", "StringNormalizer", "Binarizer", "Reshape", "Flatten", "Squeeze", "Unsqueeze",
    };

    private static readonly HashSet<string> Columnwise = new(StringComparer.Ordinal)
    {
        "Add", "Sub", "Mul", "Div", "Mod", "Pow", "Min", "Max", "Sum", "Mean", "Where", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor",
    };

    private static readonly HashSet<string> Reductions = new(StringComparer.Ordinal) { "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ArgMax", "ArgMin" };

    private readonly OnnxModel _model;
    private readonly Dictionary<string, (OnnxNode Node, int Output)> _givers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[][]?> _known = new(StringComparer.Ordinal);

    public FeatureOrigins(OnnxModel model)
    {
        _model = model;
        foreach (var node in model.Graph.Nodes)
            for (var i = 0; i < node.Outputs.Count; i++)
                _givers[node.Outputs[i]] = (node, i);
        var columns = new List<string>();
        foreach (var input in model.Inputs)
        {
            // One column a row, or as many as the shape says.
            var width = input.Shape.Count switch { 1 => 1, 2 when input.Shape[1] > 0 => (int)input.Shape[1], _ => 0 };
            var first = columns.Count;
            columns.AddRange(width == 1 ? [input.Name] : Enumerable.Range(0, width).Select(i => $"{input.Name}[{i}]"));
            _known[input.Name] = width == 0 ? null : [.. Enumerable.Range(first, width).Select(column => new[] { column })];
        }
        foreach (var constant in model.Graph.Initializers)
            _known.TryAdd(constant.Name, [.. Enumerable.Repeat(Array.Empty<int>(), (int)(constant.Shape.Count == 0 ? 1 : constant.Shape[^1]))]);
        Columns = columns;
    }

    /// <summary>The raw columns; an input of several columns has one for each, such as <c>input[3]</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>For each feature of a value of shape [N, features] the raw columns, ascending; null when they are not known.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Find(string value) => Trace(value);

    private int[][]? Trace(string value)
    {
        if (_known.TryGetValue(value, out var known))
            return known;
        if (!_givers.TryGetValue(value, out var giver))
            return null;
        // A graph of some ten thousand steps in a row is not followed.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return null;
        // Graphs have no circles; the engine would not have loaded one.
        return _known[value] = Trace(giver.Node, giver.Output);
    }

    private int[][]? Trace(OnnxNode node, int output)
    {
        if (node.Operator == "Constant")
            return [.. Enumerable.Repeat(Array.Empty<int>(), Math.Max(1, node.FindAttribute("value")?.Tensor.Count ?? 1))];
        if (Unary.Contains(node.Operator))
            return Trace(node.Inputs[0]);
        if (Columnwise.Contains(node.Operator))
            return Join(node.Inputs.Select(Trace).ToArray());
        if (Reductions.Contains(node.Operator))
            return Trace(node.Inputs[0]) is { } reduced ? [Union(reduced)] : null;
        return node.Operator switch
        {
            "Concat" => Concat(node.Inputs.Select(Trace).ToArray()),
            "FeatureVectorizer" => Concat(node.Inputs.Select(Trace).ToArray()),
            "Split" => Split(node, output),
            "Gather" or "ArrayFeatureExtractor" => Pick(node),
            "OneHotEncoder" => OneHot(node),
            _ => null,
        };
    }

    private static int[][]? Concat(int[][]?[] parts) => parts.Contains(null) ? null : [.. parts.SelectMany(part => part!)];

    // Column j of the result is made of column j of each operand; one of a single column stands for all.
    private static int[][]? Join(int[][]?[] parts)
    {
        if (parts.Contains(null))
            return null;
        var width = parts.Max(part => part!.Length);
        return parts.All(part => part!.Length == 1 || part.Length == width)
            ? [.. Enumerable.Range(0, width).Select(column => Union(parts.Select(part => part![part.Length == 1 ? 0 : column])))]
            : null;
    }

    private int[][]? Split(OnnxNode node, int output)
    {
        if (Trace(node.Inputs[0]) is not { } columns)
            return null;
        var sizes = node.FindAttribute("split")?.Integers ?? (node.Inputs.Count > 1 ? Integers(node.Inputs[1]) : null);
        if (sizes is null && columns.Length % node.Outputs.Count != 0)
            return null;
        var start = sizes is null ? output * (columns.Length / node.Outputs.Count) : (int)sizes.Take(output).Sum();
        var length = sizes is null ? columns.Length / node.Outputs.Count : (int)sizes[output];
        return columns[start..(start + length)];
    }

    private int[][]? Pick(OnnxNode node)
    {
        if (Trace(node.Inputs[0]) is not { } columns || Integers(node.Inputs[1]) is not { } places)
            return null;
        if (node.Operator == "Gather" && node.FindAttribute("axis")?.Integer is not (1 or -1))
            return null;
        return [.. places.Select(place => columns[place < 0 ? place + columns.Length : place])];
    }

    private int[][]? OneHot(OnnxNode node)
    {
        var categories = (node.FindAttribute("cats_strings")?.Texts.Count ?? 0) + (node.FindAttribute("cats_int64s")?.Integers.Count ?? 0);
        return Trace(node.Inputs[0]) is { } columns ? [.. columns.SelectMany(column => Enumerable.Repeat(column, categories))] : null;
    }

    private IReadOnlyList<long>? Integers(string constant)
    {
        var tensor = _model.Graph.FindInitializer(constant)?.Read() ?? (_givers.TryGetValue(constant, out var giver) ? giver.Node.FindAttribute("value")?.Tensor : null);
        return tensor?.Type switch
        {
            ElementType.Int64 => tensor.Span<long>().ToArray(),
            ElementType.Int32 => [.. tensor.Span<int>().ToArray().Select(value => (long)value)],
            _ => null,
        };
    }

    private static int[] Union(IEnumerable<int[]> columns) => [.. columns.SelectMany(column => column).Distinct().Order()];
}
