using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Upgrading;

/// <summary>A node being brought to a later operator set: what an adapter sees of the graph around it, and the nodes it puts before and after.</summary>
internal sealed class AdapterNode(NodeProto node, GraphProto graph, Func<string, string> fresh, Func<string, ElementType?> typeOf, Func<string, int?> rankOf, Func<string, bool> isTaken)
{
    private readonly List<NodeProto> _before = [];
    private readonly List<NodeProto> _after = [];

    public NodeProto Node => node;

    /// <summary>The nodes that stand for it now, in order.</summary>
    public IEnumerable<NodeProto> Nodes => [.. _before, node, .. _after];

    /// <summary>The name of an input that the node cannot do without.</summary>
    public string Taken(int index) => node.InputAt(index) is { Length: > 0 } value ? value : throw Refuse($"it has no input {index}");

    /// <summary>A value's element type where the model states it or it follows from a constant.</summary>
    public ElementType? TypeOf(string value) => typeOf(value);

    /// <summary>Whether any node or output takes a value.</summary>
    public bool IsTaken(string value) => isTaken(value);

    /// <summary>A value's number of extents where the model states it.</summary>
    public int? RankOf(string value) => rankOf(value);

    public string Constant(Tensor tensor)
    {
        var name = fresh("upgraded");
        graph.Initializer.Add(WireTensors.Write(tensor, name));
        return name;
    }

    /// <summary>Moves an attribute of integers to an input; nothing happens where it is not there.</summary>
    public bool MoveIntegers(string attribute, int input)
    {
        if (node.Integers(attribute) is not { } values)
            return false;
        node.Remove(attribute);
        node.SetInput(input, Constant(Tensor.Vector(values)));
        return true;
    }

    /// <summary>A number of a value's element type, float32 where that is not known.</summary>
    public string NumberLike(string value, double number) => Constant(TypeOf(value) switch
    {
        ElementType.Float64 => Tensor.Scalar(number),
        ElementType.Float16 => Tensor.Scalar((Half)number),
        ElementType.Int64 => Tensor.Scalar((long)number),
        ElementType.Int32 => Tensor.Scalar((int)number),
        _ => Tensor.Scalar((float)number),
    });

    /// <summary>Puts a node before this one, and gives back the name of what it gives.</summary>
    public string Before(string operatorType, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var output = fresh("upgraded");
        _before.Add(New(operatorType, inputs, output, attributes));
        return output;
    }

    /// <summary>Lets a node after this one give what this one gave; it takes what this one gives from now on, and <paramref name="more"/>.</summary>
    public void After(string operatorType, ReadOnlySpan<string> more, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var output = node.OutputAt(0) is { Length: > 0 } given ? given : throw Refuse("it gives nothing");
        node.Output[0] = fresh("upgraded");
        _after.Add(New(operatorType, [node.Output[0], .. more], output, attributes));
    }

    public OnnxException Refuse(string why) => new($"Node '{node.Label()}' ({node.OpType}) cannot be upgraded: {why}.");

    private NodeProto New(string operatorType, ReadOnlySpan<string> inputs, string output, ReadOnlySpan<NodeAttribute> attributes)
    {
        var added = new NodeProto { OpType = operatorType, Name = fresh(node.Name.Length > 0 ? $"{node.Name}_{operatorType}" : operatorType) };
        foreach (var input in inputs)
            added.Input.Add(input);
        added.Output.Add(output);
        foreach (var attribute in attributes)
            added.Attribute.Add(attribute.Proto);
        return added;
    }
}
