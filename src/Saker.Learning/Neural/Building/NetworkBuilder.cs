using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>
/// Builds a network layer by layer as plain ONNX: inputs are declared here, layers are methods on <see cref="NetworkValue"/>. Shapes are checked as layers are added.
/// Weights are named after their layer (<c>hidden.weight</c>), and their initial values follow from the seed alone: equal calls give equal bytes. Not thread-safe.
/// </summary>
public sealed class NetworkBuilder
{
    /// <summary>The operator set of built networks.</summary>
    public const int Opset = 21;

    private readonly long _seed;
    private readonly HashSet<string> _layers = new(StringComparer.Ordinal);
    private readonly List<string> _parameters = [];
    private readonly List<string> _undecayed = [];
    private readonly Dictionary<string, float> _penalties = new(StringComparer.Ordinal);
    private int _outputCount;

    /// <param name="name">The graph's name.</param>
    /// <param name="seed">What initial weights are drawn by.</param>
    public NetworkBuilder(string name, long seed)
    {
        Graph = new GraphBuilder(name, Opset);
        _seed = seed;
    }

    internal GraphBuilder Graph { get; }

    /// <summary>An input of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Extents of a row: of images channels, height and width; of sequences steps and features.</param>
    /// <exception cref="SakerException">An extent is less than 1.</exception>
    public NetworkValue Input(string name, params ReadOnlySpan<long> shape) => Input(name, ElementType.Float32, shape);

    /// <summary>An input of codes (int64) that stand for words or categories, for <see cref="EmbeddingLayers.Embedding"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Extents of a row: the number of codes.</param>
    /// <exception cref="SakerException">An extent is less than 1.</exception>
    public NetworkValue Codes(string name, params ReadOnlySpan<long> shape) => Input(name, ElementType.Int64, shape);

    /// <summary>Gives a value out of the network. The first output is the one that losses are of unless they say otherwise.</summary>
    public NetworkBuilder Output(string name, NetworkValue value)
    {
        Own(name, value);
        Graph.Output(name, value.Value, [.. value.Shape]);
        _outputCount++;
        return this;
    }

    /// <summary>Gives a value out of the network whose mean, times a weight, belongs to the loss.</summary>
    public NetworkBuilder Penalty(string name, NetworkValue value, float weight)
    {
        _penalties.Add(name, weight);
        return Output(name, value);
    }

    /// <summary>The finished network; the builder may go on and build again.</summary>
    /// <exception cref="SakerException">It has no output.</exception>
    public Network Build() => _outputCount == 0
        ? throw new SakerException(ErrorKind.InvalidInput, "The network gives nothing: name what it gives with Output.")
        : new Network(Graph.Build(), [.. _parameters], [.. _undecayed], new Dictionary<string, float>(_penalties));

    /// <summary>Takes a layer's name, which no other layer may have.</summary>
    internal void Claim(string layer)
    {
        if (string.IsNullOrWhiteSpace(layer) || !_layers.Add(layer))
            throw LayerShapes.Wrong(layer, string.IsNullOrWhiteSpace(layer) ? "needs a name" : "has the name of another layer: each needs its own");
    }

    /// <summary>Stores a layer's weight under <c>layer.part</c>.</summary>
    internal Value Parameter(string layer, string part, Tensor initial, bool isDecayed = true)
    {
        var name = $"{layer}.{part}";
        _parameters.Add(name);
        if (!isDecayed)
            _undecayed.Add(name);
        return Graph.Stored(name, initial);
    }

    /// <summary>Stores what a layer keeps and training does not move by gradients.</summary>
    internal Value Kept(string layer, string part, Tensor initial) => Graph.Stored($"{layer}.{part}", initial);

    /// <summary>What the next weight is drawn by; each has a chance of its own, so that layers added later change none before.</summary>
    internal Xoshiro256 Chance() => Xoshiro256.Of(_seed, _parameters.Count);

    internal Tensor Draw(Initialiser initialiser, ReadOnlySpan<long> shape, long inputs, long outputs) => initialiser.Draw(shape.ToArray(), inputs, outputs, Chance());

    // A constant node and no stored value: what is stored and added or multiplied is taken for a weight.
    internal Value Constant(Tensor tensor) => Graph.Node("Constant", [], tensor.Type, [NodeAttribute.Of("value", tensor)]);

    internal NetworkValue Node(string operatorType, ReadOnlySpan<long> shape, ReadOnlySpan<Value> inputs, params ReadOnlySpan<NodeAttribute> attributes) =>
        new(this, Graph.Node(operatorType, inputs, ElementType.Float32, attributes), shape);

    /// <summary>Refuses values of another network.</summary>
    internal void Own(string place, NetworkValue value)
    {
        if (value.Network != this)
            throw LayerShapes.Wrong(place, "takes a value of another network");
    }

    private NetworkValue Input(string name, ElementType type, ReadOnlySpan<long> shape)
    {
        long[] whole = [-1, .. shape];
        if (whole.Skip(1).Any(extent => extent < 1))
            throw new SakerException(ErrorKind.InvalidInput, $"Input '{name}' has the extents {NetworkValue.Text(whole)}; each must be 1 or more.", name);
        return new NetworkValue(this, Graph.Input(name, type, whole), whole);
    }
}
