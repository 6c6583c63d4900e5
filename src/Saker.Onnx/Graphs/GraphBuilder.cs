using Saker.Onnx.Wire;

namespace Saker.Onnx.Graphs;

/// <summary>
/// Builds an ONNX graph node by node. Names are made by the builder and the order is that of the calls, so the same calls
/// give the same bytes. Not thread-safe.
/// </summary>
public sealed class GraphBuilder
{
    /// <summary>The default operator set that built graphs declare: widely supported, and it has every operator used here.</summary>
    public const int Opset = 17;

    /// <summary>The operator set of the classic machine-learning domain <c>ai.onnx.ml</c>.</summary>
    public const int MachineLearningOpset = 3;

    /// <summary>The domain of classic machine-learning operators.</summary>
    public const string MachineLearning = "ai.onnx.ml";

    // The newest operator set that ONNX Runtime and this library know all of.
    private const int MaxOpset = 21;

    private readonly GraphProto _graph;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementType> _values = new(StringComparer.Ordinal);
    private bool _usesMachineLearning;

    /// <param name="name">The graph's name.</param>
    /// <param name="opset">The operator set to declare and keep to, 17 to 21.</param>
    /// <exception cref="OnnxException">The operator set is another.</exception>
    public GraphBuilder(string name, int opset = Opset)
    {
        if (opset is < Opset or > MaxOpset)
            throw new OnnxException($"Graphs are built in the operator sets {Opset} to {MaxOpset}; {opset} was asked for.");
        _graph = new GraphProto { Name = name };
        DeclaredOpset = opset;
    }

    /// <summary>The operator set that this graph declares.</summary>
    public int DeclaredOpset { get; }

    // The version of the file format that goes with the operator set.
    private int IrVersion => DeclaredOpset switch { < 19 => 8, < 21 => 9, _ => 10 };

    /// <summary>Declares an input.</summary>
    /// <param name="inputName">Its name, unique in the graph.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="shape">Extents; -1 where free (the first free extent is the batch).</param>
    public Value Input(string inputName, ElementType type, params ReadOnlySpan<long> shape)
    {
        Claim(inputName);
        _graph.Input.Add(WireTypes.ValueInfo(inputName, type, shape));
        return Give(inputName, type);
    }

    /// <summary>A constant, stored as an initialiser.</summary>
    public Value Constant(Tensor tensor)
    {
        var value = Give(NewName("constant"), tensor.Type);
        _graph.Initializer.Add(WireTensors.Write(tensor, value.Name));
        return value;
    }

    /// <summary>A constant stored as an initialiser under a name of its own, as weights are.</summary>
    /// <exception cref="OnnxException">The name is empty or taken.</exception>
    public Value Stored(string constantName, Tensor tensor)
    {
        Claim(constantName);
        _graph.Initializer.Add(WireTensors.Write(tensor, constantName));
        return Give(constantName, tensor.Type);
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operatorType">The operator, such as <c>Add</c>.</param>
    /// <param name="inputs">Its inputs; <see cref="Value.None"/> for an optional one that is left out.</param>
    /// <param name="outputType">The element type of what it gives.</param>
    /// <param name="attributes">Its constants.</param>
    /// <param name="domain">The operator's domain; empty for the default one.</param>
    public Value Node(string operatorType, ReadOnlySpan<Value> inputs, ElementType outputType, ReadOnlySpan<NodeAttribute> attributes = default, string domain = "") =>
        Node(operatorType, inputs, [outputType], attributes, domain)[0];

    /// <summary>Adds a node with several outputs, see <see cref="Node(string, ReadOnlySpan{Value}, ElementType, ReadOnlySpan{NodeAttribute}, string)"/>.</summary>
    public IReadOnlyList<Value> Node(string operatorType, ReadOnlySpan<Value> inputs, ReadOnlySpan<ElementType> outputTypes, ReadOnlySpan<NodeAttribute> attributes = default, string domain = "")
    {
        _usesMachineLearning |= domain == MachineLearning;
        var node = new NodeProto { OpType = operatorType, Name = NewName(operatorType) };
        if (domain.Length > 0)
            node.Domain = domain;
        foreach (var input in inputs)
        {
            if (input != Value.None)
                Require(input, $"Node '{node.Name}'");
            node.Input.Add(input.Name);
        }
        var outputs = new Value[outputTypes.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] = Give(NewName(operatorType + "_out"), outputTypes[i]);
            node.Output.Add(outputs[i].Name);
        }
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute.Proto);
        _graph.Node.Add(node);
        return outputs;
    }

    /// <summary>Gives a value out of the graph under the name <paramref name="outputName"/>.</summary>
    /// <param name="outputName">Its name, unique in the graph.</param>
    /// <param name="value">What to give.</param>
    /// <param name="shape">Extents; -1 where free. A free first extent says that there are as many rows as the inputs have.</param>
    public void Output(string outputName, Value value, params ReadOnlySpan<long> shape)
    {
        Require(value, $"Output '{outputName}'");
        Claim(outputName);
        var node = new NodeProto { OpType = "Identity", Name = NewName("Identity") };
        node.Input.Add(value.Name);
        node.Output.Add(outputName);
        _graph.Node.Add(node);
        _graph.Output.Add(WireTypes.ValueInfo(outputName, value.Type, shape));
    }

    /// <summary>The finished model. The builder may go on and build again.</summary>
    /// <param name="metadata">Properties to store in the model.</param>
    public OnnxModel Build(IReadOnlyDictionary<string, string>? metadata = null)
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "saker", Graph = _graph.Clone() };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = DeclaredOpset });
        if (_usesMachineLearning)
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = MachineLearning, Version = MachineLearningOpset });
        foreach (var (key, value) in (metadata ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return new OnnxModel(model);
    }

    private void Claim(string claimed)
    {
        if (string.IsNullOrEmpty(claimed) || !_names.Add(claimed))
            throw new OnnxException($"The name '{claimed}' is empty or already taken in this graph.");
    }

    /// <summary>The name that the next node of this operator gets, so that an error before it is made can name it.</summary>
    internal string NextName(string stem)
    {
        var number = _names.Count;
        string candidate;
        do
            candidate = $"{stem}_{number++}";
        while (_names.Contains(candidate));
        return candidate;
    }

    private string NewName(string stem)
    {
        var fresh = NextName(stem);
        _names.Add(fresh);
        return fresh;
    }

    private Value Give(string valueName, ElementType type)
    {
        _values.Add(valueName, type);
        return new Value(valueName, type);
    }

    private void Require(Value value, string taker)
    {
        if (value.Name is null || !_values.TryGetValue(value.Name, out var type))
            throw new OnnxException($"{taker} takes '{value.Name}', which this graph does not have.");
        if (type != value.Type)
            throw new OnnxException($"{taker} takes '{value.Name}' as {value.Type}; in this graph it is {type}.");
    }
}
