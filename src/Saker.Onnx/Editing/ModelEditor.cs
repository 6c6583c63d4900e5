using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Editing;

/// <summary>
/// Changes a copy of a model and writes it back: what is not touched stays as it was read, names, operator sets, metadata and what is
/// unknown here included. Not thread-safe.
/// </summary>
public sealed class ModelEditor
{
    private readonly GraphDraft _draft;

    public ModelEditor(OnnxModel model) => _draft = new GraphDraft(model.Proto.Clone());

    /// <summary>Names of the values that are stored in the graph, as initialisers or Constant nodes.</summary>
    public IReadOnlyList<string> Constants =>
    [
        .. _draft.Graph.Initializer.Select(constant => constant.Name),
        .. _draft.Graph.Node.Where(IsConstant).Select(node => node.Output[0]),
    ];

    /// <summary>The content of a stored value.</summary>
    /// <exception cref="OnnxException">The graph stores no value of this name.</exception>
    public Tensor Constant(string name) =>
        FindInitializer(name) is { } constant ? TensorReader.Read(constant, $"Initialiser '{name}'")
        : FindConstantNode(name) is { } node && ConstantNode.Read(node) is { } tensor ? tensor
        : throw Missing(name);

    /// <summary>Gives a stored value another content, of the same type and shape unless <paramref name="anyShape"/> says otherwise.</summary>
    /// <exception cref="OnnxException">The graph stores no value of this name, or the content does not fit.</exception>
    public ModelEditor SetConstant(string name, Tensor content, bool anyShape = false)
    {
        var before = Constant(name);
        if (!anyShape && (before.Type != content.Type || !before.Shape.SequenceEqual(content.Shape)))
            throw new OnnxException($"'{name}' holds {before.Type}[{string.Join(", ", before.Shape)}]; {content.Type}[{string.Join(", ", content.Shape)}] was given.");
        if (FindInitializer(name) is { } constant)
        {
            var written = WireTensors.Write(content, name);
            if (constant.HasDocString)
                written.DocString = constant.DocString;
            _draft.Graph.Initializer[_draft.Graph.Initializer.IndexOf(constant)] = written;
        }
        else
        {
            ConstantNode.Write(FindConstantNode(name)!, content);
        }
        return this;
    }

    /// <summary>Stores a new value.</summary>
    /// <returns>The name it got: the one asked for, or that with a number where it was taken.</returns>
    public string AddConstant(string name, Tensor content)
    {
        var fresh = _draft.Fresh(name);
        _draft.Store(fresh, content);
        return fresh;
    }

    /// <summary>Adds a node of ONNX's own domain after those there are.</summary>
    /// <param name="operatorType">The operator.</param>
    /// <param name="inputs">Names of values; empty where an optional one is left out.</param>
    /// <param name="attributes">Its constants.</param>
    /// <returns>The name of the value that it gives.</returns>
    public string AddNode(string operatorType, IReadOnlyList<string> inputs, params ReadOnlySpan<NodeAttribute> attributes) => _draft.Add(operatorType, [.. inputs], attributes);

    /// <summary>Lets all that take one value take another, the graph's outputs aside.</summary>
    public ModelEditor Redirect(string from, string to)
    {
        foreach (var node in _draft.Graph.Node)
            for (var i = 0; i < node.Input.Count; i++)
                if (node.Input[i] == from)
                    node.Input[i] = to;
        return this;
    }

    /// <summary>Sets what the graph gives, types and shapes left for the engine to find; what no output needs goes.</summary>
    /// <exception cref="OnnxException">Nothing gives one of the values.</exception>
    public ModelEditor SetOutputs(params IReadOnlyList<string> values)
    {
        var given = _draft.Graph.Node.SelectMany(node => node.Output).Concat(_draft.Graph.Input.Select(input => input.Name)).ToHashSet(StringComparer.Ordinal);
        if (values.FirstOrDefault(value => !given.Contains(value)) is { } missing)
            throw new OnnxException($"No node of the graph gives '{missing}'.");
        var known = _draft.Graph.Output.Concat(_draft.Graph.ValueInfo).GroupBy(info => info.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        ValueInfoProto[] outputs = [.. values.Select(value => known.GetValueOrDefault(value) ?? new ValueInfoProto { Name = value })];
        _draft.Graph.Output.Clear();
        _draft.Graph.Output.AddRange(outputs);
        _draft.Prune();
        return this;
    }

    /// <summary>Fixes the extents of an input.</summary>
    /// <exception cref="OnnxException">There is no such input, or its rank or a fixed extent is another.</exception>
    public ModelEditor SetInputShape(string name, params ReadOnlySpan<long> shape)
    {
        InputShapes.Fix(_draft.Graph, name, shape);
        return this;
    }

    /// <summary>The model as it is now; the editor may go on.</summary>
    /// <exception cref="OnnxException">The graph is not sound.</exception>
    public OnnxModel Build()
    {
        var proto = _draft.Model.Clone();
        GraphOrder.Sort(proto.Graph);
        var model = new OnnxModel(proto);
        model.Validate();
        return model;
    }

    private static bool IsConstant(NodeProto node) => node.IsStandard() && node.OpType == "Constant" && node.Output.Count == 1;

    private TensorProto? FindInitializer(string name) => _draft.Graph.Initializer.FirstOrDefault(constant => constant.Name == name);

    private NodeProto? FindConstantNode(string name) => _draft.Graph.Node.FirstOrDefault(node => IsConstant(node) && node.Output[0] == name);

    private static OnnxException Missing(string name) => new($"The graph stores no value '{name}'.");
}
