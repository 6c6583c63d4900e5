using Saker.Onnx;
using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers.Neural;

/// <summary>The network that is trained: embeddings of categories, dense layers, and one number at the end, the log odds.</summary>
internal sealed class PerceptronGraph
{
    public const string Features = "features";

    private readonly GraphBuilder _graph = new("perceptron");
    private readonly Xoshiro256 _chance;
    private readonly int _featureCount;
    private readonly List<(int Start, int Count, string Name)> _embeddings = [];
    private readonly List<(string Weights, string Bias, int Inputs, int Outputs)> _layers = [];
    private readonly int _embeddingSize;

    public PerceptronGraph(NeuralNetwork settings, int featureCount, IReadOnlyList<(int Start, int Count)> groups, float start, Xoshiro256 chance)
    {
        (_chance, _featureCount, _embeddingSize) = (chance, featureCount, settings.Embeddings);
        var value = _graph.Input(Features, ElementType.Float32, -1, featureCount);
        var width = featureCount;
        if (groups.Count > 0)
            (value, width) = Embed(value, groups);
        for (var layer = 0; layer < settings.Layers; layer++)
        {
            value = _graph.Relu(Dense(value, width, settings.Width, He(width), 0));
            width = settings.Width;
            if (settings.Dropout > 0)
                value = _graph.Node("Dropout", [value, _graph.Constant(Tensor.Scalar((float)settings.Dropout))], ElementType.Float32);
        }
        // The last layer begins small, at the odds of all rows.
        _graph.Output("log_odds", Dense(value, width, 1, 0.1 / Math.Sqrt(width), start), -1, 1);
        Model = _graph.Build();
    }

    public OnnxModel Model { get; }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<string> Parameters => [.. _embeddings.Select(embedding => embedding.Name), .. _layers.SelectMany(layer => new[] { layer.Weights, layer.Bias })];

    /// <summary>What weight decay leaves alone.</summary>
    public IReadOnlyList<string> Undecayed => [.. _layers.Select(layer => layer.Bias)];

    /// <summary>The layers with the weights of a trained model.</summary>
    public IReadOnlyList<DenseLayer> Read(OnnxModel trained)
    {
        var editor = new ModelEditor(trained);
        var layers = new List<DenseLayer>();
        if (_embeddings.Count > 0)
            layers.Add(EmbeddingLayer(editor));
        for (var i = 0; i < _layers.Count; i++)
            layers.Add(new DenseLayer(Values(editor, _layers[i].Weights), Values(editor, _layers[i].Bias), _layers[i].Outputs, i + 1 < _layers.Count));
        return layers;
    }

    private static float[] Values(ModelEditor editor, string name) => editor.Constant(name).Span<float>().ToArray();

    private static double He(int inputs) => Math.Sqrt(2.0 / inputs);

    private Value Dense(Value value, int inputs, int outputs, double deviation, float bias)
    {
        var weights = Draw(inputs, outputs, deviation);
        var shift = _graph.Constant(Tensor.Of(Enumerable.Repeat(bias, outputs).ToArray(), outputs));
        _layers.Add((weights.Name, shift.Name, inputs, outputs));
        return _graph.Gemm(value, weights, shift);
    }

    private Value Draw(int inputs, int outputs, double deviation) =>
        _graph.Constant(Tensor.Of(Enumerable.Range(0, inputs * outputs).Select(_ => (float)(_chance.NextNormal() * deviation)).ToArray(), inputs, outputs));

    // Each group of categories becomes a few numbers of its own; other features stay, in their order.
    private (Value Value, int Width) Embed(Value features, IReadOnlyList<(int Start, int Count)> groups)
    {
        var (parts, at, width) = (new List<Value>(), 0, 0);
        foreach (var (start, count) in groups.Append((Start: _featureCount, Count: 0)))
        {
            if (start > at)
            {
                parts.Add(Slice(features, at, start));
                width += start - at;
            }
            if (count == 0)
                break;
            var table = Draw(count, _embeddingSize, 1 / Math.Sqrt(_embeddingSize));
            _embeddings.Add((start, count, table.Name));
            parts.Add(_graph.MatMul(Slice(features, start, start + count), table));
            width += _embeddingSize;
            at = start + count;
        }
        return (parts.Count == 1 ? parts[0] : _graph.Node("Concat", [.. parts], ElementType.Float32, [NodeAttribute.Of("axis", 1)]), width);
    }

    private Value Slice(Value value, int start, int end) =>
        _graph.Node("Slice", [value, _graph.Constant(Tensor.Vector((long)start)), _graph.Constant(Tensor.Vector((long)end)), _graph.Constant(Tensor.Vector(1L))], ElementType.Float32);

    // The embeddings as one layer: 1 for each feature that stays, a table's rows for each category.
    private DenseLayer EmbeddingLayer(ModelEditor editor)
    {
        var width = _featureCount - _embeddings.Sum(embedding => embedding.Count) + _embeddings.Count * _embeddingSize;
        var weights = new float[_featureCount * width];
        var column = 0;
        for (var feature = 0; feature < _featureCount;)
        {
            var at = _embeddings.FindIndex(embedding => embedding.Start == feature);
            if (at < 0)
            {
                weights[feature++ * width + column++] = 1;
                continue;
            }
            var table = Values(editor, _embeddings[at].Name);
            for (var i = 0; i < _embeddings[at].Count; i++)
                table.AsSpan(i * _embeddingSize, _embeddingSize).CopyTo(weights.AsSpan((feature + i) * width + column));
            feature += _embeddings[at].Count;
            column += _embeddingSize;
        }
        return new DenseLayer(weights, [], width, IsRectified: false);
    }
}
